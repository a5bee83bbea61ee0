import type { ImageSight, Sight } from "../media.ts";

/** What was received, so exactly that a reader can compare it with what was sent. */
export function describeSights(sights: readonly Sight[]): string {
  if (sights.length === 1) return sights.map(describe).join("");
  const described = sights.map((sight, index) => `### ${index + 1}. ${describe(sight)}`);
  return `You sent ${sights.length} pictures or videos.\n\n${described.join("\n\n")}`;
}

function describe(sight: Sight): string {
  const facts = `- Size: ${sight.size} bytes\n- SHA-256: \`${sight.hash}…\``;
  if (sight.kind === "video") return `This is a **${sight.format}** video.\n\n${facts}`;
  return (
    `This is a **${sight.format}** image of **${sight.width}×${sight.height}** pixels.\n\n` +
    `${facts}\n\n${colourTable(sight)}`
  );
}

function colourTable({ colours }: ImageSight): string {
  const rows = colours.map(
    ({ name, hex, share }) => `| ${name} | \`${hex}\` | ${Math.round(share * 100)} % |`,
  );
  return ["| Colour | Value | Share |", "| --- | --- | ---: |", ...rows].join("\n");
}
