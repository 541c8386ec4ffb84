import { places } from './places.ts'

/** Begins to load the page at an address, while the server is still asked who looks. Whoever goes there is told if it fails. */
export function loadEarly(pathname: string): void {
  const parts = partsOf(pathname.replace(/^\/ui(?=\/|$)/, ''))
  const isAt = (path: string) => {
    const wanted = partsOf(path)
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
  }
  places
    .find(({ path }) => isAt(path))
    ?.page()
    .catch(() => {})
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}
