import { describe, expect, it } from 'vitest'
import { parseKql } from '../../query/kql/parse.ts'
import { templateCondition } from './template-condition.ts'

describe('the condition of a template', () => {
  it.each([
    ['cannot connect to <*> after <*> tries', 'message:"cannot connect to" and message:"after" and message:"tries"'],
    ['took <*>ms for /orders/<*>', 'message:"took" and message:"for /orders/"'],
    ['id=<*>', 'message:"id="'],
    ['x<*>y', 'message:*'],
    ['<*>', 'message:*'],
    ['said: "<*>" \\ again', 'message:"said: \\"" and message:"\\" \\\\ again"'],
  ])('of %s has its whole words', (template, kql) => {
    expect(templateCondition('message', template)).toBe(kql)
    expect(() => parseKql(kql)).not.toThrow()
  })

  it('names fields of any name', () => {
    const kql = templateCondition('what: it (says)', 'hello <*>')
    expect(kql).toBe('what\\:\\ it\\ \\(says\\):"hello"')
    expect(() => parseKql(kql)).not.toThrow()
  })
})
