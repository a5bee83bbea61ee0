/**
 * The letter a shortcut means, in lower case: the one on the key where that is Latin, whatever the layout and Caps Lock;
 * else (Cyrillic, Greek, …) the one in its place on a US keyboard. Keys of no letter give something else.
 */
export function letterOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  const isPlain = /^[\p{ASCII}\p{Script=Latin}]$/u.test(key);
  return (isPlain ? key : code.replace(/^Key/, "")).toLowerCase();
}
