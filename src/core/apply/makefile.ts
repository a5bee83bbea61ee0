/** What a rule is for: words, patterns and variables. The words at its start are in front of colons of other languages. */
const rule =
  /^(?!(?:if|elif|else|for|while|try|except|finally|with|match|case|def|class|public|private|protected)\b)(?:[\w.%/*~ -]|\$[({]\w+[)}])+::?(?:\s|$)(?!.*[{([,;]\s*$)/;

/**
 * Whether lines are of a makefile, where recipes need tabs and what is in conditions has none. `first`: with which line
 * each one's statement starts.
 */
export function isMakefile(lines: readonly string[], first: readonly number[]): boolean {
  return lines.some(
    (line, index) =>
      /^ifn?(?:eq|def)\b/.test(line) ||
      (/^\t.*[^;\s]\s*$/.test(line) && rule.test(lines[first[index - 1] ?? -1] ?? "")),
  );
}
