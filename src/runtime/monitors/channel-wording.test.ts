import { describe, expect, it } from 'vitest'
import { exampleNotice } from '../../channels/channel.contract.ts'
import { headline, plainText } from '../../channels/wording.ts'
import { worded } from './channel-wording.ts'

describe('the words of a channel', () => {
  it('are those of the notice where it has none of its own', () => {
    expect(worded({ details: true }, exampleNotice())).toEqual(exampleNotice())
  })

  it('are its templates over the notice', () => {
    const title = '{{ severity | upcase }}\n {{ title }}'
    const text = '{% for r in records %}{{ r.date }}: {{ r.sd | times: 100 | round }} %\n{% endfor %}{{ total }} in all'
    const notice = worded({ title, text, details: true }, exampleNotice())
    expect(headline(notice)).toBe('WARNING spread: sd > 0.5 in place P-04')
    expect(plainText(notice)).toMatch(/^2026-01-30: 71 %\n2026-01-31: 52 %\n3 in all\n/)
    expect(plainText(notice)).toContain('date | sd')
    const bare = worded({ title, text, details: false }, exampleNotice())
    expect(plainText(bare)).not.toContain('date | sd')
  })

  it('never keep a notice from being told', () => {
    const notice = worded({ title: '{% for i in (1..999999999) %}x{% endfor %}', details: true }, exampleNotice())
    expect(headline(notice)).toBe('[water] spread: sd > 0.5 in place P-04 (firing)')
    expect(notice.text).toContain('The words of the channel are missing: ')
  })
})
