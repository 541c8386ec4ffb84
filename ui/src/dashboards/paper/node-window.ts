/** What the parts of the browser expect of a window and Node does not have. */
const kept = new Map<string, string>()

const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
}

Object.defineProperties(globalThis, {
  localStorage: { value: storage, configurable: true },
  sessionStorage: { value: storage, configurable: true },
  location: { value: new URL('http://127.0.0.1/'), configurable: true },
  addEventListener: { value: () => {}, configurable: true },
})
