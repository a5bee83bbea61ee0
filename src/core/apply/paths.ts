import { hasInvisible } from "../../shared/invisible.ts";

/**
 * The path that an answer names, as a path inside a workspace folder with `/` between its parts; undefined for
 * everything that could lead elsewhere or name something that is no ordinary file. It is a hint only: whoever
 * writes checks where it really leads (threats T13).
 */
export function pathInside(hint: string): string | undefined {
  if (hasInvisible(hint) || /%(?:25)*(?:2e|2f|5c)/i.test(hint)) return undefined;
  const parts = hint.replaceAll("\\", "/").replace(/^\.\//, "").split("/");
  return parts.every(isOrdinaryName) ? parts.join("/") : undefined;
}

function isOrdinaryName(name: string): boolean {
  return (
    name !== "" &&
    name.length <= 255 &&
    !/^\.{1,2}$/.test(name) &&
    !/[:*?"<>|\p{Cc}]/u.test(name) &&
    !/[. ]$|^[ ~]/.test(name) &&
    !/~\d/.test(name) &&
    !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name)
  );
}

/** Files that VS Code, git, a shell, a build service or an agent runs or obeys, perhaps at once. */
const obeyed = [
  /(?:^|\/)\.(?:vscode|git|devcontainer|husky|githooks|circleci|idea|cursor|claude|roo|continue|codex)\//,
  /(?:^|\/)\.github\/(?:workflows|actions|instructions|prompts|chatmodes|agents)\//,
  /\.code-workspace$/,
  /(?:^|\/)\.?devcontainer\.json$/,
  /(?:^|\/)(?:\.gitlab-ci\.ya?ml|jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml)$/,
  /(?:^|\/)(?:agents|claude|gemini|copilot-instructions|skill)\.md$/,
  /(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|roorules|mcp\.json)(?:$|\/)/,
  /(?:^|\/)\.(?:bashrc|bash_profile|profile|zshrc|zshenv|envrc|npmrc|yarnrc|gitconfig|gitmodules|gitattributes|pre-commit-config\.ya?ml)$/,
];

/** Whether writing this file can make something run: it is confirmed once more, with the name shown. */
export function isObeyedFile(path: string): boolean {
  const normal = path.replaceAll("\\", "/").toLowerCase();
  return obeyed.some((pattern) => pattern.test(normal));
}

/** Whether a change makes a JSON file name a schema on the network, which VS Code would fetch. */
export function gainsRemoteSchema(before: string, after: string): boolean {
  const known = new Set(schemas(before));
  return schemas(after).some((address) => isRemote(address) && !known.has(address));
}

function schemas(json: string): readonly string[] {
  return Array.from(json.matchAll(/"\$schema"\s*:\s*"([^"]*)"/g), ([, address = ""]) => address);
}

function isRemote(address: string): boolean {
  return /^\s*(?:https?:)?\/\//i.test(address);
}
