/** Where the server listens, and how it ends. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { systemCode, UserError } from '../../lib/errors.ts'

/** How long requests may take to end when the project stops. */
const stopGrace_ms = 2000

/** So many connections may wait to be accepted; the system has the last word (`net.core.somaxconn`). */
const backlog = 4096

export interface Place {
  readonly host?: string | undefined
  readonly port?: number | undefined
}

const defaultPlace = { host: '127.0.0.1', port: 4280 }

/** Beyond this machine not without TLS, unless that is wanted. */
export function refuseOpenDoor({ host = defaultPlace.host }: Place, isWanted: boolean): void {
  const isLoopback = host === 'localhost' || host === '::1' || /^127\./.test(host)
  if (isLoopback || isWanted) return
  throw new UserError(
    'invalid',
    `cannot listen on "${host}" without TLS: others could read tokens and records on the way`,
    {
      hint: 'Give --tls-cert and --tls-key, or --self-signed; or --insecure where a proxy in front has TLS.',
    },
  )
}

/** Resolves to the address. */
export async function listen(
  server: FastifyInstance,
  { host = defaultPlace.host, port = defaultPlace.port }: Place,
): Promise<string> {
  try {
    return await server.listen({ port, host, backlog })
  } catch (error) {
    throw inWords(error, host, port)
  }
}

/** Before anything is opened, which may take long: throws where the address cannot be had, or another program has it. */
export async function refuseTakenPort({ host = defaultPlace.host, port = defaultPlace.port }: Place): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ port, host })
    await once(probe, 'listening')
  } catch (error) {
    throw inWords(error, host, port)
  } finally {
    probe.close()
  }
}

/** Why an address cannot be listened on; what is no mistake of who chose it stays as it is. */
function inWords(error: unknown, host: string, port: number): unknown {
  switch (systemCode(error)) {
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError('invalid', `cannot listen on "${host}": this machine does not have this address`, {
        hint: 'Choose one that it has, or 0.0.0.0 for all of them.',
        cause: error,
      })
    case 'EACCES':
      return new UserError('invalid', `cannot listen on port ${port}: the system does not allow it`, {
        hint: 'Choose one above 1023, such as --port 4280.',
        cause: error,
      })
    case 'EADDRINUSE':
      return new UserError('conflict', `cannot listen on port ${port}: another program does`, {
        hint: `Choose another one: --port ${port + 1}`,
        cause: error,
      })
    default:
      return error
  }
}

/** Requests under way are answered; those that still are not after a while are cut off. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const impatient = setTimeout(() => server.server.closeAllConnections(), stopGrace_ms)
  await server.close()
  clearTimeout(impatient)
}
