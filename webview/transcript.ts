import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { Intent } from "../src/shared/protocol.ts";
import type { MessageView, ViewState } from "../src/shared/view.ts";
import { isCompared, sideBySide } from "./comparison.ts";
import { message } from "./message.ts";

/** How many messages stand in a group: the browser looks at each group that is far away, not at its messages. */
const groupSize = 16;

interface Group {
  readonly key: number;
  readonly messages: readonly MessageView[];
}

/**
 * The messages of the transcript, one below the other; answers that are compared stand side by side.
 *
 * @param shown the last of the state's messages, or all of them
 */
export function transcript(
  { conversationId, messages }: ViewState,
  shown: readonly MessageView[],
  post: (intent: Intent) => void,
): TemplateResult {
  const compared = shown.filter(isCompared);
  const alone = shown.filter((one) => !isCompared(one));
  const groups = inGroups(alone, messages.length - shown.length);
  return html`${repeat(
    groups,
    // Another conversation's groups have other heights, which the browser remembers.
    ({ key }) => `${conversationId}/${key}`,
    (group, index) => {
      const isLast = index === groups.length - 1 && compared.length === 0;
      const last = isLast ? group.messages.at(-1) : null;
      return guard(
        [...group.messages, last],
        () =>
          html`<div class="turns">
            ${repeat(
              group.messages,
              ({ id }) => id,
              (one) => guard([one, one === last], () => message(one, one === last, post)),
            )}
          </div>`,
      );
    },
  )}
  ${compared.length === 0 ? nothing : sideBySide(compared, post)}`;
}

/** A message stays in its group when earlier ones are shown, or later ones come. */
function inGroups(messages: readonly MessageView[], before: number): readonly Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < messages.length;) {
    const key = Math.floor((before + at) / groupSize);
    const end = (key + 1) * groupSize - before;
    groups.push({ key, messages: messages.slice(at, end) });
    at = end;
  }
  return groups;
}
