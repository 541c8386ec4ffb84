import { simulators } from '../../src/simulators/index.ts'
import type { SimulatorDeclaration } from '../../src/simulators/simulator.ts'
import { optionsTable } from './options.ts'

/** What the source `simulate` can simulate. */
export async function simulatorsPart(): Promise<string> {
  const loaded = await Promise.all(Object.values(simulators).map(async (load) => (await load()).default))
  return loaded.map((simulator) => partOf(simulator as unknown as SimulatorDeclaration)).join('\n')
}

function partOf({ name, summary, options }: SimulatorDeclaration): string {
  return `### simulator ${name}\n\n${summary} Its options, in \`with\`:\n\n${optionsTable(options)}`
}
