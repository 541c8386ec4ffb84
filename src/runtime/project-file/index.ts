/** Writes parts of the project file for those who do not edit it by hand: checked as a whole first, then in one step, then applied like any edit. */
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { UserError, UserErrors } from '../../lib/errors.ts'
import { maybeText, writeText } from '../../lib/whole-file.ts'
import type { DeclaredSection } from '../../project/declared-text.ts'
import { readProject } from '../../project/index.ts'
import { isSecretIn, maybePart, saying } from '../../project/parts/part.ts'
import { maybeOptionAt } from '../../project/parts/part-place.ts'
import { type WantedPart, withoutPart, withPart } from '../../project/parts/part-text.ts'
import { movedOut, shownPart, unhidden } from '../../project/parts/secrets.ts'
import { type Project, projectFile } from '../../project/project.ts'
import { requireNear } from './reach.ts'
import { SecretStore } from './secret-store.ts'
import { Settling } from './settling.ts'

export interface PartChange {
  readonly section: DeclaredSection
  readonly name: string
  /** Absent for one that is to be removed. */
  readonly wanted?: WantedPart
  /** The version that they saw, or `*` for any; without it there is to be none of this name. */
  readonly version?: string | undefined
  /** They may administer. */
  readonly mayReachFar: boolean
  /** Nothing is written. */
  readonly isTrial?: boolean
}

export interface PartSaved {
  /** Absent for one that was removed. */
  readonly version?: string
  /** Whether the project runs with it already. */
  readonly applied: boolean
  /** The variables in which secrets are kept now. */
  readonly variables: readonly string[]
}

interface Resolving {
  readonly secrets: SecretStore
  readonly mayReachFar: boolean
  readonly redact: Project['redact']
  /** That the project names. */
  readonly files: readonly string[]
}

/** So often a change is planned anew because the files have changed under it. */
const mostAttempts = 3

export class ProjectFile {
  readonly #project: () => Project
  readonly #settling = new Settling()
  /** Changes come one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(project: () => Project) {
    this.#project = project
  }

  /** The project file of this text has been applied, or refused. */
  readonly settled = (text: string | undefined): void => this.#settling.tell(text)

  /** Throws all mistakes of the project as it would be, `conflict` when somebody else has changed the part, `forbidden` when it reaches too far. */
  save(change: PartChange): Promise<PartSaved> {
    const done = this.#turn.then(() => this.#save(change))
    this.#turn = done.catch(() => {})
    return done
  }

  /** The project as it would be; nothing is written, and the version is not asked for. */
  async draft(change: Omit<PartChange, 'version'>): Promise<Project> {
    return (await this.#plan({ ...change, version: undefined }, true)).project
  }

  /** Whether the file can be written. */
  async isWritable(): Promise<boolean> {
    const path = await this.#path()
    return access(dirname(path), constants.W_OK).then(
      () => true,
      () => false,
    )
  }

  async #save(change: PartChange, attempt = 1): Promise<PartSaved> {
    const { path, file, text, secrets, version, read } = await this.#plan(change)
    const saved = version === undefined ? {} : { version }
    if (change.isTrial) return { ...saved, applied: false, variables: secrets.put }
    if (text === file && secrets.put.length === 0) return { ...saved, applied: true, variables: [] }
    // To check takes a moment, in which somebody may write the files by hand.
    if (!isDeepStrictEqual(read, await this.#read(path))) {
      if (attempt < mostAttempts) return this.#save(change, attempt + 1)
      throw new UserError(
        'conflict',
        `cannot save ${change.section} "${change.name}": the project file changes all the time`,
        {
          hint: 'Try again in a moment.',
        },
      )
    }
    const applied = this.#settling.wait(text)
    // The project file names what is in the other: whoever reads between the two finds nothing missing.
    if (secrets.put.length > 0) await writeText(join(this.#project().folder, '.env'), secrets.text, '.env', 0o600)
    if (text !== file) await writeText(path, text, projectFile, (await stat(path)).mode & 0o777)
    return { ...saved, applied: await applied, variables: secrets.put }
  }

  /** What the file is to say, checked as a whole. */
  async #plan({ section, name, wanted, version, mayReachFar }: PartChange, isDraft = false) {
    const path = await this.#path()
    const { folder, redact } = this.#project()
    const read = await this.#read(path)
    const file = withoutMark(read.file ?? '')
    const { files } = await requireSound(folder, { [projectFile]: file })
    const before = maybePart(file, section, name)
    if (!isDraft) refuseOverwriting({ section, name, isRemoval: !wanted, version }, before?.version)
    const secrets = new SecretStore(file, read.env ?? '', name)
    const next =
      wanted && (await this.#resolved(section, name, wanted, before?.value, { secrets, mayReachFar, redact, files }))
    const text = next ? withPart(file, section, name, next) : withoutPart(file, section, name)
    const { project } = await requireSound(folder, { [projectFile]: text, '.env': secrets.text }, { section, name })
    return { path, read, file, text, secrets, project, version: next && maybePart(text, section, name)!.version }
  }

  /** What was hidden as it was, and new secrets by the names of their variables. */
  async #resolved(
    section: DeclaredSection,
    name: string,
    wanted: WantedPart,
    before: unknown,
    { secrets, mayReachFar, redact, files }: Resolving,
  ): Promise<WantedPart> {
    const isSecret = await isSecretIn(section, before)
    const whole = unhidden(wanted.value, before, shownPart(before, isSecret, redact))
    if (!mayReachFar) requireNear(section, name, whole, { old: before, isSecret, files })
    return saying(wanted, name, movedOut(whole, before, await isSecretIn(section, whole), secrets.take))
  }

  async #read(path: string): Promise<{ readonly file: string | undefined; readonly env: string | undefined }> {
    return { file: await maybeText(path), env: await maybeText(join(this.#project().folder, '.env')) }
  }

  /** Where it is really, when its name is a link. */
  async #path(): Promise<string> {
    const path = join(this.#project().folder, projectFile)
    return realpath(path).catch(() => path)
  }
}

/** The byte order mark is none of the text. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '')
}

async function requireSound(
  folder: string,
  texts: Readonly<Record<string, string>>,
  part?: { readonly section: DeclaredSection; readonly name: string },
): Promise<{ readonly project: Project; readonly files: readonly string[] }> {
  const { project, problems, files, text = '' } = await readProject(folder, { texts })
  if (project) return { project, files }
  throw new UserErrors(
    problems.map((problem) => {
      const { code, message, at, hint } = problem
      if (!part || at?.file !== projectFile) return problem
      const option = maybeOptionAt(text, part.section, part.name, at)
      return new UserError(code, message, { at: option ? { ...at, option } : at, hint })
    }),
  )
}

function refuseOverwriting(
  {
    section,
    name,
    isRemoval,
    version,
  }: { section: string; name: string; isRemoval: boolean; version: string | undefined },
  found: string | undefined,
): void {
  if (found === undefined && isRemoval) {
    throw new UserError('not_found', `cannot remove "${name}" from ${section}: the project file does not write it`, {
      hint: 'See which there are: GET /api/project.',
    })
  }
  if (version === found || (version === '*' && found !== undefined)) return
  const why =
    version === undefined
      ? 'there is one of this name'
      : found === undefined
        ? 'somebody else has removed it'
        : 'somebody else has changed it'
  throw new UserError('conflict', `cannot ${isRemoval ? 'remove' : 'save'} ${section} "${name}": ${why}`, {
    hint:
      version === undefined
        ? 'Choose another name, or send the version that is to be replaced as If-Match.'
        : 'Read it again, and change what is there now.',
  })
}
