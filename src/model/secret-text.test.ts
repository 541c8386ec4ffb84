import { describe, expect, it } from 'vitest'
import { hideSecrets, isSecretName } from './secret-text.ts'

const hidden = (text: string) => hideSecrets(text, () => '***')

describe('a field whose name tells that it holds a secret', () => {
  it.each([
    ...['password', 'pwd', 'passwd', 'x-api-key', 'X-Api-Key', 'apiKey', 'set-cookie', 'Set-Cookie', 'accessToken'],
    ...[
      'db_password',
      'client.secret',
      'authorization',
      'session_id',
      'contraseña',
      'contrasen\u0303a',
      'Clave',
      'clave_privada',
    ],
  ])('is %s', (name) => expect(isSecretName(name)).toBe(true))

  it.each([
    'passenger',
    'compass',
    'tokens_used',
    'key',
    'keyboard',
    'secretary',
    'enclave',
    'session_count',
    'sessions_total',
  ])('is not %s', (name) => expect(isSecretName(name)).toBe(false))
})

describe('a secret in a text', () => {
  it.each([
    ['postgres://app:s3cr3t@db:5432/x', 'postgres://app:***@db:5432/x'],
    ['see redis://:p@ss@cache/0 now', 'see redis://:***@cache/0 now'],
    ['Server=db;User Id=app;Password=Hunter2;Pooling=true', 'Server=db;User Id=app;Password=***;Pooling=true'],
    ['Endpoint=sb://x/;SharedAccessKey=abc=;a=b', 'Endpoint=sb://x/;SharedAccessKey=***;a=b'],
    ['GET /login?user=ana&password=hunter2&x=1', 'GET /login?user=ana&password=***&x=1'],
    ['/hook?access_token=abc#top', '/hook?access_token=***'],
    ['login failed, password: hunter2, user: ana', 'login failed, password: ***, user: ana'],
    ['{"user":"ana","password":"hunter 2"}', '{"user":"ana","password":"***"}'],
    ['{\\"token\\":\\"abc\\",\\"n\\":1}', '{\\"token\\":\\"***\\",\\"n\\":1}'],
    ["pwd='a b' x", "pwd='***' x"],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['Contraseña: gato y clave=1234', 'Contraseña: *** y clave=***'],
  ])('is replaced: %s', (text, expected) => expect(hidden(text)).toBe(expected))

  it.each([
    'the password was changed',
    'https://example.org:8080/a?b=c',
    'unexpected token in line 3',
    'passenger=12, compass: north',
    'at 12:30 by ana@example.org',
  ])('is not seen where there is none: %s', (text) => expect(hidden(text)).toBe(text))

  it('is looked for in pieces of a long text, whatever it holds', () => {
    for (const piece of ['a-', 'password', 'a://b:', 'a_', '"token":"']) {
      expect(hidden(`${piece.repeat(5000)} password=abc`)).toMatch(/password=\*\*\*$/)
    }
  })
})
