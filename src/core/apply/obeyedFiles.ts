/** Files that VS Code, git, a shell, a build service or an agent runs or obeys, perhaps at once (threats T14). */
const obeyed = [
  // Editors and their containers, git and its hooks, keys and agents: as folders with all that is in them, or as files.
  /(?:^|\/)\.(?:vscode|vs|idea|zed|devcontainer|git|githooks|hg|husky|circleci|buildkite|woodpecker|ssh|yarn|cargo)(?:\/|$)/,
  /(?:^|\/)\.(?:agents|amazonq|augment|claude|clinerules|codex|continue|cursor|gemini|junie|kilocode|kiro|opencode|qwen|roo|trae|windsurf)(?:\/|$)/,
  /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions|instructions|prompts|chatmodes|agents|skills|hooks)(?:\/|$)/,
  /\.code-workspace$/,
  // The user's own settings, of all editors that are made of VS Code: `Code/User`, and `Machine` on a remote machine.
  /(?:^|\/)(?:user|machine)\/(?:profiles\/[^/]+\/)?(?:(?:settings|tasks|keybindings)\.json|prompts\/[^/]+\.md)$/,
  /(?:^|\/)\.?devcontainer\.json$/,
  // Build services.
  /(?:^|\/)(?:jenkinsfile|\.?(?:appveyor|azure-pipelines|bitbucket-pipelines|cirrus|drone|gitlab-ci|gitpod|travis|woodpecker)\.ya?ml)$/,
  // Agents.
  /(?:^|\/)(?:agents|claude|gemini|qwen)(?:\.\w+)?\.md$/,
  /(?:^|\/)(?:copilot-instructions|skill)\.md$/,
  /(?:^|\/)(?:\.?mcp\.json|\.?(?:opencode|crush)\.jsonc?|\.aider\.conf\.ya?ml|\.goosehints|\.roomodes)$/,
  /(?:^|\/)\.(?:cursor|windsurf|roo)rules[^/]*(?:\/|$)/,
  // Shells and debuggers.
  /(?:^|\/)(?:\.(?:bashrc|bash_(?:profile|login|logout|aliases)|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|cshrc|tcshrc|login|logout|envrc|gdbinit|lldbinit)|config\.fish|[\w.]*profile\.ps1)$/,
  // Git and package managers.
  /(?:^|\/)\.(?:gitconfig|gitmodules|gitattributes|hgrc|npmrc|yarnrc(?:\.yml)?|pnpmfile\.[cm]?js)$/,
  /(?:^|\/)\.?(?:pre-commit-config\.ya?ml|lefthook(?:-local)?\.(?:ya?ml|toml|json))$/,
  /(?:^|\/)(?:\.?mise(?:\.\w+)*\.toml|\.?mise\/config(?:\.\w+)*\.toml)$/,
  // What linters, formatters, test runners and running servers load as code by themselves.
  /(?:^|\/)(?:astro|babel|commitlint|cypress|eslint|jest|lint-staged|metro|next|nuxt|playwright|postcss|prettier|rollup|stylelint|svelte|tailwind|vite|vitest|webpack)(?:\.\w+)?\.config\.[cm]?[jt]s$/,
  /(?:^|\/)\.(?:babel|commitlint|eslint|lintstaged|mocha|postcss|prettier|stylelint)rc(?:\.\w+)?$/,
  /(?:^|\/)(?:vitest\.workspace|karma\.conf)\.[cm]?[jt]s$/,
  // What Python, pytest and Cargo run by themselves, as editors do unasked to list tests and problems.
  /(?:^|\/)(?:conftest\.py|(?:site|user)customize\.py|build\.rs)$/,
];

/** Where agents keep whole copies of a repository, with ordinary files in them. */
const worktree = /^.*\/\.(?:claude|codex|cursor|windsurf)\/worktrees\/[^/]+(?=\/)/;

/** Whether writing this file can make something run: it is confirmed once more, with the name shown. */
export function isObeyedFile(name: string): boolean {
  // Some disks take `ſ` for `s`, which has no other lower case.
  const normal = name.replaceAll("\\", "/").toUpperCase().toLowerCase();
  const path = normal.replace(worktree, "");
  return obeyed.some((pattern) => pattern.test(path));
}
