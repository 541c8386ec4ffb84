import { textsIn } from '../../lib/whole-secrets.ts'
import type { Task } from './protocol.ts'

/** What a function was given that may be secret; of its options it cannot be told. */
export function secretsOf(task: Pick<Task, 'config' | 'secrets'> | undefined): string[] {
  return task ? [...Object.values(task.secrets), ...textsIn(task.config)] : []
}
