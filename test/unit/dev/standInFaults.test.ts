import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type StandIn, startStandIn } from "../../../dev/standIn/standIn.ts";
import { askerOf, fold, message } from "./chatClient.ts";

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn({ rate: Number.POSITIVE_INFINITY });
});
afterEach(() => standIn.close());

const ask = askerOf(() => standIn);

describe("faults", () => {
  test("by words: once, with a hint when to come back", async () => {
    const question = "What is a closure? [[fault:429 retry-after=2 times=1]]";
    const first = await ask(question);
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "2"]);
    const second = await ask(question);
    expect(await message(second)).toMatch(/^## What a closure is/);
  });

  test("in the middle of a stream, at the character asked for", async () => {
    const cut = await fold(await ask("closure [[fault:cut after=200]]", { stream: true }));
    expect(cut).toMatchObject({ finish: undefined, done: false });
    expect(cut.text).toHaveLength(200);
    for (const words of ["drop after=200", "reset after=200"]) {
      standIn.fail(words);
      const response = await ask("closure", { stream: true });
      await expect(response.text()).rejects.toThrow("terminated");
      expect(standIn.requests.at(-1)?.disconnectedAt).toBeUndefined();
    }
    const event = await ask("closure [[fault:error-event after=8]]", { stream: true });
    expect(await event.text()).toMatch(/\{"error":\{"object":"error".*\ndata: \[DONE\]\n\n$/s);
  });

  test("of every other kind", async () => {
    const seen = async (words: string): Promise<string> => {
      standIn.fail(words);
      const response = await ask("Hello", { stream: true });
      return `${response.status} ${response.headers.get("content-type")}`;
    };
    expect(await seen("500")).toBe("500 application/json");
    expect(await seen("502")).toBe("502 text/html; charset=utf-8");
    expect(await seen("html")).toBe("200 text/html; charset=utf-8");
    expect(await seen("json")).toBe("200 application/json");
    expect(await seen("quota")).toBe("429 application/json");
    standIn.fail("redirect");
    const redirect = await ask("Hello", {}, { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([307, "/elsewhere"]);
  });

  test("a stall lasts until the client leaves, and its leaving is recorded", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const response = await ask("closure [[fault:stall after=100]]", { stream: true }, { signal });
    await response.body?.getReader().read();
    controller.abort();
    const [record] = standIn.requests;
    await expect.poll(() => record?.disconnectedAt).toBeGreaterThan(record?.receivedAt ?? 0);
    expect(record?.finishedAt).toBeUndefined();
    expect(record?.sent.at(-1)?.[1]).toBe(100);
  });
});

describe("the record", () => {
  test("shows the fields as they came, never the key, and is readable by other processes", async () => {
    await ask("Hello", { top_k: 5 });
    const records = async (): Promise<Record<string, unknown>[]> =>
      JSON.parse(await (await fetch(new URL("/__requests", standIn.url))).text());
    const [record] = await records();
    expect(record?.["body"]).toEqual({
      model: "llama31-8b",
      messages: [{ role: "user", content: "Hello" }],
      top_k: 5,
    });
    expect(JSON.stringify(record)).not.toContain("secret-key");
    expect(JSON.stringify(record)).toMatch(/"authorization":"Bearer sha256:[0-9a-f]{12}"/);
    await fetch(new URL("/__reset", standIn.url), { method: "POST" });
    expect(await records()).toEqual([]);
  });

  test("tells when each chunk left; the rate holds at 1,000 chunks a second", async () => {
    await standIn.close();
    standIn = await startStandIn({ rate: 1000 });
    const response = await ask("Write 2 KB", { stream: true });
    const { text } = await fold(response);
    const sent = standIn.requests[0]?.sent ?? [];
    expect(sent.map(([, characters]) => characters)).toEqual(
      Array.from({ length: 512 }, (_, index) => (index + 1) * 4),
    );
    expect(text).toHaveLength(2048);
    const [first, last] = [sent[0]?.[0] ?? 0, sent.at(-1)?.[0] ?? 0];
    expect(last - first).toBeGreaterThan(450);
    expect(last - first).toBeLessThan(1500);
    await expect.poll(() => standIn.requests[0]?.finishedAt).toBeGreaterThanOrEqual(last);
  });
});
