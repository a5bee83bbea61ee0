import { outlineOf } from "../src/core/history.ts";
import { HeldConversations } from "../src/store/heldConversations.ts";
import type { Store } from "../src/store/store.ts";

/** A store without a disk, for tests: conversations live as long as it does. */
export function memoryStore(): Store {
  const held = new HeldConversations();
  let open: string | null = null;
  const load = async (id: string | null) => held.get(id ?? "");
  return {
    status: { kind: "off" },
    latest: () => load(open),
    load,
    allEntries: async () => held.entries(),
    putOpen: async (id) => {
      open = id;
    },
    putConversation: async (conversation) => held.putConversation(conversation),
    putMessage: async (id, message) => held.putMessage(id, message),
    putDraft: async (id, draft) => held.putDraft(id, draft),
    putAll: async (conversation) => held.putAll(conversation),
    putMedia: async (bytes, facts) => held.putMedia(bytes, facts),
    readMedia: async (sha256) => held.media.get(sha256),
    onStatus: () => () => undefined,
    onChange: () => () => undefined,
    close: async () => undefined,

    outline: async () => outlineOf(held.entries()),
    entries: async (_scope, start, count) => held.entries().slice(start, start + count),
    search: async (_scope, query, limit) => held.search(query).slice(0, limit),
    rename: async (id, title) => held.rename(id, title),
    pin: async (id, pinned) => held.pin(id, pinned),
    adopt: async (chat) => held.adopt(chat),
    attach: async () => undefined,
    remove: async (ids) => held.remove(ids),
    restore: async (ids) => held.restore(ids),
    olderThan: async (time) =>
      held.entries().flatMap((entry) => (entry.pinned || entry.time >= time ? [] : entry.id)),
    removeAll: async () => held.removeAll(),
    cleanUp: async () => undefined,
    diskUse: async () => 0,
  };
}
