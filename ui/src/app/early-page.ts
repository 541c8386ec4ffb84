import type { Place } from './place.ts'
import { places } from './places.ts'

/** Begins to load the page at an address, while the server is still asked who looks. Whoever goes there is told if it fails. */
export function loadEarly(pathname: string): void {
  const parts = partsOf(pathname.replace(/^\/ui(?=\/|$)/, ''))
  const place = places.find(({ path }) => isAt(path, parts))
  place?.page().catch(() => {})
  place?.early?.(namesOf(place, parts))
}

function isAt(path: string, parts: readonly string[]): boolean {
  const wanted = partsOf(path)
  return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
}

function namesOf({ path }: Place, parts: readonly string[]): Record<string, string> {
  const named = partsOf(path).flatMap((part, i) => (part.startsWith('$') ? [[part.slice(1), textOf(parts[i]!)]] : []))
  return Object.fromEntries(named)
}

/** What is no text in an address is none of a page either, which says so. */
function textOf(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}
