/** A body that may be left out is an empty object then, and the OpenAPI document does not require it. */
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    isBodyOptional?: boolean
  }
}

interface Operation {
  readonly requestBody?: { required?: boolean }
}

export class OptionalBodies {
  /** By path and method, as the document has them. */
  readonly #known = new Set<string>()

  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method, config }) => {
      const path = url.replace(/:(\w+)/g, '{$1}')
      if (config?.isBodyOptional) for (const each of [method].flat()) this.#known.add(`${each.toLowerCase()} ${path}`)
    })
    server.addHook('preValidation', (request, _reply, done) => {
      if (request.routeOptions.config.isBodyOptional) request.body ??= {}
      done()
    })
  }

  /** Fastify's document requires every body. */
  mark<Document extends { paths?: object }>(document: Document): Document {
    for (const [path, operations] of Object.entries(document.paths ?? {}) as [string, Record<string, Operation>][]) {
      for (const [method, { requestBody }] of Object.entries(operations))
        if (requestBody && this.#known.has(`${method} ${path}`)) requestBody.required = false
    }
    return document
  }
}
