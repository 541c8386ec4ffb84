/** Asks again and again until the answer is right, or time is over: the last answer is for the assertion behind it. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isRight: (value: T) => boolean,
  { timeout_ms = 60_000, pause_ms = 100 } = {},
): Promise<T> {
  const end = performance.now() + timeout_ms
  for (;;) {
    const value = await ask()
    if (isRight(value) || performance.now() > end) return value
    await new Promise((resolve) => setTimeout(resolve, pause_ms))
  }
}
