/** Dashboards of Grafana as ours: nothing is saved, so that one sees first what comes along. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { importGrafana } from '../../project/grafana/import.ts'

const Given = Type.Object(
  {
    dashboard: Type.Object({}, { additionalProperties: true, description: 'The JSON that Grafana exports.' }),
    in: Type.Optional(Type.String({ description: 'The dataset that panels search that name no table.' })),
  },
  { additionalProperties: false },
)

/** What `PUT /api/dashboards/{name}` takes, and what did not come along. */
const Import = Type.Object({
  name: Type.String(),
  yaml: Type.String(),
  remarks: Type.Array(Type.Object({ what: Type.String(), why: Type.String() })),
})

export function grafanaRoutes(server: FastifyInstance): void {
  server.post<{ Body: Static<typeof Given> }>(
    '/api/import/grafana',
    {
      config: { policy: 'edit' },
      bodyLimit: 8_000_000,
      schema: {
        summary: 'Turns a dashboard of Grafana into the YAML of one here.',
        tags: ['dashboards'],
        body: Given,
        response: { 200: Import },
      },
    },
    ({ body }) => {
      const { name, yaml, remarks } = importGrafana(JSON.stringify(body.dashboard), body.in)
      return { name, yaml, remarks: [...remarks] }
    },
  )
}
