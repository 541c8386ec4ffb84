import type { Client } from '../connection/client.ts'
import { note, print, printJson, type Terminal } from '../terminal/terminal.ts'

export interface Link {
  readonly path: string
  readonly invitation: { readonly expires: string }
}

/** The link alone on standard output: what else there is to know goes beside it. */
export async function printLink(
  terminal: Terminal,
  { url }: Client,
  { path, invitation }: Link,
  isJson: boolean,
): Promise<void> {
  const link = `${url}${path}`
  if (isJson) return printJson(terminal, { link, expires: invitation.expires })
  note(terminal, `it works once, until ${invitation.expires}; whoever has it can come in`)
  await print(terminal, `${link}\n`)
}
