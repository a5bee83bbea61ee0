/** The text of an answer as it came, in one node that only grows. */
export class PlainText {
  readonly element = document.createElement("div");
  readonly #text = document.createTextNode("");

  constructor() {
    this.element.className = "plain-text";
    this.element.append(this.#text);
  }

  append(text: string): void {
    this.#text.appendData(text);
  }

  reset(text: string): void {
    this.#text.data = text;
  }

  finish(): void {}
}
