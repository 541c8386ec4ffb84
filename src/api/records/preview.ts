/** `POST /api/preview`: how the beginning of a file would be understood, before any of it is sent. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { FilePreview } from '../../model/file-preview.ts'
import type { Platform } from '../../runtime/platform.ts'
import { wholeBody } from '../http/body.ts'

/** Enough to tell by; compressed, it is many times as much. */
const most_bytes = 1 << 20

const Query = Type.Object({
  name: Type.String({ description: 'The name of the file.', maxLength: 1000 }),
  whole: Type.Optional(Type.Boolean({ default: false, description: 'Whether the body is all of the file.' })),
  format: Type.Optional(Type.String({ description: 'ndjson, json, csv or lines; found out by default.' })),
  encoding: Type.Optional(Type.String({ description: 'Of the text; found out by default.' })),
  delimiter: Type.Optional(Type.String({ description: 'Between the fields of CSV; found out by default.' })),
  decimal: Type.Optional(Type.String({ description: 'The decimal mark in CSV; found out by default.' })),
  header: Type.Optional(
    Type.String({ description: 'Whether the first row of CSV names fields; found out by default.' }),
  ),
})

export function previewRoutes(server: FastifyInstance, platform: Platform): void {
  server.register(async (scope) => {
    // The bytes of a file are taken as they are.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Querystring: Static<typeof Query> }>(
      '/api/preview',
      {
        config: { policy: 'write' },
        bodyLimit: most_bytes,
        schema: {
          summary: 'How a file would be understood by its first bytes: format, fields and records. Nothing is stored.',
          tags: ['ingest'],
          querystring: Query,
        },
      },
      async (request): Promise<FilePreview> => {
        const { name, whole = false, format, ...options } = request.query
        const bytes = await wholeBody(request, { ...platform.limits, body_bytes: most_bytes })
        return platform.previewOf({ name, bytes, isWhole: whole, format, options })
      },
    )
  })
}
