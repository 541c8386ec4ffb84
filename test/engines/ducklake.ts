/** The official DuckLake extension, from PyPI: another implementation that reads and writes the lakes that we write. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pythonPackages } from '../support/python-packages.ts'

const version = '1.5.5'
const extensions = ['ducklake', 'sqlite-scanner'].map((name) => `duckdb-extension-${name}==${version}`)
const platform = `${process.platform === 'darwin' ? 'osx' : 'linux'}_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`

/** Why the extension cannot be had here, if so. */
export const {
  absence,
  folder: cache,
  python,
} = pythonPackages('ducklake', [`duckdb==${version}`, 'pyarrow', ...extensions], (folder) => {
  const target = join(folder, 'extensions', `v${version}`, platform)
  mkdirSync(target, { recursive: true })
  for (const file of findExtensions(join(folder, 'venv'))) copyFileSync(file, join(target, file.split('/').at(-1)!))
})

function findExtensions(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.duckdb_extension'))
    .map((name) => join(folder, name))
}

type Row = Record<string, unknown>

/** A DuckDB in another process with the lake attached. */
export class DuckLakeClient {
  readonly #process: ChildProcess
  readonly #answers: AsyncIterator<string>

  constructor(catalogue: string) {
    const script = join(import.meta.dirname, 'ducklake.py')
    this.#process = spawn(python, [script, join(cache, 'extensions'), catalogue], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#answers = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]()
  }

  async sql(sql: string): Promise<Row[]> {
    return (await this.#ask({ sql })).rows as Row[]
  }

  /** What PyArrow makes of a file. */
  async readWithArrow(path: string): Promise<{ rows: number; columns: string[] }> {
    return (await this.#ask({ parquet: path })) as { rows: number; columns: string[] }
  }

  close(): void {
    this.#process.stdin!.end()
  }

  async #ask(request: object): Promise<Row> {
    this.#process.stdin!.write(`${JSON.stringify(request)}\n`)
    const { value, done } = await this.#answers.next()
    if (done) throw new Error('The DuckLake client ended.')
    const answer = JSON.parse(value) as Row
    if (typeof answer.error === 'string') throw new Error(answer.error)
    return answer
  }
}
