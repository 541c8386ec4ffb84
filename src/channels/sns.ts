import { AwsClient } from 'aws4fetch'
import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { headline, plainText } from './wording.ts'

export default defineChannel({
  name: 'sns',
  summary:
    'Publishes each notice to a topic of Amazon SNS, whose subscribers get it as mail, SMS, queue or function call.',
  options: Type.Object({
    topic: Type.String({
      pattern: '^arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w.-]+$',
      description: 'The ARN of the topic; it names the region.',
      examples: ['arn:aws:sns:eu-west-1:123456789012:water'],
    }),
    access_key: Type.String({
      minLength: 1,
      description: 'The id of the access key.',
      examples: ['AKIAIOSFODNN7EXAMPLE'],
    }),
    secret_key: Type.String({
      minLength: 1,
      description: 'The secret of the access key.',
      examples: [variable('AWS_SECRET_ACCESS_KEY')],
      ...secret,
    }),
    server: Type.String({
      pattern: '^(https?://[^/\\s]+)?$',
      default: '',
      description: 'Another server that speaks the protocol; that of the region by default.',
    }),
  }),
  example: {
    topic: 'arn:aws:sns:eu-west-1:123456789012:water',
    access_key: 'AKIAIOSFODNN7EXAMPLE',
    secret_key: variable('AWS_SECRET_ACCESS_KEY'),
    server: '',
  },

  async send({ topic, access_key, secret_key, server }, notice, { signal, redact }) {
    const region = topic.split(':')[3]!
    const url = `${server || `https://sns.${region}.${topic.startsWith('arn:aws-cn:') ? 'amazonaws.com.cn' : 'amazonaws.com'}`}/`
    const client = new AwsClient({ accessKeyId: access_key, secretAccessKey: secret_key, service: 'sns', region })
    const body = formOf(topic, notice.id, notice.incident, headline(notice, 100), cut(plainText(notice))).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const signed = await client.sign(url, { method: 'POST', headers, body })
    const signedHeaders = Object.fromEntries(signed.headers)
    const answer = await post({ to: 'SNS', url, body, signal, redact, isPassing, headers: signedHeaders })
    if (!answer.includes('<MessageId>'))
      throw new UserError('unavailable', 'cannot send to SNS: its answer names no message', {
        hint: 'It is tried again.',
      })
  },
})

// https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html: throttling has the status 400.
function isPassing(answer: string): boolean {
  return /<Code>(KMS)?Thrott/.test(answer)
}

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: a subject is ASCII of less than 100 characters, a message has 256 KB.
function formOf(topic: string, id: string, incident: string, subject: string, message: string): URLSearchParams {
  const form = new URLSearchParams({
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: topic,
    Subject: subject
      .replace(/[^\x20-\x7e]/g, '?')
      .replace(/^[^!-~]+/, '')
      .slice(0, 99),
    Message: message,
    'MessageAttributes.entry.1.Name': 'caudal-notice',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': id,
  })
  if (topic.endsWith('.fifo')) {
    form.set('MessageDeduplicationId', id)
    form.set('MessageGroupId', incident)
  }
  return form
}

function cut(text: string): string {
  const bytes = Buffer.from(text.toWellFormed().replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?'))
  return bytes.length <= 250_000
    ? bytes.toString()
    : `${bytes
        .subarray(0, 250_000)
        .toString()
        .replace(/\ufffd+$/, '')}…`
}
