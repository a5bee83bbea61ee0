import { ChatItemType, MynahUI } from "@aws/mynah-ui";
import { drive } from "../page/driver.ts";
import { oncePerFrame, transcript } from "../page/peer.ts";

/** @aws/mynah-ui, with the whole body once a frame, and without its typewriter, which would come later. */
const box = transcript().content;
box.id = "mynah";
const ui = new MynahUI({
  rootSelector: "#mynah",
  defaults: { store: { tabTitle: "Chat" } },
  tabs: { tab: { isSelected: true, store: {} } },
  config: { disableTypewriterAnimation: true },
});
let count = 0;
let body = "";

drive({
  open(messages) {
    for (const [index, text] of messages.entries()) {
      ui.addChatItem("tab", {
        type: index % 2 === 0 ? ChatItemType.PROMPT : ChatItemType.ANSWER,
        body: text,
        messageId: `stored-${index}`,
      });
    }
  },
  begin() {
    count += 1;
    body = "";
    ui.addChatItem("tab", { type: ChatItemType.ANSWER_STREAM, body, messageId: `answer-${count}` });
  },
  take: oncePerFrame((added) => {
    body += added;
    ui.updateChatAnswerWithMessageId("tab", `answer-${count}`, { body });
  }),
  end() {
    requestAnimationFrame(() => ui.endMessageStream("tab", `answer-${count}`, {}));
  },
});
