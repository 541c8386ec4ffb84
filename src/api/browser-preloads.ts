/** What a page of the browser needs next, told with its document: its code, its styles and its letters come together, not one after the other. */
import { readFileSync, statSync } from 'node:fs'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

const letters = '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
/** Places whose page is filed under another name. People begin at a dashboard. */
const folders: Readonly<Record<string, string>> = { '': 'dashboards', shared: 'dashboards' }

export class BrowserPreloads {
  readonly #path: string
  #manifest: Manifest = {}
  #read_ms = 0

  /** `path` is that of the manifest that the build of the browser leaves behind. */
  constructor(path: string) {
    this.#path = path
  }

  /** The header `Link` (RFC 8288) for the document at a path below `/ui/`. */
  headersFor(path: string): { link?: string } {
    const manifest = this.#latest()
    const [place = ''] = path.split('/')
    const folder = folders[place] ?? place
    const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)
    const font = manifest[letters]
    // A browser asks for few at a time, in this order: first what comes before anything is seen.
    const chunks = [...new Set([...reachedFrom(manifest, entry), ...reachedFrom(manifest, `src/${folder}/page.tsx`)])]
    if (chunks.length === 0) return {}
    const links = [
      ...chunks.slice(0, 1).map(({ file }) => `</ui/${file}>; rel=modulepreload`),
      ...chunks.flatMap(({ css = [] }) => css.map((file) => `</ui/${file}>; rel=preload; as=style; crossorigin`)),
      ...chunks.slice(1).map(({ file }) => `</ui/${file}>; rel=modulepreload`),
      ...(font ? [`</ui/${font.file}>; rel=preload; as=font; type="font/woff2"; crossorigin`] : []),
    ]
    return { link: links.join(', ') }
  }

  /** That of the build that is served now; while it cannot be read, that of the one before. */
  #latest(): Manifest {
    try {
      const { mtimeMs } = statSync(this.#path)
      if (mtimeMs !== this.#read_ms) {
        this.#manifest = JSON.parse(readFileSync(this.#path, 'utf8')) as Manifest
        this.#read_ms = mtimeMs
      }
    } catch {
      // A page comes without it, a little later.
    }
    return this.#manifest
  }
}

/** A chunk with all that it imports at once. */
function reachedFrom(manifest: Manifest, name: string | undefined, found = new Set<Chunk>()): Chunk[] {
  const chunk = name === undefined ? undefined : manifest[name]
  if (chunk && !found.has(chunk)) {
    found.add(chunk)
    for (const next of chunk.imports ?? []) reachedFrom(manifest, next, found)
  }
  return [...found]
}
