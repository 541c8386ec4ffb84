import fc from 'fast-check'

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`))
/** A number, spelled in any way that JSON allows. */
export const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.constant('0'),
      fc.stringMatching(/^[1-9][0-9]{0,22}$/),
      fc.constantFrom('9223372036854775807', '9223372036854775808'),
    ),
    fc.option(digits(20), { nil: undefined }),
    fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(3)), {
      nil: undefined,
      freq: 4,
    }),
  )
  .map(([sign, int, fraction, exponent]) => sign + int + (fraction ? `.${fraction}` : '') + (exponent?.join('') ?? ''))
const key = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'b', 'c', 'A', 'long name', 'é', '😀', '_time', '_offset', '', 'a.b', '__proto__'),
  },
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const stringText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u00e9\\n\\/"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00x"', '"\\\\"', '"NaN"'),
)
const space = fc.constantFrom('', '', '', ' ', '\t', '\r', '  ')
/** Any JSON value, spelled in any way, numbers of any size included. */
export const { value: jsonText } = fc.letrec<{ value: string; object: string }>((tie) => ({
  object: fc
    .tuple(
      fc.array(
        fc.tuple(
          fc.oneof(
            key.map((text) => JSON.stringify(text)),
            fc.constantFrom('"\\u0061"', '"\\""', '"\\u0022"'),
          ),
          tie('value'),
          space,
        ),
      ),
      space,
    )
    .map(
      ([entries, gap]) =>
        `{${entries.map(([name, value, pad]) => `${gap}${name}${pad}:${pad}${value}${gap}`).join(',') || gap}}`,
    ),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('null', 'true', 'false', '{}', '[]'),
    numberText,
    stringText,
    fc
      .tuple(fc.array(fc.oneof(numberText, stringText, fc.constantFrom('true', 'null'), tie('value'))), space)
      .map(([items, gap]) => `[${items.map((item) => gap + item + gap).join(',') || gap}]`),
    tie('object'),
  ),
}))
/** A line that is a record: names that are reserved, repeated, escaped or alike included. */
export const recordText = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(
          key.map((text) => JSON.stringify(text)),
          fc.constantFrom('"\\u0061"', '"\\ud800"'),
        ),
        jsonText,
      ),
    ),
    space,
  )
  .map(([entries, gap]) => `${gap}{${entries.map(([name, value]) => `${name}:${gap}${value}`).join(`,${gap}`)}}${gap}`)
