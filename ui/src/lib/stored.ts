import { useSyncExternalStore } from 'react'

/** A choice of the person at this browser: kept for the next visit, shared by its tabs. */
export class Stored<T extends string | undefined> {
  readonly #key: string
  readonly #storage: Storage
  readonly #listeners = new Set<() => void>()
  #value: T

  constructor(key: string, initial: T, isValid: (text: string) => boolean, storage = localStorage) {
    this.#key = `caudal.${key}`
    this.#storage = storage
    const kept = storage.getItem(this.#key)
    this.#value = kept !== null && isValid(kept) ? (kept as T) : initial
    addEventListener('storage', ({ key, newValue }) => {
      if (key === this.#key && newValue !== null && isValid(newValue)) this.#take(newValue as T)
    })
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (value === undefined) this.#storage.removeItem(this.#key)
    else this.#storage.setItem(this.#key, value)
    this.#take(value)
  }

  /** Its value in a component, which is drawn again when it changes. */
  use(): T {
    return useSyncExternalStore(this.#subscribe, () => this.#value)
  }

  readonly #subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #take(value: T): void {
    this.#value = value
    for (const listener of this.#listeners) listener()
  }
}
