import * as vscode from "vscode";

/**
 * API keys in SecretStorage, each bound to the origin it was entered for: a changed `eigen.baseUrl` never receives
 * another origin's key. A copy lives in memory for the session, since a machine without a keyring forgets.
 */
export class ApiKeys implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #memory: vscode.Memento;
  readonly #session = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage, memory: vscode.Memento) {
    this.#secrets = secrets;
    this.#memory = memory;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#reload(key.slice(prefix.length));
    });
  }

  /** The key of this origin, or undefined: then the user is asked. */
  async get(origin: string): Promise<string | undefined> {
    const stored = await this.#read(origin);
    if (stored !== undefined) this.#session.set(origin, stored);
    return stored ?? this.#session.get(origin);
  }

  /** What `get` last found, for places that cannot wait. */
  peek(origin: string): string | undefined {
    return this.#session.get(origin);
  }

  /** Every key that this session has seen, of any origin: none of them may be shown. */
  known(): readonly string[] {
    return [...this.#session.values()];
  }

  async set(origin: string, key: string): Promise<void> {
    this.#session.set(origin, key);
    await this.#memory.update(marker(origin), true);
    await this.#secrets.store(prefix + origin, key);
    this.#changed.fire();
  }

  async remove(origin: string): Promise<void> {
    this.#session.delete(origin);
    await this.#memory.update(marker(origin), undefined);
    await this.#secrets.delete(prefix + origin);
    this.#changed.fire();
  }

  /** True when a key was stored in an earlier session and the machine did not keep it (no keyring). */
  async wasForgotten(origin: string): Promise<boolean> {
    return this.#memory.get(marker(origin)) === true && (await this.get(origin)) === undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Another window set or removed the key. The event can be doubled or spurious, so the value decides. */
  async #reload(origin: string): Promise<void> {
    const stored = await this.#read(origin);
    if (stored === this.#session.get(origin)) return;
    if (stored === undefined) this.#session.delete(origin);
    else this.#session.set(origin, stored);
    this.#changed.fire();
  }

  /** A keyring that fails is a keyring without the key: the user is asked, nothing falls back to plain text. */
  async #read(origin: string): Promise<string | undefined> {
    try {
      return (await this.#secrets.get(prefix + origin)) || undefined;
    } catch {
      return undefined;
    }
  }
}

const prefix = "eigen.apiKey ";
const marker = (origin: string) => `keyStored ${origin}`;
