import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { context, exampleNotice, testChannel } from './channel.contract.ts'
import { HttpSide, type Posted } from './http-side.fixture.ts'
import sns from './sns.ts'

const topic = 'arn:aws:sns:eu-west-1:123456789012:water'
const options = (url: string) => ({ topic, access_key: 'AKIAEXAMPLE', secret_key: 'wJalrXUtnFEMI', server: url })
const answer = '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'
const textOf = (body: string) => [...new URLSearchParams(body).values()].join('\n')
const open = () => HttpSide.open(options, { answer, textOf })

describe('the sns channel', () => {
  testChannel(sns, open)

  it('is signed as AWS says (Signature Version 4)', async () => {
    await using other = await open()
    await sns.send(other.options as ReturnType<typeof options>, exampleNotice(), context)
    const [request] = other.posted
    expect(request?.headers.authorization).toBe(authorizationOf(request!))
  })

  it('comes again when AWS throttles, whose status looks final', async () => {
    await using other = await open()
    other.refuse('final', {}, '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>')
    const sending = sns.send(other.options as ReturnType<typeof options>, exampleNotice(), context)
    await expect(sending).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('names what makes a message one and the same, for a topic that orders and de-duplicates', async () => {
    await using other = await open()
    const fifo = { ...(other.options as ReturnType<typeof options>), topic: `${topic}.fifo` }
    await sns.send(fifo, exampleNotice({ title: 'Ünïcode 🌊' }), context)
    expect(Object.fromEntries(new URLSearchParams(other.posted[0]!.body))).toMatchObject({
      Action: 'Publish',
      TopicArn: `${topic}.fifo`,
      MessageDeduplicationId: 'a3f1',
      MessageGroupId: 'b2c4',
      Subject: '[water] ?n?code ?? (firing)',
    })
  })
})

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, written from its text. */
function authorizationOf({ path, headers, body }: Posted): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const date = String(headers['x-amz-date'])
  const scope = `${date.slice(0, 8)}/eu-west-1/sns/aws4_request`
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')![1]!.split(';')
  expect(names).toEqual(expect.arrayContaining(['host', 'x-amz-date']))
  const signed = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const request = ['POST', path, '', signed, names.join(';'), hash(body)].join('\n')
  const key = ['eu-west-1', 'sns', 'aws4_request'].reduce<Buffer>(hmac, hmac('AWS4wJalrXUtnFEMI', date.slice(0, 8)))
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, hash(request)].join('\n')).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
}
