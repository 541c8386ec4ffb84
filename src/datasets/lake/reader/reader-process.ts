/** A reader process (`server.ts` answers): its end of the channel to the main process, whose end it does not outlive. */
import '../../../lib/no-debugger.ts'
import { flushCompileCache } from 'node:module'
import { collectAtRest } from '../../../lib/rest.ts'
import type { FromReader, ToReader } from './protocol.ts'
import { ReaderServer } from './server.ts'

function send(message: FromReader): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send!(message, undefined, undefined, (error) => (error ? reject(error) : resolve()))
  })
}

/** Opens at the first message; those that come meanwhile wait for it, in their order. */
let opening: Promise<ReaderServer> | undefined

async function receive(message: ToReader): Promise<void> {
  if (message.kind === 'open') {
    opening = ReaderServer.open(message.settings, send)
    await opening
    await send({ kind: 'ready' })
    // Now, for this process does not end by itself.
    return flushCompileCache()
  }
  const server = await opening!
  // A broken engine answers nothing more; the main process makes a new one.
  if (message.kind === 'start' && (await server.start(message.id, message.request))) process.exit(1)
  if (message.kind === 'more') server.more(message.id)
  if (message.kind === 'stop') server.stop(message.id, message.reason)
}

process.on('message', (message: ToReader) => void receive(message))
collectAtRest()
process.on('disconnect', () => process.exit(0))
// The terminal's Ctrl-C goes to all of its processes; the main process decides when this one ends.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
