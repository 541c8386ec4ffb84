import type { FastifyReply } from 'fastify'

/** Aborts when the client has gone before its answer was complete: nobody computes what nobody reads. */
export function abortOnClose(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}
