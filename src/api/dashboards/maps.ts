/** Tiles of maps for browsers, which ask no other server: whoever sees a map may see its tiles. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { nearestZoom, type TileMap } from '../../model/tile.ts'
import { type Caller, isAllowed } from '../../runtime/access.ts'
import { isDashboardVisible, mayEditDashboards } from '../../runtime/dashboards/access.ts'
import type { Platform } from '../../runtime/platform.ts'

const place = { minimum: 0, maximum: 2 ** nearestZoom - 1 }

const Params = Type.Object({
  map: Type.String({ description: 'The map.' }),
  z: Type.Integer({ minimum: 0, maximum: nearestZoom, description: 'The zoom: the world is 2^z tiles wide.' }),
  x: Type.Integer({ ...place, description: 'The column, from the west.' }),
  y: Type.Integer({ ...place, description: 'The row, from the north.' }),
})

const Query = Type.Object({
  version: Type.Optional(Type.String({ description: 'That of the map: tiles of another are not taken for its own.' })),
})

const Listed = Type.Object({
  maps: Type.Array(
    Type.Object({
      name: Type.String(),
      attribution: Type.Optional(Type.String({ description: 'Whose its tiles are; is to be shown with them.' })),
      zoom: Type.Integer({ description: 'The nearest that there is.' }),
      version: Type.String({ description: 'Another one where the tiles are others.' }),
    }),
  ),
})

const config = { policy: 'view', isScoped: true } as const
const tags = ['dashboards']

export function mapRoutes(server: FastifyInstance, { maps, dashboards }: Platform): void {
  /** Those that a dashboard names that they see; who writes dashboards may choose any. */
  const isVisible = (caller: Caller, name: string) =>
    (isAllowed(caller, 'edit') && mayEditDashboards(caller)) ||
    dashboards.all.some(
      (one) =>
        Object.values(one.dashboard.panels).some(({ type, options }) => type === 'map' && options?.tiles === name) &&
        isDashboardVisible(caller, one),
    )

  server.get(
    '/api/maps',
    { config, schema: { summary: 'Lists the maps whose tiles panels are drawn on.', tags, response: { 200: Listed } } },
    ({ caller }): { maps: TileMap[] } => ({ maps: maps.all.filter(({ name }) => isVisible(caller, name)) }),
  )

  server.get<{ Params: Static<typeof Params> }>(
    '/api/maps/:map/:z/:x/:y',
    { config, schema: { summary: 'A tile of a map, as a picture.', tags, params: Params, querystring: Query } },
    async ({ caller, params, headers }, reply) => {
      const { map, ...tile } = params
      const { bytes, type } = await maps.tile(map, tile, (name) => isVisible(caller, name))
      const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
      reply.headers({ etag, 'cache-control': 'private, max-age=86400', 'content-type': type })
      return headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(bytes)
    },
  )
}
