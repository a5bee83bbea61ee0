import { mediaLimits } from "../../src/shared/mediaFacts.ts";

/** The longer side of a frame, at most; pixels. */
const mostSide = 1280;
/** For each step of the player, in milliseconds. */
const patience = 5000;

export interface DrawnFrame {
  readonly seconds: number;
  readonly bitmap: ImageBitmap;
}

/** Evenly spaced pictures of a video. None where it can't be played here. */
export async function videoFrames(file: Blob): Promise<readonly DrawnFrame[]> {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = URL.createObjectURL(file);
  const frames: DrawnFrame[] = [];
  try {
    await until(video, "loadeddata");
    const duration = await durationOf(video);
    const scale = Math.min(1, mostSide / Math.max(video.videoWidth, video.videoHeight));
    const size = {
      resizeWidth: Math.max(1, Math.round(video.videoWidth * scale)),
      resizeHeight: Math.max(1, Math.round(video.videoHeight * scale)),
      resizeQuality: "high",
    } as const;
    for (let i = 0; i < mediaLimits.videoFrames; i++) {
      const seconds = (duration * (i + 0.5)) / mediaLimits.videoFrames;
      await seek(video, seconds);
      frames.push({ seconds, bitmap: await createImageBitmap(video, size) });
    }
    return frames;
  } catch {
    for (const { bitmap } of frames) bitmap.close();
    return [];
  } finally {
    URL.revokeObjectURL(video.src);
    video.removeAttribute("src");
    video.load();
  }
}

/** Recordings of a browser don't say how long they are, until their end was looked for. */
async function durationOf(video: HTMLVideoElement): Promise<number> {
  if (!Number.isFinite(video.duration)) await seek(video, Number.MAX_SAFE_INTEGER);
  return Number.isFinite(video.duration) ? video.duration : video.currentTime;
}

async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const there = until(video, "seeked");
  video.currentTime = seconds;
  await there;
}

function until(video: HTMLVideoElement, event: "loadeddata" | "seeked"): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error("The video can't be played here."));
    setTimeout(failed, patience);
    video.addEventListener(event, () => resolve(), { once: true });
    video.addEventListener("error", failed, { once: true });
  });
}
