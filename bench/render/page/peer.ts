/** What shows an answer, as the bench drives it. */
export interface Peer {
  /** Shows a finished conversation: questions and answers in turn. */
  open(messages: readonly string[]): void;
  /** A new answer starts. */
  begin(): void;
  /** More of the answer; `forFrame`: all that comes before the next frame, in which it is shown. */
  take(text: string, forFrame: boolean): void;
  /** The answer is complete. */
  end(): void;
}

/** Joins what comes within a frame. */
export function oncePerFrame(draw: (text: string) => void): (text: string) => void {
  let pending = "";
  return (text) => {
    if (pending === "") {
      requestAnimationFrame(() => {
        const drawn = pending;
        pending = "";
        draw(drawn);
      });
    }
    pending += text;
  };
}

/** The box that scrolls, and what is in it. */
export function transcript(): { readonly scroller: Element; readonly content: Element } {
  const scroller = document.querySelector(".scroller");
  const content = document.querySelector(".transcript");
  if (scroller === null || content === null) throw new Error("The page has no transcript.");
  return { scroller, content };
}

/** A box for one message. */
function addMessage(): HTMLElement {
  const message = document.createElement("article");
  message.className = "message";
  transcript().content.append(message);
  return message;
}

/** Keeps the end in view, as a chat does. */
export function scrollToEnd(): void {
  const { scroller } = transcript();
  scroller.scrollTop = scroller.scrollHeight;
}

/** A peer that draws into a message's box from all of the text, or adds to what it has drawn. */
export function drawingPeer(
  newMessage: (box: HTMLElement) => { draw(added: string, all: string): void; end?(): void },
): Peer {
  let all = "";
  let message = newMessage(document.createElement("div"));
  const draw = (added: string): void => {
    all += added;
    message.draw(added, all);
    scrollToEnd();
  };
  const take = oncePerFrame(draw);
  return {
    open(messages) {
      for (const text of messages) {
        const stored = newMessage(addMessage());
        stored.draw(text, text);
        stored.end?.();
      }
      scrollToEnd();
    },
    begin() {
      all = "";
      message = newMessage(addMessage());
    },
    take,
    end() {
      // After the last frame's text.
      requestAnimationFrame(() => message.end?.());
    },
  };
}
