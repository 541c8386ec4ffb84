import { UserError } from '../../lib/errors.ts'
import type { YamlEntry } from '../../lib/yaml-position.ts'
import { type Brand, brandColors, maybeReadable } from '../../model/brand.ts'
import { maybeColor } from '../../model/contrast.ts'
import type { ProjectFiles } from '../files.ts'
import { mapOf, type Tell } from '../part.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { brandOptions } from './declaration.ts'

const most_bytes = 64 << 10

const kinds: Readonly<Record<string, string>> = { svg: 'svg+xml', png: 'png', jpg: 'jpeg', webp: 'webp' }

/** `brand:` of the project or of a client company; `owner` is whose it is, in sentences. */
export async function checkBrand(entry: YamlEntry, owner: string, files: ProjectFiles, tell: Tell): Promise<Brand> {
  const name = `brand of ${owner}`
  const map = mapOf(entry, name, tell)
  const options = parseOptions(brandOptions, map, entry.at, { owner: name, tell })
  if (!options) return {}
  const placeOf = (key: string) => maybeEntry(map, key, [key])?.node.at ?? entry.at
  const { title, logo, color } = options as { title?: string; logo?: string; color?: string }
  const rgb = color === undefined ? undefined : maybeColor(color)
  const readable = rgb && maybeReadable(rgb)
  if (readable !== undefined) {
    const message = `cannot use color "${color}" of ${name}: text in it cannot be read on white (its contrast is below 4.5)`
    tell(new UserError('invalid', message, { at: placeOf('color'), hint: `Use ${readable}, or another dark one.` }))
  }
  const bytes = logo === undefined ? undefined : await files.readBytes(logo, name, placeOf('logo'), tell)
  if (bytes && bytes.length > most_bytes) {
    const message = `cannot use logo "${logo}" of ${name}: it has ${Math.ceil(bytes.length / 1024)} KB`
    tell(new UserError('invalid', message, { at: placeOf('logo'), hint: 'Make it smaller than 64 KB.' }))
  }
  const kind = kinds[logo?.split('.').at(-1) ?? '']
  return {
    ...(title === undefined ? {} : { title }),
    ...(bytes && kind ? { logo: `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}` } : {}),
    ...(rgb ? { colors: brandColors(rgb) } : {}),
  }
}
