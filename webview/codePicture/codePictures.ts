import type { CodePicture } from "../../src/shared/codePicture.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import type { Pictures } from "../media/pictures.ts";
import { workshop, type ShowPreview } from "../media/workshop.ts";
import { editorLook } from "./editorLook.ts";
import { layOut } from "./layout.ts";

type Post = (intent: Intent, transfer?: Transferable[]) => void;

/** More pictures than that no model takes at once. */
const mostPages = 10;

export interface DrawCodePorts {
  readonly pictures: Pictures;
  readonly post: Post;
  readonly refuse: (name: string, reason: string) => void;
  readonly show: ShowPreview;
}

/** Draws code as the editor shows it, in the worker, and sends each page to the host. */
export async function drawCode(
  picture: CodePicture,
  conversationId: string,
  { pictures, post, refuse, show }: DrawCodePorts,
): Promise<void> {
  const look = editorLook();
  const pages = layOut(picture);
  for (const page of pages.slice(0, mostPages)) {
    const { heading, whole } = page;
    const result = await workshop.drawCode(page, look, show);
    if (result.type === "refused") {
      refuse(heading, result.reason);
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
  if (pages.length > mostPages) refuse(picture.path, tooLong(pages.length));
}

function tooLong(count: number): string {
  return `Only the first ${mostPages} of ${count} pages became pictures. Select less of the code.`;
}
