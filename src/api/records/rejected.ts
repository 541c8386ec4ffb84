/** Rejected records: which there are and why, what they were, and what is done with them. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { isNamed, requireName } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import type { FieldChanges } from '../../runtime/rejected/field-edit.ts'
import type { Holder } from '../../runtime/rejected/holder.ts'
import { outcomeOf } from '../../runtime/rejected/outcome.ts'
import { abortOnClose } from '../http/abort.ts'

const states = ['open', 'replayed', 'discarded', 'all'] as const

const state = Type.Optional(
  Type.Union(
    states.map((name) => Type.Literal(name)),
    { default: 'open', description: 'What was done with them.' },
  ),
)
const reason = Type.Optional(
  Type.String({
    description: 'Only those with exactly this reason, or of this kind, as the reasons are counted.',
    maxLength: 10_000,
  }),
)
const offsets = Type.Optional(
  Type.Array(Type.Integer({ minimum: 0 }), {
    minItems: 1,
    maxItems: 100_000,
    description: 'These; without them, and without a reason, all that are open.',
  }),
)

const List = Type.Object({
  state,
  reason,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
  before: Type.Optional(Type.Integer({ minimum: 0, description: 'Go on behind the record with this offset.' })),
})
const Reasons = Type.Object({ state })
const One = Type.Object({ dataset: Type.String(), offset: Type.Integer({ minimum: 0 }) })
const ReplayBody = Type.Object(
  {
    offsets,
    reason,
    texts: Type.Optional(
      Type.Record(Type.String({ pattern: '^[0-9]+$' }), Type.String({ maxLength: 4 << 20 }), {
        description: 'The new text of a record, by its offset: a JSON object.',
      }),
    ),
  },
  { additionalProperties: false },
)
const DiscardBody = Type.Object(
  { offsets, reason, why: Type.String({ minLength: 1, maxLength: 1000, description: 'Kept beside the records.' }) },
  { additionalProperties: false },
)

const EditBody = Type.Object(
  {
    offsets,
    reason,
    function: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1000, description: 'A file of the project: functions/mend.ts.' }),
    ),
    set: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 1000 }), Type.Unknown(), {
        description: 'Instead of a function: other values of fields, nested ones with dots; null for none.',
      }),
    ),
    remove: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), {
        maxItems: 1000,
        description: 'Instead of a function: fields that are taken away.',
      }),
    ),
    replay: Type.Optional(Type.Boolean({ default: false, description: 'Replays what it changes; else a preview.' })),
  },
  { additionalProperties: false },
)

/** Reasons beyond these are seen in the list. */
const reasonsCap = 1000

interface OfDataset {
  Params: { dataset: string }
}

export function rejectedRoutes(server: FastifyInstance, platform: Platform): void {
  const read = { policy: 'read' } as const
  const edit = { policy: 'edit' } as const
  const tags = ['rejected']

  async function holderOf(request: FastifyRequest<OfDataset>): Promise<Holder> {
    const { dataset } = request.params
    requireName(request.caller, 'dataset', dataset)
    return platform.rejected.records.holder(dataset)
  }

  server.get(
    '/api/rejected',
    { config: read, schema: { summary: 'Lists the datasets of rejected records, and how many are open.', tags } },
    async (request) => ({
      datasets: (await platform.rejected.records.holders()).filter(({ dataset }) => isNamed(request.caller, dataset)),
    }),
  )

  server.get<OfDataset & { Querystring: Static<typeof List> }>(
    '/api/rejected/:dataset',
    { config: read, schema: { summary: 'Lists rejected records, newest first.', tags, querystring: List } },
    async (request) => {
      const holder = await holderOf(request)
      return {
        dataset: holder.name,
        records: await platform.rejected.records.list(holder, { limit: 100, ...request.query }),
      }
    },
  )

  server.get<OfDataset & { Querystring: Static<typeof Reasons> }>(
    '/api/rejected/:dataset/reasons',
    {
      config: read,
      schema: {
        summary:
          'Counts rejected records by kind of reason, which leaves out the values in it, with an example of each.',
        tags,
        querystring: Reasons,
      },
    },
    async (request) => {
      const holder = await holderOf(request)
      const reasons = await platform.rejected.records.reasons(holder, request.query.state ?? 'open', reasonsCap)
      return { dataset: holder.name, reasons }
    },
  )

  server.get<{ Params: Static<typeof One> }>(
    '/api/rejected/:dataset/:offset',
    {
      config: read,
      schema: { summary: 'One rejected record with its original bytes and what became of it.', tags, params: One },
    },
    async (request) => {
      const holder = await holderOf(request)
      const record = await platform.rejected.records.one(holder, request.params.offset)
      return {
        ...record,
        became: (record.fate && (await platform.rejected.records.became(holder, record.fate))) ?? null,
      }
    },
  )

  server.post<OfDataset & { Body: Static<typeof ReplayBody> }>(
    '/api/rejected/:dataset/replay',
    {
      config: edit,
      schema: {
        summary:
          'Sends rejected records back into their stream, as they are or with another text, and waits a moment to say what becomes of them.',
        tags,
        body: ReplayBody,
      },
    },
    async (request, reply) => {
      const holder = await holderOf(request)
      const { caller } = request
      const check = (stream: string) => requireName(caller, 'stream', stream)
      const signal = abortOnClose(reply)
      const { replay, records } = platform.rejected
      const { answer, sent } = await replay.run(holder, { ...request.body, by: caller.name, check })
      if (sent.length === 0) return answer
      return { ...answer, outcome: await outcomeOf(holder, sent, { records, pipeline: platform.pipeline, signal }) }
    },
  )

  server.post<OfDataset & { Body: Static<typeof EditBody> }>(
    '/api/rejected/:dataset/edit',
    {
      config: edit,
      schema: {
        summary:
          'Edits rejected records by a function of the project, or by other values of fields: a preview, or with what it changes replayed.',
        tags,
        body: EditBody,
      },
    },
    async (request, reply) => {
      const holder = await holderOf(request)
      const { caller } = request
      const { replay = false, set, remove, ...choice } = request.body
      const fields = set || remove ? { set: set ?? {}, remove: remove ?? [] } : undefined
      requireOneWay(choice.function, fields)
      const check = (stream: string) => requireName(caller, 'stream', stream)
      const signal = abortOnClose(reply)
      return platform.rejected.edits.run(holder, { ...choice, fields, replay, by: caller.name, check, signal })
    },
  )

  server.post<OfDataset & { Body: Static<typeof DiscardBody> }>(
    '/api/rejected/:dataset/discard',
    {
      config: edit,
      schema: { summary: 'Says of rejected records that nothing is to come of them.', tags, body: DiscardBody },
    },
    async (request) => {
      const holder = await holderOf(request)
      const { why, ...choice } = request.body
      return { discarded: await platform.rejected.replay.discard(holder, choice, request.caller.name, why) }
    },
  )
}

function requireOneWay(file: string | undefined, fields: FieldChanges | undefined): void {
  const names = fields && [...Object.keys(fields.set), ...fields.remove]
  if (file === undefined ? names && names.length > 0 : !names) return
  throw new UserError('invalid', 'cannot edit rejected records: expecting either a function or fields', {
    hint: 'Send function, or set and remove with the names of fields.',
  })
}
