/** Shows on stderr that something takes long, and how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  const { isTTY } = process.stderr;
  process.stderr.write(isTTY ? `${what}…` : `${what}…\n`);
  const ticker = isTTY
    ? setInterval(() => process.stderr.write(`\r${what}… ${seconds()}`), 1000)
    : undefined;
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    if (isTTY) process.stderr.write(`\r${what}… ${seconds()}\n`);
  }
}
