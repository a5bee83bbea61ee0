import type { CodeAttachment } from "./attachment.ts";

/** A stretch of text that should not leave the machine unasked. */
export interface Secret {
  /** What it is, for people: `GitHub Token`, `value in an environment file`. */
  readonly kind: string;
  /** UTF-16 offsets; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What stands in the place of a secret. */
export const redacted = "REDACTED";

/**
 * Finds private keys, tokens of the well-known services, passwords in addresses (secretlint's recommended rules), every
 * value of an environment file, and `ownKeys` in plain, base64 and URL encoding. In order, without overlaps.
 */
export async function findSecrets(
  text: string,
  path: string,
  ownKeys: readonly string[] = [],
): Promise<readonly Secret[]> {
  const found = [
    ...(await knownSecrets(text)),
    ...(isEnvironmentFile(path) ? environmentValues(text) : []),
    ...ownKeys.flatMap((key) => occurrences(text, key)),
  ];
  return withoutOverlaps(found.filter(({ start, end }) => !isRedacted(text.slice(start, end))));
}

/** What of some code should not leave unasked, and whether files that exist to hold secrets are in it. */
export async function secretsIn(
  code: Pick<CodeAttachment, "path" | "uri" | "languageId" | "text">,
  ownKeys: readonly string[],
): Promise<{ readonly secrets: readonly Secret[]; readonly holdsSecretFile: boolean }> {
  const file = { path: fullPath(code), text: code.text };
  const files = code.languageId === "diff" ? changedFiles(file) : [file];
  const secrets: Secret[] = [];
  let offset = 0;
  for (const { path, text } of files) {
    const found = await findSecrets(text, path, ownKeys);
    secrets.push(...found.map((secret) => moved(secret, offset)));
    offset += text.length;
  }
  return { secrets, holdsSecretFile: files.some(({ path }) => isSecretFile(path)) };
}

/** The secrets of a stretch of the text that they were found in, with their offsets there. */
export function secretsBetween(
  secrets: readonly Secret[],
  from: number,
  to: number,
): readonly Secret[] {
  return secrets
    .filter(({ start, end }) => start < to && end > from)
    .map(({ kind, start, end }) =>
      moved({ kind, start: Math.max(start, from), end: Math.min(end, to) }, -from),
    );
}

function moved({ kind, start, end }: Secret, by: number): Secret {
  return { kind, start: start + by, end: end + by };
}

/** Where the document is: what it is called in a question tells less of what it holds. */
function fullPath({ path, uri }: Pick<CodeAttachment, "path" | "uri">): string {
  return URL.parse(uri ?? "")?.pathname ?? path;
}

interface ChangedFile {
  readonly path: string;
  readonly text: string;
}

/** The parts of a diff, each with the one of its names, before and after, that tells most of what it holds. */
function changedFiles({ path, text }: ChangedFile): readonly ChangedFile[] {
  return text.split(/^(?=diff --|--- .*\r?\n\+\+\+ .*\r?\n@@)/m).map((part) => {
    const [head = ""] = part.split(/^@@/m, 1);
    // Of two names with spaces in one line, the end tells the kind of file.
    const names = Array.from(
      head.matchAll(/^(?:diff --\w+ (?:.* )?|--- |\+\+\+ |rename from )"?(.+?)"?(?:\t.*)?$/gm),
      ([, name = ""]) => name,
    );
    const telling = names.find(isEnvironmentFile) ?? names.find(isSecretFile) ?? names[0];
    return { path: telling ?? path, text: part };
  });
}

/**
 * The text with each secret replaced by the word REDACTED, line by line, so that line numbers stay true; doing it
 * again changes nothing.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  let result = "";
  let at = 0;
  for (const { start, end } of secrets) {
    result += text.slice(at, start) + text.slice(start, end).replaceAll(/[^\r\n]+/g, redacted);
    at = end;
  }
  return result + text.slice(at);
}

/** Files that exist to hold secrets: they are never attached without a question, whatever is found in them. */
export function isSecretFile(path: string): boolean {
  const name = fileName(path);
  return (
    isEnvironmentFile(path) ||
    /\.(?:pem|key|p12|pfx|p8|jks|keystore|kdbx|ppk|asc|gpg|tfstate|tfvars|mobileprovision)$/.test(
      name,
    ) ||
    /^(?:\.npmrc|\.yarnrc\.yml|\.pypirc|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|\.dockercfg|credentials|secrets?\.(?:json|ya?ml|toml)|id_(?:rsa|dsa|ecdsa|ed25519)|service-?account.*\.json|terraform\.tfstate.*|kubeconfig)$/.test(
      name,
    ) ||
    /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker)\//.test(path.replaceAll("\\", "/"))
  );
}

function isEnvironmentFile(path: string): boolean {
  const name = fileName(path);
  return (
    /^\.env(?:rc)?(?:\..+)?$|\.env$/.test(name) && !/\.(?:example|sample|template|dist)$/.test(name)
  );
}

function fileName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).toLowerCase();
}

async function knownSecrets(text: string): Promise<readonly Secret[]> {
  const { lintSource, rules } = await import("./secretRules.ts");
  const { messages } = await lintSource({
    source: {
      // A comment in the file must not switch the rules off.
      content: text.replaceAll("secretlint-", "secretlint_"),
      filePath: "text",
      ext: "",
      contentType: "text",
    },
    options: {
      noPhysicFilePath: true,
      config: { rules },
    },
  });
  return messages.map(({ message, range: [start, end] }) => ({
    // "found GitHub Token: ghp_…"
    kind: (message.split(":", 1)[0] ?? "").replace(/^found /, ""),
    start,
    end,
  }));
}

/** In comments and in a diff of the file, too; a quoted value may have several lines. */
function environmentValues(text: string): readonly Secret[] {
  const assignments = text.matchAll(
    /^[-+ ]{0,2}[ \t]*(?:#+[ \t]*)?(?:export[ \t]+)?[\w.-]+[ \t]*(?:=|:[ \t])[ \t]*(?<quote>["'`]?)(?<value>[^\r\n]*(?=\k<quote>)|[^]*?(?=\k<quote>)|[^\r\n]*)/dgm,
  );
  return Array.from(assignments, ({ indices }) => {
    const [start, end] = indices?.groups?.["value"] ?? [0, 0];
    return { kind: "value in an environment file", start, end };
  });
}

function isRedacted(text: string): boolean {
  return text.replaceAll(redacted, "").trim() === "";
}

function occurrences(text: string, key: string): readonly Secret[] {
  if (key.length < 8) return [];
  const forms = new Set([
    key,
    Buffer.from(key).toString("base64").replace(/=+$/, ""),
    encodeURIComponent(key),
  ]);
  const found: Secret[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length))
      found.push({ kind: "your Eigen API key", start: at, end: at + form.length });
  }
  return found;
}

function withoutOverlaps(secrets: readonly Secret[]): readonly Secret[] {
  const result: Secret[] = [];
  for (const secret of secrets.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || secret.start >= last.end) result.push(secret);
    else if (secret.end > last.end) result[result.length - 1] = { ...last, end: secret.end };
  }
  return result;
}
