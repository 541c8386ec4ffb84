/** A time in which something is left alone. Setting the machine's clock neither lengthens nor shortens it. */
export class Pause {
  #end_ms = 0

  /** Instead of what was left of it. */
  begin(length_ms: number): void {
    this.#end_ms = performance.now() + length_ms
  }

  end(): void {
    this.#end_ms = 0
  }

  get left_ms(): number {
    return Math.max(0, this.#end_ms - performance.now())
  }

  get isOver(): boolean {
    return this.left_ms === 0
  }
}
