import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import type { SimulatorDeclaration } from './simulator.ts'

/** Every simulator by name, loaded when it is first used. */
export const simulators = {
  web_traffic: () => import('./web-traffic/index.ts'),
}

/** The declaration of a simulator; UserError with the names that exist when there is none. */
export async function findSimulator(name: string): Promise<SimulatorDeclaration> {
  if (Object.hasOwn(simulators, name)) {
    return (await simulators[name as keyof typeof simulators]()).default as unknown as SimulatorDeclaration
  }
  const names = Object.keys(simulators)
  throw new UserError('invalid', `cannot find simulator "${name}": expecting one of ${names.join(', ')}`, {
    hint: didYouMean(name, names) ?? 'Name one of these simulators.',
  })
}
