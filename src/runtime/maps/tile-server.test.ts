import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tile as picture, TileServer as Tiles } from '../../../test/support/tile-server.ts'
import { TileServer } from './tile-server.ts'

describe('a server of tiles', () => {
  const tiles = new Tiles()
  let url: string

  const serverOf = (manner: string, more: object = {}) =>
    new TileServer({
      owner: 'map "streets"',
      template: `${url}/${manner}/{z}/{x}/{y}.png?key=secret`,
      version: '1.2.3',
      ...more,
    })
  const place = { z: 3, x: 4, y: 2 }

  beforeEach(async () => {
    url = await tiles.listen()
    tiles.seen.length = 0
    tiles.most = 0
  })

  afterEach(() => tiles.close())

  it('is asked for a tile by its numbers, and told who asks', async () => {
    const { bytes, type } = await serverOf('good').ask(place)
    expect([type, Buffer.compare(picture, bytes)]).toEqual(['image/png', 0])
    expect(tiles.seen).toMatchObject([
      { path: '/good/3/4/2.png?key=secret', headers: { 'user-agent': 'Caudal/1.2.3' } },
    ])
  })

  it('is asked once by all who want the same tile, and for few tiles at a time', async () => {
    const server = serverOf('slow')
    const wanted = Array.from({ length: 64 }, (_, i) => ({ z: 6, x: i % 32, y: 1 }))
    await Promise.all(wanted.map((tile) => server.ask(tile)))
    expect(tiles.seen.length).toBe(32)
    expect(tiles.most).toBe(4)
  })

  it.each([
    ['html', 'its server sent text/html rather than a picture'],
    ['disguised', 'its server sent image/png rather than a picture'],
    ['large', 'a tile has more than 2 MB'],
    ['busy', 'its server answered 503'],
    ['moved', 'its server sends elsewhere'],
  ])('that is %s is refused with the reason, and without the address', async (manner, reason) => {
    const error = await serverOf(manner)
      .ask(place)
      .catch((refused: Error) => refused)
    expect(error).toMatchObject({ code: 'unavailable', message: `cannot get tile of map "streets": ${reason}` })
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
  })

  it('that does not answer is not waited for by everybody in turn', async () => {
    const server = serverOf('silent', { patience_ms: 300 })
    const wanted = Array.from({ length: 40 }, (_, x) => ({ z: 6, x, y: 1 }))
    const answers = await Promise.allSettled(wanted.map((tile) => server.ask(tile)))
    expect(new Set(answers.map((answer) => answer.status === 'rejected' && answer.reason.message))).toEqual(
      new Set(['cannot get tile of map "streets": its server did not answer within 0.3 s']),
    )
    expect(tiles.seen.length).toBeLessThanOrEqual(4)
  })

  it('that cannot be reached is asked again once it had a rest', async () => {
    const port = Number(new URL(url).port)
    const server = serverOf('good', { rest_ms: 0 })
    tiles.close()
    await expect(server.ask(place)).rejects.toMatchObject({
      message: 'cannot get tile of map "streets": its server cannot be reached (ECONNREFUSED)',
    })
    await tiles.listen(port)
    expect((await server.ask(place)).type).toBe('image/png')
  })

  it('is not asked again and again for a tile that it has not', async () => {
    const server = serverOf('absent')
    for (let i = 0; i < 3; i++) await expect(server.ask(place)).rejects.toMatchObject({ code: 'not_found' })
    await expect(server.ask({ z: 0, x: 0, y: 0 })).rejects.toMatchObject({ code: 'not_found' })
    expect(tiles.seen.length).toBe(2)
  })
})
