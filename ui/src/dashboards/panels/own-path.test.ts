import { expect, test } from 'vitest'
import { maybeOwnPath, maybePicture } from './own-path.ts'

test('paths of this server are taken, all else is not', () => {
  expect(maybeOwnPath('/sales?year=2024')).toBe('/sales?year=2024')
  expect(maybeOwnPath('/a/../b')).toBe('/b')
  const others = [
    '//other.example/x',
    'https://other.example/x',
    '/\\other.example',
    'javascript:alert(1)',
    'x',
    '',
    null,
    7,
  ]
  expect(others.map(maybeOwnPath)).toEqual(others.map(() => undefined))
})

test('a picture may stand in itself', () => {
  expect(maybePicture('data:image/png;base64,AAAA')).toBe('data:image/png;base64,AAAA')
  expect(maybePicture('/plan.svg')).toBe('/plan.svg')
  expect(maybePicture('data:text/html,<script>')).toBeUndefined()
})
