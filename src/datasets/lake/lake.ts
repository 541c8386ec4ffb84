/** The lake process's work: appends, upkeep, and what is asked of the whole lake. It is the only writer of the catalogue. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../lib/errors.ts'
import { realFileSystem } from '../../lib/file-system.ts'
import type { Log } from '../../lib/log.ts'
import { findingText } from '../../model/remark.ts'
import type { VerifyFinding } from '../../model/verify-report.ts'
import type { DatasetOptions, Outcome, RuleCount } from '../dataset.ts'
import { dataFolder, openCatalogue } from './catalogue/open.ts'
import { folderNameOf, nextVersionOf } from './catalogue/version-name.ts'
import { removeOrphans } from './damage/orphans.ts'
import { cutOf, damageOf, findDamaged, quarantine } from './damage/quarantine.ts'
import { condemnIfDamaged, recoverCatalogue, setAsideIfDamaged } from './damage/recovery.ts'
import { closeRefill, missingOffsets, pendingRefills } from './damage/refill.ts'
import { Scrubber } from './damage/scrubber.ts'
import { verifyLake } from './damage/verify.ts'
import { Duck, isFatal, isMachineFailure, unavailable } from './duck.ts'
import { openKeys } from './keys/key-store.ts'
import { Keys } from './keys/keys.ts'
import { scratchFolder } from './lake-folders.ts'
import { Compaction } from './merge/compaction.ts'
import type { Chunk, LakeOptions, Repair } from './protocol.ts'
import { type Boundary, openBoundaries } from './rebuild/boundary.ts'
import { beginNextVersion, dropNextVersions, swapVersions } from './rebuild/next-version.ts'
import { lostRow } from './rejected.ts'
import { type Finding, openRemarks } from './remarks/remark-store.ts'
import { openRemovals } from './removal/removal.ts'
import { Rules } from './rules/rules.ts'
import { openTallies, readTally } from './rules/tally.ts'
import { Table } from './table.ts'
import { Upkeep } from './upkeep.ts'
import { LakeViews } from './views/lake-views.ts'
import { ChunkBuffers } from './write/chunk-buffers.ts'
import { Committer, type Ready } from './write/committer.ts'
import { Converter } from './write/conversion.ts'

export class Lake {
  readonly views: LakeViews
  readonly #options: LakeOptions
  readonly #log: Log
  readonly #db: DatabaseSync
  readonly #duck: Duck
  readonly #converter: Converter
  readonly #buffers = new ChunkBuffers()
  readonly #committer: Committer
  readonly #compaction: Compaction
  readonly #upkeep: Upkeep
  readonly #scrubber: Scrubber
  readonly #tables = new Map<string, Table>()

  private constructor(options: LakeOptions, log: Log, db: DatabaseSync, duck: Duck, onDamage: () => void) {
    this.#options = options
    this.#log = log
    this.#db = db
    this.#duck = duck
    const folderOf = (dataset: string) => join(dataFolder(options.folder), 'main', folderNameOf(dataset))
    this.views = new LakeViews(db, duck, options.folder)
    this.#converter = new Converter(duck, folderOf, realFileSystem)
    this.#compaction = new Compaction(options, log, db, duck, onDamage)
    this.#committer = new Committer(db, (table) => this.#compaction.consider(table.name))
    this.#scrubber = new Scrubber(db, options.folder)
    this.#upkeep = new Upkeep(options, log, db, () => [...this.#tables.values()])
  }

  static async open(options: LakeOptions, log: Log, onDamage: () => void): Promise<{ lake: Lake; recovered: boolean }> {
    const scratch = scratchFolder(options.folder)
    rmSync(scratch, { recursive: true, force: true })
    mkdirSync(scratch, { recursive: true })
    const duck = await Duck.open({
      connections: 2,
      threads: options.threads,
      memory: options.memory,
      spill: join(scratch, 'spill'),
    })
    const damaged = setAsideIfDamaged(options.folder, log)
    const db = openCatalogue(options.folder)
    const recovered = await recoverCatalogue(db, duck, options.folder, log)
    removeOrphans(db, options.folder, log)
    openKeys(db, options.folder)
    openTallies(db)
    openRemovals(db)
    openRemarks(db)
    openBoundaries(db)
    if (options.isFresh) dropNextVersions(db)
    const lake = new Lake(options, log, db, duck, onDamage)
    lake.#upkeep.start()
    return { lake, recovered: recovered || damaged }
  }

  async openDataset(options: DatasetOptions): Promise<void> {
    this.views.refuseDataset(options.name)
    const table = new Table(options)
    const { key } = options
    const parts = { db: this.#db, duck: this.#duck, folder: this.#options.folder, log: this.#log }
    if (key) table.keys = new Keys(parts, { ...options, key })
    table.rules = await Rules.maybeOpen(options, this.#duck, this.#log)
    table.load(this.#db)
    await table.keys?.settle()
    this.#tables.set(options.name, table)
  }

  async closeDataset(name: string): Promise<void> {
    const table = this.#tables.get(name)
    if (table) this.#committer.fail(table, closed(name))
    this.#tables.delete(name)
    await table?.keys?.close()
  }

  async append(chunk: Chunk): Promise<Outcome> {
    const table = this.#table(chunk.dataset)
    const missing = chunk.refill
      ? await missingOffsets(this.#db, this.#duck, this.#options.folder, table, chunk)
      : undefined
    let bytes: Buffer | undefined
    let converting: Promise<Ready> | undefined
    try {
      bytes = chunk.frames.length > 0 ? this.#buffers.read(chunk.path) : undefined
      const prepared = table.prepare(chunk, bytes ?? Buffer.alloc(0), (offset) => missing?.has(offset) ?? true)
      converting = this.#convert(table, chunk, prepared)
      const outcome = await this.#committer.add(table, converting)
      this.#tell(table, (await converting).findings)
      return outcome
    } catch (error) {
      if (isFatal(error)) process.exitCode = 1
      throw isMachineFailure(error) ? unavailable(chunk.dataset, error) : error
    } finally {
      // The chunks behind a failed one are given up while they are still converted.
      await converting?.catch(() => {})
      if (bytes) this.#buffers.release(bytes)
      removeChunk(chunk.path)
    }
  }

  async #convert(table: Table, chunk: Chunk, prepared: ReturnType<Table['prepare']>): Promise<Ready> {
    const ruling = table.rules?.apply(prepared, chunk.frames, chunk.refill)
    const staging = table.keys?.stage(ruling?.then((done) => done.prepared) ?? prepared, chunk.refill)
    // Whoever waits for its turn may fail before it is waited for.
    staging?.catch(() => {})
    using ruled = await ruling
    using keyed = await staging
    const records = keyed?.records ?? ruled?.prepared ?? prepared
    const converted = await this.#converter.convert({ ...records, dataset: table.name, table: table.id })
    const rejected = [
      ...prepared.rejected,
      ...(ruled?.rejected ?? []),
      ...converted.rejected,
      ...prepared.gaps.map(lostRow),
    ]
    rejected.sort((a, b) => a.offset - b.offset)
    const rejectedFiles =
      rejected.length > 0
        ? await this.#converter.convertRejected(
            table.name,
            table.needRejected(this.#db),
            rejected,
            `${chunk.path}.rejected`,
          )
        : []
    const seen = chunk.refill
      ? []
      : await this.#converter.findings({ ...records, dataset: table.name, table: table.id }, converted.files)
    return {
      ...prepared,
      findings: [...prepared.findings, ...seen],
      files: converted.files,
      rejectedFiles,
      columns: prepared.layout.columns,
      ruled,
      keys: await keyed?.seal(new Set(converted.rejected.map(({ offset }) => offset))),
      refill: chunk.refill,
    }
  }

  /** Once of each field and source; with its place, for the values belong to the dataset only. */
  #tell(table: Table, findings: readonly Finding[]): void {
    for (const { received: _, value: __, source, ...finding } of table.untold(findings)) {
      const { type_before, type } = finding
      const types = { ...(type_before ? { type_before } : {}), ...(type ? { type } : {}) }
      this.#log.warn(findingText(finding), { dataset: table.name, from: source, offset: finding.offset, ...types })
    }
  }

  positions(name: string): Map<number, number> {
    const rows = this.#db.prepare('select part, position from caudal_position where dataset = ?').all(name)
    return new Map(rows.map((row) => [Number(row.part), Number(row.position)]))
  }

  totals(name: string): Outcome {
    const row = this.#db.prepare('select * from caudal_total where dataset = ?').get(name)
    return {
      stored: Number(row?.stored ?? 0),
      duplicate: Number(row?.duplicate ?? 0),
      rejected: Number(row?.rejected ?? 0),
      late_dropped: Number(row?.late_dropped ?? 0),
    }
  }

  ruleCounts(name: string): RuleCount[] {
    return readTally(this.#db, name)
  }

  /** Makes the table that is filled from the boundary on while the dataset is read as it is; returns its name. */
  async beginNext(name: string, boundary: Boundary): Promise<string> {
    await this.#compaction.pause(async () => beginNextVersion(this.#db, this.#options.folder, name, boundary))
    return nextVersionOf(name)
  }

  dropNext(name: string): void {
    dropNextVersions(this.#db, name)
  }

  /** Both are closed. */
  async swap(name: string, boundary: Boundary): Promise<void> {
    await this.#compaction.pause(() => swapVersions(this.#db, this.#duck, this.#options.folder, name, boundary))
  }

  verify(): Promise<VerifyFinding[]> {
    return verifyLake(this.#db, this.#duck, this.#options.folder)
  }

  /** Moves damaged files aside and tells which offsets must come from the stream again. */
  async repair(look: 'quick' | 'thorough'): Promise<Repair[]> {
    if (look === 'thorough' && condemnIfDamaged(this.#db, this.#options.folder)) {
      // The process that takes over makes the catalogue again.
      process.exitCode = 1
      throw condemned()
    }
    // Reading all takes its time, in which merging goes on; what was merged meanwhile is left alone.
    const damaged = await findDamaged(this.#db, this.#options.folder, look === 'quick' ? cutOf : damageOf)
    if (damaged.length > 0) {
      await this.#compaction.pause(async () => quarantine(this.#db, this.#options.folder, this.#log, damaged))
    }
    return pendingRefills(this.#db)
  }

  scrub(bytes: number): Promise<boolean> {
    return this.#scrubber.run(bytes)
  }

  /** The stream has given what it still has of a range. */
  async endRefill(dataset: string): Promise<void> {
    await closeRefill(
      this.#db,
      this.#converter,
      this.#table(dataset),
      join(scratchFolder(this.#options.folder), 'refill.ndjson'),
    )
  }

  /** Merges until nothing is left to merge. */
  async settle(): Promise<void> {
    for (const name of this.#tables.keys()) await this.#compaction.settle(name)
  }

  async stop(): Promise<void> {
    this.#upkeep.stop()
    await this.#compaction.stop()
    for (const table of this.#tables.values()) await table.keys?.close()
    this.#duck.close()
    this.#db.close()
  }

  #table(name: string): Table {
    const table = this.#tables.get(name)
    if (!table) throw closed(name)
    return table
  }
}

function removeChunk(path: string): void {
  for (const suffix of ['', '.rest', '.clean', '.rest.clean']) rmSync(`${path}${suffix}`, { force: true })
}

function condemned(): UserError {
  return new UserError('unavailable', 'cannot repair datasets yet: their catalogue is damaged and made again', {
    hint: 'Try again in a moment.',
  })
}

function closed(name: string): UserError {
  return new UserError('unavailable', `cannot use dataset "${name}": it is closed`, {
    hint: 'Open it, and read on from its position.',
  })
}
