import type { JsonObject } from "./json.ts";

/** The data of a media part beyond this many characters is left out of a command. */
const keptData = 40;

/**
 * A request as a command for a POSIX shell. The key is a variable of the shell, and the data of pictures and videos
 * is shortened, with a comment that says so; nothing in the request can end the quotes.
 */
export function toCurl(json: JsonObject, address: string): string {
  let shortened = 0;
  const body = JSON.stringify(
    json,
    (key, value: unknown) => {
      if (key !== "url" || typeof value !== "string" || !value.startsWith("data:")) return value;
      const start = value.indexOf(",") + 1;
      if (value.length - start <= keptData) return value;
      shortened++;
      return `${value.slice(0, start + keptData)}…`;
    },
    2,
  );
  const lines = [
    `curl -X POST ${quoted(address)}`,
    `-H "Authorization: Bearer $EIGEN_API_KEY"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(body)}`,
  ];
  const note =
    shortened === 0 ? "" : `# The data of pictures and videos is shortened (${shortened}).\n`;
  return `${note}${lines.join(" \\\n  ")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
