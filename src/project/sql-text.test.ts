import { expect, test } from 'vitest'
import { parseYaml, type YamlScalar } from '../lib/yaml-position.ts'
import { behind, belowLine, originOf, placeIn } from './sql-text.ts'

/** The origin of the value of `when`, and where `here` stands in the value. */
function read(text: string) {
  const { root } = parseYaml(`when: ${text}\n`, 'caudal.yaml')
  const node = (root as unknown as { entries: { node: YamlScalar }[] }).entries[0]!.node
  const value = String(node.value)
  const before = value.slice(0, value.indexOf('here')).split('\n')
  return { origin: originOf(node, value), at: { line: before.length, column: before.at(-1)!.length + 1 } }
}

test.each([
  ['sd > 0.5 and here', 1, 20],
  ['"sd > \\"x\\" and here"', 1, 23],
  ["'sd > ''x'' and here'", 1, 23],
  ['|\n  sd > 0.5\n    and here', 3, 9],
  ['>-\n  sd > 0.5\n  and here', 3, 7],
  ['sd > 0.5\n  and here', 2, 7],
])('a mistake in a text of the project is told where it was written: %s', (text, line, column) => {
  const { origin, at } = read(text)
  const place = { file: 'caudal.yaml', line, column }
  expect(placeIn(origin, at)).toEqual(place)
  expect(placeIn(belowLine(origin), { ...at, line: at.line + 1 })).toEqual(place)
  const moved = at.line === 1 ? { ...at, column: at.column + 6 } : at
  expect(placeIn(behind(origin, 6), moved)).toEqual(place)
})
