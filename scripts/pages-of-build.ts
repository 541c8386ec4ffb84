/**
 * Writes `.vite/pages.json` beside the manifest of the build: which module each page of the browser is, as the code that declares it says
 * (`page: () => import('./page.tsx')`, with its `path`). By it the server tells with a document what its page needs next.
 */
import { relative } from 'node:path'
import { type ESTree, type Plugin, Visitor } from 'vite'

/** The values of a declaration that stand there as they are. */
type Declared = Readonly<Record<string, string | boolean>>

/** `root` is that of the names in the manifest. */
export function pagesOfBuild(root: string): Plugin {
  const pages = new Map<string, readonly Declared[]>()
  return {
    name: 'pages-of-build',
    apply: 'build',
    async transform(code, id) {
      if (!/\bpage: \(\) => import\(/.test(code)) return
      const modules = declarationsIn(this.parse(code)).map(async ({ page, ...rest }) => {
        const found = await this.resolve(String(page), id)
        if (!found) this.error(`cannot find the page "${page}" that ${id} declares`)
        return { ...rest, module: relative(root, found.id).replaceAll('\\', '/') }
      })
      pages.set(id, await Promise.all(modules))
    },
    generateBundle() {
      const all = [...pages].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, declared]) => declared)
      this.emitFile({ type: 'asset', fileName: '.vite/pages.json', source: JSON.stringify(all, undefined, 2) })
    },
  }
}

function declarationsIn(program: ESTree.Program): Declared[] {
  const found: Declared[] = []
  new Visitor({
    ObjectExpression({ properties }) {
      const values = properties.flatMap((one) => {
        if (one.type !== 'Property' || one.key.type !== 'Identifier') return []
        const value = one.key.name === 'page' ? maybeImported(one.value) : maybeLiteral(one.value)
        return value === undefined ? [] : [[one.key.name, value] as const]
      })
      const declared = Object.fromEntries(values)
      if (declared.page !== undefined) found.push(declared)
    },
  }).visit(program)
  return found
}

/** The module of `() => import('…')`. */
function maybeImported(value: ESTree.Expression): string | undefined {
  if (value.type !== 'ArrowFunctionExpression' || value.body.type !== 'ImportExpression') return undefined
  const source = maybeLiteral(value.body.source)
  return typeof source === 'string' ? source : undefined
}

function maybeLiteral(value: ESTree.Expression): string | boolean | undefined {
  if (value.type !== 'Literal') return undefined
  return typeof value.value === 'string' || typeof value.value === 'boolean' ? value.value : undefined
}
