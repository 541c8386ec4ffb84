import { expect, test } from 'vitest'
import type { Context } from './drawing.ts'
import { SvgContext } from './svg-context.ts'

const measure = { font: '', measureText: (text: string) => ({ width: 6 * text.length }) } as unknown as Context

test('what is drawn is written as SVG, and what a record says is text in it', () => {
  const context = new SvgContext(measure)
  context.save()
  context.beginPath()
  context.rect(0, 0, 20, 10)
  context.clip()
  context.font = '600 12px "Inter Variable"'
  context.textAlign = 'right'
  context.fillText('<script>alert(1)</script>', 20, 8.1234)
  context.restore()
  context.fillStyle = 'red'
  context.beginPath()
  context.lineTo(1, 2)
  context.lineTo(3, 4)
  context.fill()
  expect(context.picture(20, 10)).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">' +
      '<clipPath id="clip-1"><path d="M0 0h20v10h-20Z"/></clipPath><g clip-path="url(#clip-1)">' +
      '<text x="20" y="8.12" fill="black" style="font:600 12px &quot;Inter Variable&quot;;text-anchor:end">' +
      '&lt;script&gt;alert(1)&lt;/script&gt;</text></g><path d="M1 2L3 4" fill="red"/></svg>',
  )
})
