import { stat } from 'node:fs/promises'

/** Whether something that can be reached has this path. */
export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
