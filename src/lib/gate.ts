/** Works that go on side by side, and now and then one that needs all of them at rest: those that come meanwhile wait for it. */
export class Gate {
  #passing = 0
  #closed: Promise<void> | undefined
  #onRest = () => {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed
    this.#passing++
    try {
      return await work()
    } finally {
      this.#passing--
      if (this.#passing === 0) this.#onRest()
    }
  }

  /** Begins once those under way have come to their end; one such work at a time. */
  async close<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#closed = promise
    try {
      if (this.#passing > 0) {
        await new Promise<void>((rest) => {
          this.#onRest = rest
        })
      }
      return await work()
    } finally {
      this.#onRest = () => {}
      this.#closed = undefined
      resolve()
    }
  }
}
