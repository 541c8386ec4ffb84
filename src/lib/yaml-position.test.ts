import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Place } from './errors.ts'
import { parseYaml, type YamlNode } from './yaml-position.ts'

describe('YAML with places', () => {
  test('knows where each key and value stands, in blocks, in brackets and behind anchors', () => {
    const text = 'a: 1\nb:\n  - "two"\n  - { c: three, d: [ 4 ] }\ne: &x |\n  text\nf: *x\ng:\n'
    expect(outline(parseYaml(text, 'f').root!)).toEqual([
      '1:1 a',
      '1:4 = 1',
      '2:1 b',
      '3:5 = two',
      '4:7 c',
      '4:10 = three',
      '4:17 d',
      '4:22 = 4',
      '5:1 e',
      '5:7 = text\n',
      '7:1 f',
      '5:7 = text\n',
      '8:1 g',
      '8:1 = null',
    ])
  })

  test('knows where a character of a value stands', () => {
    const place = (text: string, index: number): string => {
      const root = parseYaml(text, 'f').root
      const node = root?.kind === 'map' ? root.entries[0]?.node : undefined
      return node?.kind === 'scalar' ? written(node.placeOf(index)) : ''
    }
    expect(place('a: bcd', 2)).toBe('1:6')
    expect(place('a: "bcd"', 2)).toBe('1:7')
    expect(place("a: 'bcd'", 0)).toBe('1:5')
  })

  test('tells text from what stands without quotes', () => {
    const root = parseYaml('[8, "8", true, yes, ~, 0x10, 1e3]', 'f').root
    const items = root?.kind === 'list' ? root.items : []
    expect(items.map((item) => item.kind === 'scalar' && item.value)).toEqual([8, '8', true, 'yes', null, 16, 1000])
  })

  test('tells one mistake a line, and the mistakes of all lines', () => {
    const { problems, root } = parseYaml('a: @b, @c\nd: ok\ne: `f\n', 'f')
    expect(root).toBeUndefined()
    expect(problems.map(({ at }) => at?.line)).toEqual([1, 3])
  })

  test('gives every value the place at which it is written, whatever the layout', () => {
    const value: fc.Memo<unknown> = fc.memo((depth) =>
      depth <= 1
        ? fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]{1,8}$/))
        : fc.oneof(
            value(1),
            fc.array(value(depth - 1)),
            fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value(depth - 1)),
          ),
    )
    fc.assert(
      fc.property(value(4), fc.integer({ min: 0, max: 4 }), (tree, indent) => {
        // JSON is YAML in brackets.
        const text = JSON.stringify(tree, null, indent)
        const lines = text.split('\n')
        const visit = (node: YamlNode): void => {
          const here = lines[node.at.line - 1]?.slice(node.at.column - 1) ?? ''
          if (node.kind === 'scalar') expect(here.startsWith(JSON.stringify(node.value))).toBe(true)
          else expect(here[0]).toBe(node.kind === 'map' ? '{' : '[')
          if (node.kind === 'list') node.items.forEach(visit)
          if (node.kind === 'map') for (const entry of node.entries) visit(entry.node)
        }
        visit(parseYaml(text, 'f').root!)
      }),
    )
  })
})

function outline(node: YamlNode): string[] {
  if (node.kind === 'scalar') return [`${written(node.at)} = ${node.value}`]
  if (node.kind === 'list') return node.items.flatMap(outline)
  return node.entries.flatMap(({ key, at, node: value }) => [`${written(at)} ${key}`, ...outline(value)])
}

function written({ line, column }: Place): string {
  return `${line}:${column}`
}
