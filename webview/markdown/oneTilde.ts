import type { StateInline } from "markdown-it";

const tilde = "~";
/** Stands for the character until the pairs are found: one tilde does not close what two have opened. */
const oneTilde = -1;

/** GFM strikes through with one tilde as with two. Where it could open and close, as in `5~10`, it is none of both. */
export function takeTilde(state: StateInline, silent: boolean): boolean {
  if (silent || state.src[state.pos] !== tilde) return false;
  const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true);
  if (length !== 1 || open === close) return false;
  state.push("text", "", 0).content = tilde;
  const token = state.tokens.length - 1;
  state.delimiters.push({ marker: oneTilde, length: 0, token, end: -1, open, close });
  state.pos++;
  return true;
}

/** Hands the pairs over to the rule that knows those of two tildes. */
export function handOverTildes(state: StateInline): void {
  for (const scope of [state, ...state.tokens_meta]) {
    for (const delimiter of scope?.delimiters ?? []) {
      if (delimiter.marker === oneTilde) delimiter.marker = tilde.charCodeAt(0);
    }
  }
}
