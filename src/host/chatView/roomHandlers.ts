import type { Chat } from "../../core/chat.ts";
import { path } from "../../core/conversation.ts";
import { droppedQuestions, oldestTurns, withoutTurns, withTurns } from "../../core/dropTurns.ts";
import type { Handlers } from "./context.ts";

type RoomIntent = "dropOldest" | "summarizeOldest" | "restoreTurns";

/** What makes room in the model's context: the oldest turns are not sent any more, which can be undone. */
export function roomHandlers(
  current: () => Chat,
  summarize: (chat: Chat) => void,
): Pick<Handlers, RoomIntent> {
  return {
    dropOldest: () => {
      const { conversation } = current();
      const { questions } = oldestTurns(conversation);
      // Those that were left out before are shown anew: the last of them is another one now.
      const before = droppedQuestions(path(conversation));
      current().changeMessages([...before, ...withoutTurns(questions, [])]);
    },
    summarizeOldest: () => summarize(current()),
    restoreTurns: () => {
      const dropped = droppedQuestions(path(current().conversation));
      current().changeMessages(withTurns(dropped));
    },
  };
}
