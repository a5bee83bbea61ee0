/**
 * Code as one line for a terminal that is not to run it yet: without control characters, so that neither a line
 * break nor the end of a bracketed paste can press Enter (threats T15). Undefined for lines that would mean something
 * else as one, in one of the usual shells, or where the shell knows no `;`.
 */
export function terminalText(code: string, knowsSemicolon = true): string | undefined {
  const lines = code
    .replaceAll("\t", " ")
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map((line) => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim())
    .filter((line) => line !== "" && !/^(?:#|::|REM\s)/i.test(line));
  const commands = lines.map((line) => line.replace(prompt, ""));
  if (commands.length < 2) return commands[0] ?? "";
  if (!knowsSemicolon) return undefined;
  // What stands between prompts is what the commands print.
  const prompts = lines.filter((line) => /^\$\s/.test(line)).length;
  const isTranscript = prompts > 0 && prompts < lines.length;
  return isTranscript && !commands.some(goesOn) ? undefined : joined(commands);
}

const prompt = /^(?:\$|PS [^>]*>|>)\s+/;

function joined(commands: readonly string[]): string | undefined {
  const whole: string[] = [];
  for (const line of commands) {
    const command = withoutComment(line);
    if (command === undefined || !isJoinable(bare(command))) return undefined;
    const before = whole.at(-1) ?? "";
    if (goesOn(before)) whole[whole.length - 1] = `${before.slice(0, -1).trimEnd()} ${command}`;
    else whole.push(command);
  }
  return whole.reduce(
    (text, command, index) =>
      index === 0 ? command : text + separator(bare(whole[index - 1] ?? ""), command) + command,
    "",
  );
}

const quoted = String.raw`\\.|'[^']*'|"(?:[^"\\]|\\.)*"`;
const command = new RegExp(String.raw`^(?:[^'"\\#]|${quoted}|(?<=[^\s;&|(])#)*(?:(?<=\s)\\$)?`);

/** A comment would take all lines after it along; undefined where a quote goes on in the next line. */
function withoutComment(line: string): string | undefined {
  const [own = ""] = command.exec(line) ?? [];
  const rest = line.slice(own.length);
  return rest === "" || rest.startsWith("#") ? own.trimEnd() : undefined;
}

/** A command without what is quoted in it. */
function bare(command: string): string {
  return command.replaceAll(new RegExp(quoted, "g"), "_");
}

/** A path of Windows can end like a line that goes on. */
function goesOn(line: string): boolean {
  return /\s\\$/.test(line);
}

/** Neither here-documents, `case` and arrays nor what PowerShell and cmd.exe continue in their own ways. */
function isJoinable(line: string): boolean {
  const isOdd = line.split("`").length % 2 === 0;
  return !isOdd && !/(?<!<)<<(?!<)|;;|^case\s|\besac\b|[^$\s]\($|^\{$|[,^]$/.test(line);
}

/** What takes the place of a line break. */
function separator(before: string, after: string): string {
  const isOpen = /[|&;({]$|(?:^|[;&|]\s*)(?:do|then|else)$/.test(before);
  const isBranch = before.endsWith("}") && /^(?:else|elseif|catch|finally)\b.*\{$/.test(after);
  return isOpen || isBranch || /^(?:\||&&)/.test(after) ? " " : "; ";
}
