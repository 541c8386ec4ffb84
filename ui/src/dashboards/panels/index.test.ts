import { expect, it } from 'vitest'
import { needsQuery, panels } from './index.ts'

it('needs no query for what shows a text, the monitors, or a path', () => {
  const without = (Object.keys(panels) as (keyof typeof panels)[]).filter((type) => !needsQuery(type))
  expect(without).toEqual(['text', 'alerts', 'image', 'embed'])
})
