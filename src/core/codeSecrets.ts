import type { CodeAttachment, Problem } from "./attachment.ts";
import {
  findSecrets,
  redact,
  redacted,
  secretsBetween,
  secretsIn,
  type Secret,
} from "./secrets.ts";

export interface CheckedCode {
  /** What each secret is, for people. */
  readonly kinds: readonly string[];
  readonly holdsSecretFile: boolean;
  readonly redactedCode: CodeAttachment;
}

/** Looks for secrets in code and in what the editor reports in it: messages quote the code. */
export async function checkCode(
  code: CodeAttachment,
  ownKeys: readonly string[],
): Promise<CheckedCode> {
  const { problems } = code;
  const { secrets, holdsSecretFile } = await secretsIn(code, ownKeys);
  const inMessages = await secretsInMessages(problems ?? [], ownKeys);
  const values = valuesOf(code.text, secrets);
  return {
    kinds: [...secrets, ...inMessages.flat()].map(({ kind }) => kind),
    holdsSecretFile,
    redactedCode: {
      ...code,
      text: redact(code.text, secrets),
      ...(problems && {
        problems: problems.map((one, i) => redactedProblem(one, inMessages[i] ?? [], values)),
      }),
    },
  };
}

/**
 * What is reported after the user was asked about the code: every secret in it is redacted unasked, but for those that
 * the code itself is sent with. `now` is what stands in the code's lines; the code may have been redacted.
 */
export async function laterProblems(
  problems: readonly Problem[],
  code: CodeAttachment,
  now: string,
  ownKeys: readonly string[],
): Promise<readonly Problem[]> {
  if (problems.length === 0) return problems;
  const isUnsent = (value: string) => !code.text.includes(value);
  const inMessages = await secretsInMessages(problems, ownKeys);
  const { secrets } =
    now === code.text ? { secrets: [] } : await secretsIn({ ...code, text: now }, ownKeys);
  const values = valuesOf(now, secrets).filter(isUnsent);
  return problems.map((problem, i) => {
    const unsent = inMessages[i]?.filter(({ start, end }) =>
      isUnsent(problem.message.slice(start, end)),
    );
    return redactedProblem(problem, unsent ?? [], values);
  });
}

/** Of each message. All are looked at as one text, since starting the rules is what takes long. */
async function secretsInMessages(
  problems: readonly Problem[],
  ownKeys: readonly string[],
): Promise<readonly (readonly Secret[])[]> {
  if (problems.length === 0) return [];
  const text = problems.map(({ message }) => message).join("\n");
  const secrets = await findSecrets(text, "", ownKeys);
  let next = 0;
  return problems.map(({ message }) => {
    const start = next;
    next = start + message.length + 1;
    return secretsBetween(secrets, start, start + message.length);
  });
}

/** Shorter ones are found in any message: `1`, `on`. */
const shortestValue = 4;

/** What a message may quote of secrets that are known only by what stands around them. */
function valuesOf(text: string, secrets: readonly Secret[]): readonly string[] {
  return secrets
    .map(({ start, end }) => text.slice(start, end))
    .filter(({ length }) => length >= shortestValue);
}

function redactedProblem(
  problem: Problem,
  secrets: readonly Secret[],
  values: readonly string[],
): Problem {
  const message = values.reduce(
    (text, value) => text.replaceAll(value, redacted),
    redact(problem.message, secrets),
  );
  return { ...problem, message };
}
