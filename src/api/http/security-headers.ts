/** What browsers are told of every answer: OWASP's HTTP Headers Cheat Sheet. */
import type { FastifyInstance } from 'fastify'

/** For pages that do not say otherwise: nothing but what stands in them. */
const pageHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

export function securityHeaders(server: FastifyInstance, isTls: boolean): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    if (isTls) reply.header('strict-transport-security', 'max-age=31536000')
    if (String(reply.getHeader('content-type') ?? '').startsWith('text/html')) {
      // A page whose policy names sites is for their frames; the older header knows no names.
      const isFramed = /frame-ancestors (?!'none')/.test(String(reply.getHeader('content-security-policy') ?? ''))
      for (const [name, value] of Object.entries(pageHeaders)) {
        if (!reply.hasHeader(name) && !(isFramed && name === 'x-frame-options')) reply.header(name, value)
      }
    }
    done()
  })
}
