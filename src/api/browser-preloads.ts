/** What a page of the browser needs next, told with its document: its code, its styles and its letters come together, not one after the other. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

/** As the browser's code declares it (`ui/src/app/place.ts`). One without a path is for who has not signed in, wherever they come. */
interface Page {
  readonly path?: string
  readonly module: string
  readonly isOpen?: boolean
  readonly isStart?: boolean
}

const letters = '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'

export class BrowserPreloads {
  readonly #folder: string
  #manifest: Manifest = {}
  #pages: readonly Page[] = []
  #read_ms = 0

  /** `folder` has what the build of the browser tells of itself: its manifest and its pages. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The header `Link` (RFC 8288) for the document at a path below `/ui/`. */
  headersFor(path: string, hasSession: boolean): { link?: string } {
    this.#refresh()
    const manifest = this.#manifest
    const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)
    const font = manifest[letters]
    // A browser asks for few at a time, in this order: first what comes before anything is seen.
    const page = reachedFrom(manifest, this.#pageAt(path, hasSession)?.module)
    const chunks = [...new Set([...reachedFrom(manifest, entry), ...page])]
    if (chunks.length === 0) return {}
    const links = [
      ...chunks.slice(0, 1).map(({ file }) => `</ui/${file}>; rel=modulepreload`),
      ...chunks.flatMap(({ css = [] }) => css.map((file) => `</ui/${file}>; rel=preload; as=style; crossorigin`)),
      ...chunks.slice(1).map(({ file }) => `</ui/${file}>; rel=modulepreload`),
      ...(font ? [`</ui/${font.file}>; rel=preload; as=font; type="font/woff2"; crossorigin`] : []),
    ]
    return { link: links.join(', ') }
  }

  #pageAt(path: string, hasSession: boolean): Page | undefined {
    const parts = partsOf(path)
    const page = this.#pages.find((page) => (parts.length === 0 ? page.isStart : isAt(page, parts)))
    return hasSession || page?.isOpen ? page : this.#pages.find(({ path }) => path === undefined)
  }

  /** What is known is of the build that is served now; while it cannot be read, of the one before. */
  #refresh(): void {
    const manifest = join(this.#folder, 'manifest.json')
    try {
      const { mtimeMs } = statSync(manifest)
      if (mtimeMs === this.#read_ms) return
      const pages = readJson<readonly Page[]>(join(this.#folder, 'pages.json'))
      this.#manifest = readJson<Manifest>(manifest)
      this.#pages = pages
      this.#read_ms = mtimeMs
    } catch {
      // A page comes without it, a little later.
    }
  }
}

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8')) as Value
}

/** By the form of the browser's own paths: `/data/$name`. */
function isAt({ path }: Page, parts: readonly string[]): boolean {
  const wanted = path === undefined ? [] : partsOf(path)
  return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
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
