import type { Failure, FailureKind } from "../../../../src/shared/failure.ts";
import { failed, type WireCase } from "./wireCase.ts";

type More = Partial<Pick<WireCase, "type" | "headers" | "requests">> & Partial<Failure>;

/** An answer with an error status, JSON where not said. */
export function refused(
  name: string,
  status: number,
  body: string | object,
  kind: FailureKind,
  { type = "application/json", headers = {}, requests = 1, ...facts }: More = {},
): WireCase {
  return {
    name: `${status}: ${name}`,
    status,
    type,
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
    end: failed(kind, { status, ...facts }),
    requests,
  };
}
