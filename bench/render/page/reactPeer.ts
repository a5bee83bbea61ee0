import { createElement, memo, type FunctionComponent } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { oncePerFrame, scrollToEnd, transcript, type Peer } from "./peer.ts";

export interface MessageProps {
  readonly text: string;
  readonly streaming: boolean;
}

/** A list of memoised messages, as chats with React have, with one render a frame. */
export function reactPeer(component: FunctionComponent<MessageProps>): Peer {
  const Message = memo(component);
  const root = createRoot(transcript().content);
  let stored: readonly string[] = [];
  let answer: string | null = null;
  const render = (streaming: boolean): void => {
    const texts = answer === null ? stored : [...stored, answer];
    flushSync(() =>
      root.render(
        texts.map((text, key) =>
          createElement(
            "article",
            { key, className: "message" },
            createElement(Message, { text, streaming: streaming && key === stored.length }),
          ),
        ),
      ),
    );
    scrollToEnd();
  };
  return {
    open(messages) {
      stored = messages;
      render(false);
    },
    begin() {
      stored = answer === null ? stored : [...stored, answer];
      answer = "";
    },
    take: oncePerFrame((added) => {
      answer += added;
      render(true);
    }),
    end() {
      requestAnimationFrame(() => render(false));
    },
  };
}
