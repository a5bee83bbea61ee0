import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Intent } from "../src/shared/protocol.ts";
import type { AttachmentView } from "../src/shared/view.ts";
import { tokensText } from "./contextLine.ts";
import { icon, iconButton } from "./icons.ts";
import type { Pending } from "./media/pendingMedia.ts";
import { showPicture } from "./media/pictureDialog.ts";

type Post = (intent: Intent) => void;
/** The editor of pictures, as far as chips know it. */
export interface PictureEditing {
  readonly edit: (picture: AttachmentView) => void;
  /** Whether a picture that had to shrink is still there with all of its pixels. */
  readonly hasOriginal: (picture: AttachmentView) => boolean;
}
type Content = TemplateResult | typeof nothing;

/** What the next question will carry: each can be looked at, brought up to date and removed. */
export function draftAttachments(
  attachments: readonly AttachmentView[],
  post: Post,
  pictures: PictureEditing,
): Content {
  return list("Attachments", attachments, post, (attachment) => {
    const { id, name, kind, outdated, shows, problems, shrunkFrom, isOffered = false } = attachment;
    return html`${
      isOffered
        ? iconButton(
            "pin",
            `Pin ${name}`,
            () => post({ type: "pinSelection" }),
            "Keep these lines. Until then they follow the selection.",
          )
        : nothing
    }${
      shows === undefined
        ? nothing
        : toggle(
            "text",
            `Send ${shows.name} as Text Too`,
            shows.isSent,
            (isSent) => post({ type: "sendShown", id, isSent }),
            `Whether the lines that the picture shows (${shows.name}) and their problems go as text beside it`,
          )
    }${
      problems === undefined
        ? nothing
        : toggle(
            "warning",
            `Send Problems of ${name} Too`,
            problems.isSent,
            (isSent) => post({ type: "sendProblems", id, isSent }),
            `Whether what the editor reports in these lines goes along (${problems.count})`,
          )
    }${
      shrunkFrom === undefined || !pictures.hasOriginal(attachment)
        ? nothing
        : html`<button
            type="button"
            class="chip-crop"
            aria-label="Crop ${name}"
            title="Cut out the part that matters: it keeps all of its pixels."
            @click=${() => pictures.edit(attachment)}
          >
            Crop
          </button>`
    }${
      outdated
        ? iconButton(
            "refresh",
            `Refresh ${name}`,
            () => post({ type: "refreshAttachment", id }),
            "The code changed since it was attached. Take it as it is now.",
          )
        : nothing
    }
    ${
      kind === "image"
        ? iconButton(
            "edit",
            `Edit ${name}`,
            () => pictures.edit(attachment),
            "Crop, mark or redact",
          )
        : nothing
    }
    ${iconButton("close", `Remove ${name}`, () => post({ type: "removeAttachment", id }), "Remove")}`;
  });
}

/** Switches on or off whether something goes along. */
function toggle(
  glyph: "text" | "warning",
  name: string,
  isOn: boolean,
  onToggle: (isOn: boolean) => void,
  title: string,
): TemplateResult {
  return html`<button
    type="button"
    class="icon"
    aria-pressed=${isOn ? "true" : "false"}
    aria-label=${name}
    title=${title}
    @click=${() => onToggle(!isOn)}
  >
    ${icon(glyph)}
  </button>`;
}

/** What is being prepared or drawn. */
export function pendingAttachments(pending: readonly Pending[]): Content {
  if (pending.length === 0) return nothing;
  return html`<ul class="chips" aria-label="Being Attached" aria-busy="true">
    ${pending.map(
      ({ name, preview }) =>
        html`<li class="chip" data-pending>
          <span class="chip-name"
            >${preview === undefined ? nothing : html`<img class="thumbnail" src=${preview} alt="" />`}${name}</span
          ><span class="waiting" aria-hidden="true"></span>
        </li>`,
    )}
  </ul>`;
}

/** What a question carried; pictures and videos can be kept out of later requests. */
export function sentAttachments(attachments: readonly AttachmentView[], post: Post): Content {
  return list("Attached", attachments, post, ({ id, name, kind, isDropped = false }) =>
    kind === "code"
      ? nothing
      : html`<button
          type="button"
          class="icon"
          aria-label="Leave Out ${name}"
          aria-pressed=${isDropped ? "true" : "false"}
          title=${isDropped ? "Requests say only its name. Send it again." : "Send only its name from now on"}
          @click=${() => post({ type: "dropMedia", id, isDropped: !isDropped })}
        >
          ${icon(isDropped ? "hidden" : "eye")}
        </button>`,
  );
}

function list(
  label: string,
  attachments: readonly AttachmentView[],
  post: Post,
  buttons: (attachment: AttachmentView) => Content,
): Content {
  if (attachments.length === 0) return nothing;
  return html`<ul class="chips" aria-label=${label}>
    ${repeat(
      attachments,
      ({ id }) => id,
      (attachment) =>
        html`<li
          class="chip"
          aria-label=${attachment.name}
          data-kind=${attachment.kind}
          ?data-outdated=${attachment.outdated}
          ?data-dropped=${attachment.isDropped === true}
          ?data-offered=${attachment.isOffered === true}
        >
          <button
            type="button"
            class="chip-name"
            title=${attachment.detail}
            @click=${(event: Event) => reveal(attachment, post, event)}
          >
            ${
              attachment.sha256 === undefined
                ? nothing
                : html`<img class="thumbnail" data-picture=${attachment.sha256} alt="" />`
            }
            ${attachment.name}
            <span class="chip-tokens" aria-hidden="true">${weight(attachment)}</span>
          </button>
          ${attachment.shrunkFrom === undefined ? nothing : shrunk(attachment.shrunkFrom)}
          ${buttons(attachment)}
        </li>`,
    )}
  </ul>`;
}

/** `310 kB · 1.0k`, `2.1 MB · 8 frames · 7.4k`. */
function weight({ size, frames, tokens }: AttachmentView): string {
  if (size === undefined) return tokensText(tokens);
  const bytes = size < 1e6 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
  const parts = [bytes, ...(frames === undefined ? [] : [`${frames} frames`]), tokensText(tokens)];
  return parts.join(" · ");
}

function shrunk({ width, height }: { readonly width: number; readonly height: number }): Content {
  return html`<span
    class="chip-shrunk"
    role="note"
    title="Models look at 16.7 million pixels at most."
    >shrunk from ${width}×${height}</span
  >`;
}

/** Code is shown in its editor, also that of a picture; a picture itself here. */
function reveal(
  { id, kind, name, shows }: AttachmentView,
  post: Post,
  { currentTarget, target }: Event,
): void {
  const isCode = kind === "code" || (shows !== undefined && !(target instanceof HTMLImageElement));
  if (isCode) return post({ type: "revealAttachment", id });
  const image = currentTarget instanceof Element ? currentTarget.querySelector("img") : null;
  if (image !== null && image.src !== "") showPicture(name, image.src);
}
