import { html, render } from "lit-html";
import { iconButton } from "../icons.ts";

/** Shows a picture as large as the view allows; a click or Escape closes it. */
export function showPicture(name: string, source: string): void {
  const dialog = document.createElement("dialog");
  dialog.className = "picture-dialog";
  dialog.ariaLabel = name;
  const close = () => dialog.close();
  render(
    html`${iconButton("close", "Close", close)}
      <img src=${source} alt=${name} @click=${close} />
      <p>${name}</p>`,
    dialog,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
