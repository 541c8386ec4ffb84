/** Some commands work on a project that does not run: it is started for as long as they take, without its sources. */
import { resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import type { globalOptions, OptionValues } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { Client } from './client.ts'
import { findProject } from './connection.ts'

export interface ProjectClient extends AsyncDisposable {
  readonly client: Client
}

/** The client of the running project, or of the one that is started now. Disposing stops what was started. */
export async function openProjectClient(
  globals: OptionValues<typeof globalOptions>,
  terminal: Terminal,
): Promise<ProjectClient> {
  try {
    return { client: await Client.open(globals, terminal), async [Symbol.asyncDispose]() {} }
  } catch (error) {
    const folder = await findProject(resolve(terminal.folder, globals.project ?? '.'))
    if (!(error instanceof UserError) || error.code !== 'unavailable' || !folder || globals.url) throw error
    const { start } = await import('../../main.ts')
    const running = await start({ folder, port: 0, isResting: true, json: globals.json })
    return {
      client: await Client.open({ ...globals, project: folder }, terminal),
      [Symbol.asyncDispose]: () => running.stop(),
    }
  }
}
