import { expect, it } from 'vitest'
import { channels } from '../src/channels/index.ts'
import { formats } from '../src/formats/index.ts'
import { functions } from '../src/functions/index.ts'
import { simulators } from '../src/simulators/index.ts'
import { sources } from '../src/sources/index.ts'

type List = Readonly<Record<string, () => Promise<{ default: { readonly name: string } }>>>
const lists: Readonly<Record<string, List>> = { channels, formats, functions, simulators, sources }

it.each(Object.entries(lists))(
  'every member of %s is declared under the name by which it is listed',
  async (_, list) => {
    const declared = await Promise.all(Object.values(list).map(async (load) => (await load()).default.name))
    expect(declared).toEqual(Object.keys(list))
  },
)
