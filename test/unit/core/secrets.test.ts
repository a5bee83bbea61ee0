import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findSecrets,
  isSecretFile,
  redact,
  secretsBetween,
  secretsIn,
} from "../../../src/core/secrets.ts";

// Assembled here, so that no scanner of this repository takes them for real ones.
const key = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
const tokens = {
  "GitHub Token": ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_"),
  "slack token": ["xoxb", "123456789012", "1234567890123", "abcdefABCDEF123456789012"].join("-"),
  "npm access token": ["npm", "abcdefghijklmnopqrstuvwxyz0123456789"].join("_"),
  "private key": `${key}\n${"MIIEpAIBAAKCAQEA7bq98Zc0".repeat(8)}\n${key.replace("BEGIN", "END")}`,
  "PostgreSQL connection string": ["postgres://user", "hunter22@db.local/app"].join(":"),
} as const;

async function cleaned(text: string, path = "a.ts", ownKeys: readonly string[] = []) {
  return redact(text, await findSecrets(text, path, ownKeys));
}

describe("findSecrets", () => {
  test.each(Object.entries(tokens))("finds a %s where it stands", async (kind, token) => {
    const text = `const before = 1;\n"${token}"\nconst after = 2;`;
    const [secret] = await findSecrets(text, "a.ts");
    expect(secret?.kind).toContain(kind);
    expect(await cleaned(text)).not.toContain(token);
    expect(await cleaned(text)).toMatch(/^const before = 1;\n"?.*REDACTED.*"?\nconst after = 2;$/s);
  });

  test("is not switched off by a comment in the file", async () => {
    const text = `// secretlint-disable\nconst t = "${tokens["GitHub Token"]}";`;
    expect(await findSecrets(text, "a.ts")).toHaveLength(1);
  });

  test("finds every value of an environment file and keeps its names", async () => {
    const text = "# c\nexport A=one\nB='two words' # why\nC=\n  D = three=3\r\nE=REDACTED";
    expect(await cleaned(text, "app/.env.local")).toBe(
      "# c\nexport A=REDACTED\nB='REDACTED' # why\nC=\n  D = REDACTED\r\nE=REDACTED",
    );
    expect(await cleaned(text, "env.ts")).toBe(text);
  });

  test("finds the values of comments, of the form with a colon, and of several lines", async () => {
    const text =
      "# OLD=live_abc\n#export OLDER='x'\nA: one\nB=\"begin\n\nC=in B\nend\" # why\nD='open\nE=e\nF:\nfoo://bar\n";
    expect(await cleaned(text, ".env")).toBe(
      "# OLD=REDACTED\n#export OLDER='REDACTED'\nA: REDACTED\nB=\"REDACTED\n\nREDACTED\nREDACTED\" # why\nD='REDACTED\nE=REDACTED\nF:\nfoo://bar\n",
    );
    expect(await findSecrets(await cleaned(text, ".env"), ".env")).toEqual([]);
  });

  test("finds the user's own key in every form it could leave in", async () => {
    const key = "ek+live/0123456789abcdef";
    const forms = [key, Buffer.from(key).toString("base64"), encodeURIComponent(key)];
    const text = await cleaned(`a ${forms.join(" b ")} c`, "a.ts", [key]);
    for (const form of forms) expect(text).not.toContain(form.replace(/=+$/, ""));
    expect(text).toMatch(/^a REDACTED b REDACTED=* b REDACTED c$/);
  });

  test("looks at a diff file by file, and at what stands on both sides of a cut", async () => {
    const head = "diff --git a/src/a.ts b/src/a.ts\n+const a = 1;\n";
    const text = `${head}diff --git a/my app/.env b/my app/.env\n@@ -1 +1 @@\n-K=old\n+K=new\n`;
    const diff = { path: "Changes", languageId: "diff", text };
    const { secrets, holdsSecretFile } = await secretsIn(diff, []);
    expect(holdsSecretFile).toBe(true);
    expect(redact(text, secrets)).toBe(
      text.replace("K=old", "K=REDACTED").replace("K=new", "K=REDACTED"),
    );
    const token = tokens["private key"];
    const [whole] = [await findSecrets(`a ${token} b`, "a.ts")];
    const cut = 2 + Math.floor(token.length / 2);
    const before = redact(`a ${token}`.slice(0, cut), secretsBetween(whole, 0, cut));
    expect(before).not.toContain("MII");
    const after = `a ${token} b`.slice(cut);
    const rest = secretsBetween(whole, cut, cut + after.length);
    expect(redact(after, rest)).toMatch(/^REDACTED\n?(?:REDACTED)? b$/);
  });

  test.each([
    ["file:///home/me/.kube/config", "config"],
    ["file:///home/me/.docker/config.json", "config.json"],
    ["file:///c%3A/Users/me/.aws/config", "config"],
    ["git:/ws/.env?%7B%22ref%22%3A%22%22%7D", ".env (git)"],
  ])("judges %s by where it is, not by its name in the question", async (uri, path) => {
    const code = { path, uri, languageId: "text", text: "K=v" };
    const { secrets, holdsSecretFile } = await secretsIn(code, []);
    expect(holdsSecretFile).toBe(true);
    expect(secrets).toHaveLength(uri.includes(".env") ? 1 : 0);
  });

  test.each([
    "diff --git .env .env\n--- .env\n+++ .env\n@@ -1 +1 @@\n-K=secret\n+K=secret\n",
    "diff --git i/my app/.env w/my app/.env\n@@ -1 +1 @@\n+K=secret\n",
    'diff --git "a/\\303\\274/.env" b/u.txt\n--- "a/\\303\\274/.env"\n+++ b/u.txt\n@@ -1 +1 @@\n+K=secret\n',
    "diff --git a/.env b/old\nrename from .env\nrename to old\n--- a/.env\n+++ b/old\n@@ -1 +1 @@\n+K=secret\n",
    "diff --git a/.env b/.env\ndeleted file mode 100644\n--- a/.env\n+++ /dev/null\n@@ -1 +0,0 @@\n-K=secret\n",
    "diff --cc .env\n--- a/.env\n+++ b/.env\n@@@ -1,1 -1,1 +1,1 @@@\n- K=secret\n -K=secret\n++K=secret\n",
    "--- .env\t2026-01-01\n+++ .env\t2026-01-01\n@@ -1 +1 @@\n+K=secret\n",
  ])("knows a changed environment file by any header of a diff: %j", async (part) => {
    const code = "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a = 1\n+a = 2\n";
    const text = `${code}${part}${code}`;
    const diff = { path: "Changes", languageId: "diff", text };
    const { secrets, holdsSecretFile } = await secretsIn(diff, []);
    expect(holdsSecretFile).toBe(true);
    expect(redact(text, secrets)).toBe(text.replaceAll("secret", "REDACTED"));
  });

  test("leaves ordinary code alone", async () => {
    const code =
      'const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";\nconst password = readPassword();\n';
    expect(await findSecrets(code.repeat(50), "a.ts")).toEqual([]);
  });
});

