import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toCurl } from "../../../src/api/curl.ts";
import { buildBody } from "../../../src/api/requestBody.ts";

const address = "https://h.example/v1/chat/completions";

test("any text survives the shell", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (content) => {
      const question = `$(id) \`id\` '; exit 3 # ${content}`;
      const request = { model: "m", messages: [user(question)], parameters: {} };
      const [args, ...rest] = shellArguments(toCurl(buildBody(request, true), address));
      expect(rest).toEqual([]);
      expect(args?.slice(0, 4)).toEqual([
        "-X",
        "POST",
        "https://h.example/v1/chat/completions",
        "-H",
      ]);
      expect(args?.[4]).toBe("Authorization: Bearer THE-VARIABLE");
      expect(JSON.parse(args?.at(-1) ?? "")).toEqual({
        model: "m",
        messages: [user(question.toWellFormed())],
        stream: true,
        stream_options: { include_usage: true },
      });
    }),
    { numRuns: 10 },
  );
});

test("media data is shortened, and a comment says so", () => {
  const url = `data:image/png;base64,${"QUJD".repeat(1000)}`;
  const content = [{ type: "image_url", image_url: { url } } as const];
  const body = { model: "m", messages: [{ role: "user", content }] };
  const command = toCurl(body, address);
  expect(command).toMatch(/^# The data of pictures and videos is shortened \(1\)\.\ncurl /);
  expect(command.length).toBeLessThan(700);
});

function user(content: string): { role: "user"; content: string } {
  return { role: "user", content };
}

/** Runs the command with a `curl` that prints its arguments; one array for each run. */
function shellArguments(command: string): string[][] {
  const curl = `curl() { printf '%s\\0' "$@"; printf '\\n\\0'; }`;
  const output = execFileSync("sh", ["-c", `${curl}\n${command}`], {
    env: { EIGEN_API_KEY: "THE-VARIABLE" },
    encoding: "utf8",
  });
  return output
    .split("\n\0")
    .slice(0, -1)
    .map((run) => run.split("\0").slice(0, -1));
}
