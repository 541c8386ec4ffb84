/** By `<data>/connection.json` commands of the same user on the same machine reach the running project. */
export const connectionFile = 'connection.json'

/** What it holds, in JSON. */
export interface ConnectionFile {
  readonly url: string
  readonly token: string
  readonly pid: number
  /** The project's folder. */
  readonly project: string
}
