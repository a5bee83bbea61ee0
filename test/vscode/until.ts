/** Language servers and terminals need a while; what is there after ten seconds is judged by the caller. */
export async function until<T>(
  ask: () => T | Promise<T>,
  isThere: (value: T) => boolean,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await ask();
    if (isThere(value) || attempt === 100) return value;
    await new Promise((done) => setTimeout(done, 100));
  }
}
