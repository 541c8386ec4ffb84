/** The limit of an answer in this runtime: a bare Fastify route that returns these bytes. */
import Fastify from 'fastify'

const text = process.argv[2]!
const server = Fastify()
server.get('/temp', (_request, reply) => reply.type('application/json; charset=utf-8').send(text))
await server.listen({ port: 0 })
process.stdout.write(`READY ${(server.server.address() as { port: number }).port}\n`)
