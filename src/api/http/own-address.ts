/** The address under which a browser knows us: behind a proxy only the browser can tell, and does so with whatever its page sends. */
import type { FastifyRequest } from 'fastify'

/** `https://caudal.example.org`. Ask for it behind `requireOwnPage`, which compares it with the host that was asked. */
export function originOf({ protocol, headers }: Pick<FastifyRequest, 'protocol' | 'headers'>): string {
  return headers.origin ?? `${protocol}://${headers.host}`
}
