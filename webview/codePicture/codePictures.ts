import type { CodePicture } from "../../src/shared/codePicture.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import type { Pictures } from "../media/pictures.ts";
import { workshop, type ShowPreview } from "../media/workshop.ts";
import { editorLook } from "./editorLook.ts";
import { layOut } from "./layout.ts";

type Post = (intent: Intent, transfer?: Transferable[]) => void;

/** Draws code as the editor shows it, in the worker, and sends each page to the host. */
export async function drawCode(
  picture: CodePicture,
  conversationId: string,
  pictures: Pictures,
  post: Post,
  show: ShowPreview,
): Promise<void> {
  const look = editorLook();
  for (const page of layOut(picture)) {
    const { heading, start, end } = page;
    const result = await workshop.drawCode(page, look, show);
    if (result.type === "refused") {
      post({ type: "refuseMedia", text: `${heading}: ${result.reason}` });
      continue;
    }
    const { bytes } = result;
    const source = { id: picture.sourceId, lines: { start, end } };
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
}
