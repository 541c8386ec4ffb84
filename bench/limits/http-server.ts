/** The limit of an intake in this runtime: Fastify, a write, a grouped `fdatasync`, an answer. Nothing else is done with the bytes. */
import { fdatasync, openSync, writev } from 'node:fs'
import Fastify, { type FastifyReply } from 'fastify'

const file = openSync(process.argv[2]!, 'a')
const server = Fastify({ bodyLimit: 1 << 30 })
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

let waiting: { body: Buffer; reply: FastifyReply }[] = []
let isBusy = false

function commit(): void {
  if (isBusy || waiting.length === 0) return
  isBusy = true
  const group = waiting
  waiting = []
  writev(
    file,
    group.map(({ body }) => body),
    () =>
      fdatasync(file, () => {
        for (const { reply } of group) reply.send('{"received":1}')
        isBusy = false
        commit()
      }),
  )
}

server.post('/ingest/events', (request, reply) => {
  waiting.push({ body: request.body as Buffer, reply })
  commit()
})
await server.listen({ port: 0 })
process.stdout.write(`READY ${(server.server.address() as { port: number }).port}\n`)
