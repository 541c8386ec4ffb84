import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TileMap } from '../../src/model/tile.ts'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'
import { TileServer, tile, tileColor } from '../support/tile-server.ts'

const yaml = (server: string, tiles = 'good') => `name: places
streams: { trips: {}, secrets: {} }
datasets: { trips: {}, secrets: {} }
channels:
  office: { type: email, to: [all@example.org], from: caudal@example.org, server: "smtp://127.0.0.1:9" }
reports:
  weekly: { dashboard: trips, schedule: 0 8 * * 1, channel: office, format: png }
roles:
  visitor: { may: [view], only: [trips] }
maps:
  streets: { tiles: "${server}/${tiles}/{z}/{x}/{y}.png?key=\${KEY}", attribution: © Example, zoom: 18 }
  pages: { tiles: "${server}/html/{z}/{x}/{y}.png" }
  plan: { tiles: "tiles/{z}/{x}/{y}.png", zoom: 5 }
  secret: { tiles: "${server}/good/{z}/{x}/{y}.png" }
`
const board = (title: string, dataset: string, map: string) => `title: ${title}
panels:
  where: { type: map, at: { x: 0, y: 0, w: 12, h: 8 }, query: { in: ${dataset} }, options: { tiles: ${map} } }
`

describe('tiles of maps', () => {
  const server = new TileServer()
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  let url: string

  const get = (path: string, token?: string, headers: Record<string, string> = {}) =>
    product.request(path, { headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } })
  const tokenOf = async (role: string) =>
    (await product.json<{ token: string }>('/api/tokens', { name: `a-${role}`, role })).token

  beforeAll(async () => {
    url = await server.listen()
    const project = await temporaryProject(yaml(url))
    folder = project.folder
    remove = project.remove
    await writeFile(join(folder, '.env'), 'KEY=abcdef123\n')
    await mkdir(join(folder, 'tiles/2/1'), { recursive: true })
    await writeFile(join(folder, 'tiles/2/1/3.png'), tile)
    await writeFile(join(folder, 'tiles/2/1/2.png'), '<svg onload="alert(1)"/>')
    await mkdir(join(folder, 'dashboards'))
    await writeFile(join(folder, 'dashboards/trips.yaml'), board('Trips', 'trips', 'streets'))
    await writeFile(join(folder, 'dashboards/secrets.yaml'), board('Secrets', 'secrets', 'secret'))
    product = new Product(folder)
    await product.start()
  })

  afterAll(async () => {
    await product?.stop()
    await remove?.()
    server.close()
  })

  it('are asked of their server once, and then taken from disk, also after a crash and without the server', async () => {
    const first = await get('/api/maps/streets/3/4/2')
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(first.headers.get('cache-control')).toBe('private, max-age=86400')
    expect(Buffer.compare(tile, Buffer.from(await first.arrayBuffer()))).toBe(0)
    const etag = first.headers.get('etag')!
    expect((await get('/api/maps/streets/3/4/2', undefined, { 'if-none-match': etag })).status).toBe(304)
    expect(server.seen.map(({ path }) => path)).toEqual(['/good/3/4/2.png?key=abcdef123'])
    await product.kill()
    server.close()
    await product.start()
    expect((await get('/api/maps/streets/3/4/2')).status).toBe(200)
    const other = await get('/api/maps/streets/3/4/3')
    expect([other.status, await other.json()]).toEqual([
      503,
      {
        code: 'unavailable',
        message: 'cannot get tile of map "streets": its server cannot be reached (ECONNREFUSED)',
        hint: 'Check the address of its tiles, and that this machine reaches it.',
      },
    ])
    await server.listen(Number(new URL(url).port))
  })

  it('are pictures and nothing else, whatever the server calls them', async () => {
    const answer = await get('/api/maps/pages/0/0/0')
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { message: 'cannot get tile of map "pages": its server sent text/html rather than a picture' },
    ])
    expect((await get('/api/maps/plan/2/1/2')).status).toBe(404)
  })

  it('come from a folder of the project, where there are any', async () => {
    const answer = await get('/api/maps/plan/2/1/3')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await get('/api/maps/plan/2/1/1')).status).toBe(404)
  })

  it.each(['3/8/0', '3/0/8', '3/-1/0', '3/0/1.5', '19/0/0', '3/..%2f..%2fcaudal.yaml/0', '99999999999/0/0', 'NaN/0/0'])(
    'are not asked for where the world has none: %s',
    async (place) => {
      const before = server.seen.length
      expect((await get(`/api/maps/streets/${place}`)).status).toBe(400)
      expect(server.seen.length).toBe(before)
    },
  )

  it('are for those who see a dashboard that names them, and for those who write dashboards', async () => {
    const namesOf = async (token: string) =>
      ((await (await get('/api/maps', token)).json()) as { maps: TileMap[] }).maps.map(({ name }) => name)
    const [editor, visitor] = [await tokenOf('editor'), await tokenOf('visitor')]
    expect(await namesOf(editor)).toEqual(['streets', 'pages', 'plan', 'secret'])
    expect(await namesOf(visitor)).toEqual(['streets'])
    expect((await get('/api/maps/streets/3/4/2', visitor)).status).toBe(200)
    const refused = await get('/api/maps/secret/0/0/0', visitor)
    expect([refused.status, await refused.json()]).toMatchObject([404, { hint: 'The maps are: streets.' }])
    expect((await fetch(`${product.connection().url}/api/maps/streets/3/4/2`)).status).toBe(401)
    const made = await product.json<{ path: string }>('/api/links', { dashboard: 'trips', title: 'For Acme' })
    const secret = made.path.split('#')[1]!
    expect(await namesOf(secret)).toEqual(['streets'])
    expect((await get('/api/maps/streets/3/4/2', secret)).status).toBe(200)
    expect((await get('/api/maps/plan/2/1/3', secret)).status).toBe(404)
  })

  it('are in reports by mail, once their server has had a rest', async () => {
    await product.json('/ingest/trips', [
      { latitude: 40.4, longitude: -3.7 },
      { latitude: 43.3, longitude: -8.4 },
    ])
    await product.untilStored()
    const shareOf = async () => {
      const file = await product.request('/api/reports/weekly/file?format=png')
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
      const image = await loadImage(Buffer.from(await file.arrayBuffer()))
      const context = createCanvas(image.width, image.height).getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let same = 0
      for (let i = 0; i < data.length; i += 4) if (tileColor.every((value, k) => data[i + k] === value)) same++
      return same / (data.length / 4)
    }
    expect(await eventually(shareOf, (share) => share > 0.5)).toBeGreaterThan(0.5)
    expect((await product.request('/api/reports/weekly/file?format=pdf')).status).toBe(200)
  })

  it('of another address are others: those of the one before are gone from disk', async () => {
    const kept = () => readdir(join(folder, '.caudal/maps'))
    expect((await get('/api/maps/streets/3/4/2')).status).toBe(200)
    const before = await kept()
    await writeFile(join(folder, 'caudal.yaml'), yaml(url, 'slow'))
    const last = async () => ((await get('/api/maps/streets/3/4/2')).ok ? server.seen.at(-1)?.path : undefined)
    const wanted = '/slow/3/4/2.png?key=abcdef123'
    expect(await eventually(last, (path) => path === wanted)).toBe(wanted)
    const [now] = (await kept()).filter((name) => name.startsWith('streets-'))
    expect(before).not.toContain(now)
    expect((await kept()).filter((name) => name.startsWith('streets-'))).toHaveLength(1)
    await writeFile(join(folder, 'caudal.yaml'), yaml(url).replace(/^ {2}streets:.*$/m, ''))
    const { problems } = await eventually(
      () => product.json<{ problems: { message: string }[] }>('/api/project'),
      (report) => report.problems.length > 0,
    )
    expect(problems[0]!.message).toBe(
      'cannot use tiles "streets" in panel "where" of dashboard "trips": the project has no map of this name',
    )
  })
})
