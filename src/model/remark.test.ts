import { describe, expect, it } from 'vitest'
import { type Remark, remarkTexts } from './remark.ts'

const widened: Remark = {
  kind: 'widened',
  field: 'depth_0',
  source: 'lake',
  records: 1,
  first: '2026-11-21T18:57:12.000Z',
  last: '2026-11-21T18:57:12.000Z',
  offset: 40,
  value: '"n/a"',
  type_before: 'DOUBLE',
  type: 'VARCHAR',
}

describe('remarkTexts', () => {
  it('says once what holds for many fields', () => {
    const remarks = [0, 1, 2, 3, 4].map((n) => ({ ...widened, field: `depth_${n}` }))
    const [text, ...others] = remarkTexts('temperatures', remarks)
    expect(others).toEqual([])
    expect(text).toMatch(
      /^cannot keep column "depth_0" DOUBLE .*: it is VARCHAR now; the same holds for "depth_1", "depth_2", "depth_3" and 1 more\. Declare /,
    )
    expect(remarkTexts('temperatures', remarks.slice(0, 2))[0]).toContain('; the same holds for "depth_1". ')
  })

  it('tells apart what is of another kind, source or type', () => {
    const others: Remark[] = [
      { ...widened, source: 'river' },
      { ...widened, type_before: 'BIGINT' },
      { ...widened, kind: 'no_time' },
    ]
    const texts = remarkTexts('temperatures', [widened, ...others])
    expect(texts).toHaveLength(4)
    expect(texts.filter((text) => text.includes('the same holds'))).toEqual([])
  })
})
