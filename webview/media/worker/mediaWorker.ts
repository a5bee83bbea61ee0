import type { JobAnswer, JobRequest, JobResult, MediaJob } from "../mediaJobs.ts";
import { editPicture } from "./editPicture.ts";
import { drawPage } from "../../codePicture/drawPage.ts";
import { encode, prepared } from "./encode.ts";
import { prepareFile } from "./prepareFile.ts";
import { preview, type Show } from "./preview.ts";

/** The worker: decodes, cuts, draws and encodes, so that the page stays free. */
addEventListener("message", ({ data }: MessageEvent<JobRequest>) => void answer(data));

async function answer({ id, job }: JobRequest): Promise<void> {
  const show: Show = async (picture) =>
    postMessage({ id, preview: await preview(picture) } satisfies JobAnswer);
  const result = await run(job, show).catch((error: unknown): JobResult => ({
    type: "refused",
    reason: String(error),
  }));
  const transfer = "bytes" in result ? [result.bytes.buffer] : [];
  postMessage({ id, result } satisfies JobAnswer, { transfer });
}

async function run(job: MediaJob, show: Show): Promise<JobResult> {
  if (job.type === "prepare") return prepareFile(job.file, show);
  if (job.type === "edit") return editPicture(job.picture, job.edits);
  if (job.type === "drawCode") return drawCode(job, show);
  try {
    return await encode(job.bitmap, job.photo);
  } finally {
    job.bitmap.close();
  }
}

async function drawCode(
  { page, look }: Extract<MediaJob, { readonly type: "drawCode" }>,
  show: Show,
): Promise<JobResult> {
  const picture = drawPage(page, look);
  await show(picture);
  const file = await picture.convertToBlob({ type: "image/png" });
  return prepared(new Uint8Array(await file.arrayBuffer()));
}
