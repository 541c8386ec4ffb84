/** Keeps one thing from one use to the next, such as a connection, and closes it at the end. */
export class Keeper implements Disposable {
  #kept: Disposable | undefined

  /** What was opened before, or what `open` gives now; the same `open` each time. */
  keep = <Kept extends Disposable>(open: () => Kept): Kept => {
    this.#kept ??= open()
    return this.#kept as Kept
  };

  [Symbol.dispose](): void {
    this.#kept?.[Symbol.dispose]()
    this.#kept = undefined
  }
}
