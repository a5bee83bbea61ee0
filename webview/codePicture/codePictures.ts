import type { CodePicture } from "../../src/shared/codePicture.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import type { Pictures } from "../media/pictures.ts";
import { workshop, type ShowPreview } from "../media/workshop.ts";
import { editorLook } from "./editorLook.ts";
import { layOut } from "./layout.ts";

type Post = (intent: Intent, transfer?: Transferable[]) => void;

/** More pictures than that no model takes at once. */
const mostPages = 10;

/** Draws code as the editor shows it, in the worker, and sends each page to the host. */
export async function drawCode(
  picture: CodePicture,
  conversationId: string,
  pictures: Pictures,
  post: Post,
  show: ShowPreview,
): Promise<void> {
  const look = editorLook();
  const pages = layOut(picture);
  for (const page of pages.slice(0, mostPages)) {
    const { heading, whole } = page;
    const result = await workshop.drawCode(page, look, show);
    if (result.type === "refused") {
      post({ type: "refuseMedia", text: `${heading}: ${result.reason}` });
      continue;
    }
    const { bytes } = result;
    // A line that goes on over pages is no reading, and would go out as text beside each of them.
    const source = whole && { id: picture.sourceId, lines: whole };
    pictures.keep(result, result.picture);
    post(
      {
        type: "addMedia",
        conversationId,
        name: heading,
        bytes,
        shrunkFrom: null,
        frames: [],
        source,
      },
      [bytes.buffer],
    );
  }
  if (pages.length > mostPages)
    post({ type: "refuseMedia", text: tooLong(picture.path, pages.length) });
}

function tooLong(path: string, count: number): string {
  return `${path}: Only the first ${mostPages} of ${count} pages became pictures. Select less of the code.`;
}
