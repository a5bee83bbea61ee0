/**
 * What the composer holds after the host changed its text. `sent` is what the host took; whatever was typed after
 * it was sent is kept behind the host's text.
 */
export function composerValue({
  typed,
  host,
  sent,
}: {
  readonly typed: string;
  readonly host: string;
  readonly sent: string;
}): string {
  const later = sent !== "" && typed.startsWith(sent) ? typed.slice(sent.length) : "";
  return host + later;
}
