/** `maps:` of the project file. */
import { createHash } from 'node:crypto'
import { isAbsolute, normalize } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { parseSize } from '../../lib/size.ts'
import type { YamlEntry, YamlMap } from '../../lib/yaml-position.ts'
import { placeOfTile, tilePlaces } from '../../model/tile.ts'
import type { ProjectFiles } from '../files.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectMap } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { mapOptions } from './declaration.ts'

interface Written {
  readonly tiles: string
  readonly attribution?: string
  readonly zoom: number
  readonly keep: string
}

const example = 'tiles: "https://tiles.example.org/{z}/{x}/{y}.png"'

export async function checkMap(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<ProjectMap | undefined> {
  const owner = `map "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(mapOptions, map, entry.at, { owner, tell })
  if (!options) return undefined
  const { tiles, attribution, zoom, keep } = options as unknown as Written
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(tiles)
  const mistake = mistakeOf(tiles, isAddress) ?? (isAddress ? undefined : await folderMistake(tiles, files))
  if (mistake) {
    const node = maybeEntry(map, 'tiles', ['tiles'])!.node
    const written = node.kind === 'scalar' ? node.written : tiles
    const [why, hint] = mistake
    tell(new UserError('invalid', `cannot use tiles "${written}" of ${owner}: ${why}`, { at: node.at, hint }))
  }
  if (!isAddress) tellKeep(map, owner, tell)
  return {
    name: entry.key,
    tiles,
    isAddress,
    ...(attribution === undefined ? {} : { attribution }),
    zoom,
    keep_bytes: parseSize(keep),
    version: createHash('sha256').update(tiles).digest('hex').slice(0, 12),
    at: entry.at,
  }
}

type Mistake = readonly [why: string, hint: string]

function mistakeOf(template: string, isAddress: boolean): Mistake | undefined {
  const places = template.match(/\{[^{}]*\}/g) ?? []
  const unknown = places.find((place) => !tilePlaces.some((known) => known === place))
  if (unknown === '{s}') return ['there is no "{s}"', 'Write the name of one of the servers in its place.']
  if (unknown !== undefined) return [`there is no "${unknown}"`, `Write it like ${example}.`]
  if (tilePlaces.some((place) => places.filter((one) => one === place).length !== 1)) {
    return ['expecting {z}, {x} and {y} in it, each once', `Write it like ${example}.`]
  }
  if (isAddress) {
    const url = URL.parse(placeOfTile(template, { z: 0, x: 0, y: 0 }))
    if (url?.protocol === 'https:' || url?.protocol === 'http:') {
      // The host stays the one that is written, whichever tile is asked for.
      if (!/^[a-z]+:\/\/[^/]*[{}]/i.test(template)) return undefined
      return ['expecting the numbers behind the host', `Write it like ${example}.`]
    }
    return ['expecting an address that begins with https:// or http://, or a path', `Write it like ${example}.`]
  }
  const path = normalize(template)
  if (isAbsolute(path) || path.startsWith('..')) {
    return ['it lies outside of the project', 'Put the tiles into the folder of the project.']
  }
  return undefined
}

async function folderMistake(template: string, files: ProjectFiles): Promise<Mistake | undefined> {
  const folder =
    normalize(template.slice(0, template.indexOf('{')))
      .replace(/[^/]*$/, '')
      .replace(/\/$/, '') || '.'
  if ((await files.list(folder)).length > 0) return undefined
  return [`there is nothing in the folder "${folder}"`, 'Correct the path, or put the tiles there.']
}

/** What lies in the project is not kept a second time. */
function tellKeep(map: YamlMap, owner: string, tell: Tell): void {
  const kept = map.entries.find(({ key }) => key === 'keep')
  if (!kept) return
  const message = `cannot use keep of ${owner}: its tiles are on disk already`
  tell(new UserError('invalid', message, { at: kept.at, hint: 'Remove it.' }))
}
