/** The same function, which does something at its first call only. */
export function once(run: () => void): () => void {
  let isFirst = true;
  return () => {
    if (isFirst) run();
    isFirst = false;
  };
}
