/** A part of an address without its `%`-encoding; undefined where that is broken. */
export function maybeDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
