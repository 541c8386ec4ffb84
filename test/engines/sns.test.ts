import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { context, exampleNotice } from '../../src/channels/channel.contract.ts'
import sns from '../../src/channels/sns.ts'
import { absence, elementOf, Moto } from './moto.ts'

if (absence && process.env.CI) throw new Error(absence)

describe.skipIf(absence)(`the sns channel against moto${absence ? `: ${absence}` : ''}`, () => {
  let moto: Moto
  let queue: string
  let options: { topic: string; access_key: string; secret_key: string; server: string }

  beforeAll(async () => {
    moto = await Moto.start()
    await moto.trust(1000)
    await moto.ask('iam', 'CreateUser', { Version: '2010-05-08', UserName: 'caudal' })
    const statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement })
    const named = { Version: '2010-05-08', UserName: 'caudal' }
    await moto.ask('iam', 'PutUserPolicy', { ...named, PolicyName: 'publish', PolicyDocument: policy })
    const key = await moto.ask('iam', 'CreateAccessKey', named)
    const topic = elementOf(await moto.ask('sns', 'CreateTopic', { Version: '2010-03-31', Name: 'water' }), 'TopicArn')
    queue = elementOf(await moto.ask('sqs', 'CreateQueue', { Version: '2012-11-05', QueueName: 'water' }), 'QueueUrl')
    const endpoint = 'arn:aws:sqs:eu-west-1:123456789012:water'
    const subscription = { TopicArn: topic, Protocol: 'sqs', Endpoint: endpoint }
    await moto.ask('sns', 'Subscribe', { Version: '2010-03-31', ...subscription })
    options = {
      topic,
      access_key: elementOf(key, 'AccessKeyId'),
      secret_key: elementOf(key, 'SecretAccessKey'),
      server: moto.url,
    }
  })

  afterAll(() => moto.stop())

  it('publishes what its subscribers get, signed by its key', async () => {
    await moto.trust(0)
    await sns.send(options, exampleNotice(), context)
    await moto.trust(1000)
    const xml = await moto.ask('sqs', 'ReceiveMessage', { Version: '2012-11-05', QueueUrl: queue })
    const message = elementOf(xml, 'Body').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    expect(message).toContain('[water] spread: sd > 0.5 in place P-04 (firing)')
    expect(message).toContain('3 records of readings meet the condition')
    expect(message).toContain('a3f1')
  })

  it('is refused for ever with a wrong secret, and with a key that may not publish', async () => {
    await moto.trust(0)
    const wrong = sns.send({ ...options, secret_key: 'wrong' }, exampleNotice(), context)
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('403') })
    const unknown = sns.send({ ...options, access_key: 'AKIAUNKNOWN' }, exampleNotice(), context)
    await expect(unknown).rejects.toMatchObject({ code: 'invalid' })
  })
})
