/**
 * Builds the program into `dist/`, as the package carries it: type declarations, and JavaScript in which modules and packages are joined to
 * few files, since Node takes a second of a start to find two thousand. Processes that are forked keep files of their own, where their
 * sources lie; so does what a project imports. Packages with files of their own, such as native code, stay packages.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const dist = join(root, 'dist')
const made = join(root, `dist/program-${process.pid}`)

/** What begins with these is imported as a package. */
const packages = [/^@duckdb\//, /^@napi-rs\//, /^@node-rs\//]

const ofSource = (file: string) => relative(source, file).replaceAll('\\', '/').replace(/\.ts$/, '')
const entryAt = (file: string) => ({ id: file, fileName: `${ofSource(file)}.js` })

/** A module that is joined to others finds what lies beside it where it would lie by itself; what it forks is built, too. */
const places: Plugin = {
  name: 'places',
  transform(code, id) {
    if (!id.startsWith(`${source}/`) || !code.includes('import.meta.url')) return undefined
    const place = `new URL(${JSON.stringify(`${ofSource(id)}.js`)}, import.meta.url.replace(/[/]dist[/](?!.*[/]dist[/]).*/, '/dist/')).href`
    const isComment = /^\s*(\/\/|\/?\*)/
    const lines = code.split('\n').map((line) => {
      if (isComment.test(line)) return line
      const [, name] = line.match(/entryFile\(import\.meta\.url, '([^']+)'\)/) ?? []
      if (name) this.emitFile({ type: 'chunk', ...entryAt(join(dirname(id), `${name}.ts`)) })
      return line.replaceAll('import.meta.url', place)
    })
    return lines.join('\n')
  },
}

mkdirSync(made, { recursive: true })
try {
  declareTypes()
  const entries = ['cli/main', 'index', 'testing']
  const program = await rolldown({
    cwd: root,
    platform: 'node',
    input: Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)])),
    external: packages,
    plugins: [places],
  })
  await program.write({
    dir: made,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  })
  await program.close()
  putInPlace()
} catch (error) {
  rmSync(made, { recursive: true, force: true })
  console.error(`error: cannot build the program: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

function declareTypes(): void {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', made],
    { cwd: root, stdio: 'inherit' },
  )
  if (status !== 0) throw new Error('the types are wrong, see the lines above')
}

/** Beside the browser that was built; what a build that was killed has left goes, or it would be packed. */
function putInPlace(): void {
  for (const name of readdirSync(dist)) {
    if (!/^(ui|paper)/.test(name) && name !== basename(made)) rmSync(join(dist, name), { recursive: true, force: true })
  }
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name))
  rmSync(made, { recursive: true })
}
