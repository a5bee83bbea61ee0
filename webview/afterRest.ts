/**
 * Calls `run` once nothing has called the returned function for `ms` milliseconds. Made for what happens in every
 * frame: a timer that runs is left alone.
 */
export function afterRest(ms: number, run: () => void): () => void {
  let timer = 0;
  let called = 0;
  const wait = (left: number): void => {
    timer = window.setTimeout(() => {
      const rest = called + ms - performance.now();
      timer = 0;
      if (rest > 0) wait(rest);
      else run();
    }, left);
  };
  return () => {
    called = performance.now();
    if (timer === 0) wait(ms);
  };
}
