/**
 * What the composer holds after the host changed its text. `sent` is what the host took, empty where it took no text;
 * `asked` is what the view has sent and not heard of, empty for attachments alone. Whatever was typed after either is
 * kept behind the host's text, and so is a question that was changed while it was leaving.
 */
export function composerValue({
  typed,
  host,
  sent,
  asked,
}: {
  readonly typed: string;
  readonly host: string;
  readonly sent: string;
  readonly asked: string | undefined;
}): string {
  if (sent === "") return asked === "" && host === "" ? typed : host;
  const gone = [sent, asked ?? ""].filter((text) => text !== "");
  const before = gone.find((text) => typed.startsWith(text));
  if (before !== undefined) return host + typed.slice(before.length);
  // Who deletes what is leaving wants nothing of it.
  return gone.some((text) => text.startsWith(typed)) ? host : host + typed;
}
