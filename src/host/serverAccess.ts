import type { Endpoint } from "../api/completion.ts";
import type { ApiKeys } from "./apiKeys.ts";
import { currentServer } from "./currentServer.ts";
import { settings } from "./settings.ts";

/** Where requests go and with which key, by the settings of this moment. */
export class ServerAccess {
  readonly #keys: ApiKeys;

  constructor(keys: ApiKeys) {
    this.#keys = keys;
  }

  endpoint(): Endpoint {
    return { baseUrl: settings.baseUrl(), apiKey: this.apiKey(), timeouts: settings.timeouts() };
  }

  /** The key of the current address's origin, as far as it has been read from the keychain. */
  apiKey(): string | undefined {
    const server = currentServer();
    return "fault" in server ? undefined : this.#keys.peek(server.origin);
  }

  /** Reads the key of the current address from the keychain. */
  async refresh(): Promise<void> {
    const server = currentServer();
    if (!("fault" in server)) await this.#keys.get(server.origin);
  }
}