test("P6: redaction is idempotent, leaves no secret and nothing else out", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...Object.values(tokens),
      "=",
      "\n",
      '"',
      "// secretlint-disable\n",
      "K=v\n",
      "# K: 'v",
    ),
    fc.string(),
  );
  return fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 8 }),
      fc.constantFrom(".env", "a.ts"),
      async (pieces, path) => {
        const text = pieces.join("\n");
        const secrets = await findSecrets(text, path);
        const once = redact(text, secrets);
        expect(await cleaned(once, path)).toBe(once);
        const kept = secrets.reduceRight(
          (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
          text,
        );
        const [rest, keptRest] = [once, kept].map((left) =>
          left.replaceAll(/REDACTED|[\r\n]/g, ""),
        );
        expect(rest).toBe(keptRest);
        expect(once.split("\n").length).toBe(text.split("\n").length);
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ".env",
  ".ENV",
  "api/.env.production",
  "prod.env",
  ".envrc",
  ".npmrc",
  ".netrc",
  ".pgpass",
  ".pypirc",
  "id_rsa",
  "id_ed25519",
  "server.pem",
  "tls/private.key",
  "cert.pfx",
  "store.p12",
  "release.keystore",
  "vault.kdbx",
  ".git-credentials",
  ".htpasswd",
  "terraform.tfstate",
  "prod.tfvars",
  "secrets.yaml",
  "secret.json",
  "service-account-prod.json",
  "kubeconfig",
  "/home/me/.ssh/config",
  ".aws/config",
  "C:\\Users\\me\\.aws\\credentials",
  ".docker/config.json",
  ".yarnrc.yml",
])("%s always asks", (path) => expect(isSecretFile(path)).toBe(true));

test.each([
  ".env.example",
  "env.ts",
  "environment.md",
  "keyboard.ts",
  "public.keys.ts",
  "id_rsa.pub",
  "secrets.ts",
  "src/credentials.test.ts",
  "monkey",
])("%s does not ask by its name", (path) => expect(isSecretFile(path)).toBe(false));
