/** Work that several wait for at the same time: it is done once, and stops when nobody waits any more. */

interface Work<Result> {
  readonly result: Promise<Result>
  readonly stop: AbortController
  waiting: number
}

export class SharedWork<Result> {
  readonly #underWay = new Map<string, Work<Result>>()

  /** The result of the work that is under way under this key, or that is begun now. */
  async join(key: string, begin: (stop: AbortSignal) => Promise<Result>, gone?: AbortSignal): Promise<Result> {
    const work = this.#underWay.get(key) ?? this.#begin(key, begin)
    work.waiting++
    const leave = () => {
      work.waiting--
      if (work.waiting > 0) return
      this.#end(key, work)
      work.stop.abort()
    }
    if (gone?.aborted) leave()
    else gone?.addEventListener('abort', leave, { once: true })
    try {
      return await work.result
    } finally {
      gone?.removeEventListener('abort', leave)
    }
  }

  #begin(key: string, begin: (stop: AbortSignal) => Promise<Result>): Work<Result> {
    const stop = new AbortController()
    const result = begin(stop.signal).finally(() => this.#end(key, work))
    const work: Work<Result> = { result, stop, waiting: 0 }
    this.#underWay.set(key, work)
    return work
  }

  /** Whoever comes from now on begins anew. */
  #end(key: string, work: Work<Result>): void {
    if (this.#underWay.get(key) === work) this.#underWay.delete(key)
  }
}
