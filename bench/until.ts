/** Waits for a condition by looking, closely enough to time it. */
const pauseMs = 2;
const patienceMs = 60_000;

/** @returns the first answer that is something @throws Error when there is none within a minute */
export async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`nothing after ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
