import { describe, expect, it } from 'vitest'
import { hrefOf } from './link-address.ts'

describe('the address of a link', () => {
  it('holds the values of what was clicked, each as one part', () => {
    const to = '/ui/dashboards/service?var-service={service}&x={absent}'
    expect(hrefOf(to, { service: 'a&b=/../#c' })).toBe(
      '/ui/dashboards/service?var-service=a%26b%3D%2F..%2F%23c&x={absent}',
    )
    expect(hrefOf('/x/{a}', { a: null })).toBe('/x/')
  })
})
