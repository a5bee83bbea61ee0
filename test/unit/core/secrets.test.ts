import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSecrets, isSecretFile, redact } from "../../../src/core/secrets.ts";

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

  test("finds the user's own key in every form it could leave in", async () => {
    const key = "ek+live/0123456789abcdef";
    const forms = [key, Buffer.from(key).toString("base64"), encodeURIComponent(key)];
    const text = await cleaned(`a ${forms.join(" b ")} c`, "a.ts", [key]);
    for (const form of forms) expect(text).not.toContain(form.replace(/=+$/, ""));
    expect(text).toMatch(/^a REDACTED b REDACTED=* b REDACTED c$/);
  });

  test("leaves ordinary code alone", async () => {
    const code =
      'const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";\nconst password = readPassword();\n';
    expect(await findSecrets(code.repeat(50), "a.ts")).toEqual([]);
  });
});

test("P6: redaction is idempotent, leaves no secret and nothing else out", () => {
  const piece = fc.oneof(
    fc.constantFrom(...Object.values(tokens), "=", "\n", '"', "// secretlint-disable\n", "K=v\n"),
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
    { numRuns: 300 },
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
