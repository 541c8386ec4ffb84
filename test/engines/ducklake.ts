/** The official DuckLake extension, from PyPI: another implementation that reads and writes the lakes that we write. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const version = '1.5.5'
const cache = join(import.meta.dirname, '../../.cache/ducklake')
const python = join(cache, 'venv/bin/python')
const platform = `${process.platform === 'darwin' ? 'osx' : 'linux'}_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`

/** Installs it under `.cache` once; returns why that is not possible here. */
export function installDuckLake(): string | undefined {
  const marker = join(cache, `installed-${version}`)
  if (existsSync(marker)) return undefined
  try {
    rmSync(cache, { recursive: true, force: true })
    mkdirSync(cache, { recursive: true })
    execFileSync('python3', ['-m', 'venv', join(cache, 'venv')], { stdio: 'pipe' })
    const packages = ['ducklake', 'sqlite-scanner'].map((name) => `duckdb-extension-${name}==${version}`)
    execFileSync(python, ['-m', 'pip', 'install', '-q', `duckdb==${version}`, 'pyarrow', ...packages], {
      stdio: 'pipe',
    })
    const folder = join(cache, 'extensions', `v${version}`, platform)
    mkdirSync(folder, { recursive: true })
    for (const file of findExtensions(join(cache, 'venv'))) copyFileSync(file, join(folder, file.split('/').at(-1)!))
    mkdirSync(marker)
    return undefined
  } catch (error) {
    return `the DuckLake extension cannot be installed from PyPI: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

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
