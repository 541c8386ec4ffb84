import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ViewReport } from '../../src/model/view-report.ts'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'
import { elementOf, Moto, absence as motoAbsence } from './moto.ts'
import { type Keys, VersityGateway, absence as versityAbsence } from './versitygw.ts'

/** A server of S3, somebody who may do everything there, and somebody who may only write objects. */
interface Server {
  readonly url: string
  readonly admin: Keys
  readonly writer: Keys
  /** After the bucket was made. */
  allow?(admin: AwsClient): Promise<unknown>
  stop(): void
}

const servers = [
  { name: 'moto', absence: motoAbsence, start: startMoto },
  { name: 'versitygw', absence: versityAbsence, start: startVersityGateway },
]

const [bucket, patience] = ['caudal-weather', { timeout_ms: 60_000, pause_ms: 100 }]

for (const { absence } of servers) if (absence && process.env.CI) throw new Error(absence)

const yaml = (server: string, key: string) => `name: weather
streams:
  readings: {}
datasets:
  readings: { fields: { date: date, mean: number } }
views:
  monthly:
    sql: select place, month(date) as month, max(mean) as warmest from readings group by all order by all
    export:
      to: s3://caudal-weather/año 1/monthly.csv
      region: eu-west-1
      server: ${server}
      access_key: ${key}
      secret_key: "\${S3_SECRET}"
`

/** Users whose policies say what they may. */
async function startMoto(): Promise<Server> {
  const moto = await Moto.start()
  const userWho = async (name: string, action: string): Promise<Keys> => {
    const named = { Version: '2010-05-08', UserName: name }
    await moto.ask('iam', 'CreateUser', named)
    const statement = { Effect: 'Allow', Action: action, Resource: '*' }
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement })
    await moto.ask('iam', 'PutUserPolicy', { ...named, PolicyName: 'one', PolicyDocument: policy })
    const key = await moto.ask('iam', 'CreateAccessKey', named)
    return { accessKeyId: elementOf(key, 'AccessKeyId'), secretAccessKey: elementOf(key, 'SecretAccessKey') }
  }
  await moto.trust(1000)
  const [writer, admin] = [await userWho('caudal', 's3:PutObject'), await userWho('admin', 's3:*')]
  await moto.trust(0)
  return { url: moto.url, admin, writer, stop: () => moto.stop() }
}

/** A bucket whose policy says who may write there. */
async function startVersityGateway(): Promise<Server> {
  const gateway = await VersityGateway.start()
  const { url, root: admin, user: writer } = gateway
  const allow = (client: AwsClient) => {
    const who = { Effect: 'Allow', Principal: { AWS: [writer.accessKeyId] } }
    const statement = { ...who, Action: ['s3:PutObject'], Resource: [`arn:aws:s3:::${bucket}/*`] }
    const body = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
    return client.fetch(`${url}/${bucket}?policy`, { method: 'PUT', body })
  }
  return { url, admin, writer, allow, stop: () => gateway.stop() }
}

describe.each(servers)('a view that is exported to S3, against $name', ({ absence, start }) => {
  let server: Server
  let product: Product
  let remove: () => Promise<void>
  let admin: AwsClient

  const asAdmin = (path: string, init?: RequestInit) => admin.fetch(`${server.url}/${bucket}${path}`, init)
  const object = async () => (await asAdmin(`/${encodeURIComponent('año 1')}/monthly.csv`)).text()
  const view = async () => (await product.json<{ views: ViewReport[] }>('/api/views')).views[0]
  const send = (mean: number) =>
    product.request('/ingest/readings', {
      method: 'POST',
      body: JSON.stringify({ date: '2024-03-01', place: 'lake', mean }),
      headers: { 'content-type': 'application/x-ndjson' },
    })

  beforeAll(async () => {
    if (absence) return
    server = await start()
    const { writer } = server
    admin = new AwsClient({ ...server.admin, service: 's3', region: 'eu-west-1', retries: 0 })
    const project = await temporaryProject(yaml(server.url, writer.accessKeyId))
    remove = project.remove
    await writeFile(join(project.folder, '.env'), `S3_SECRET=${writer.secretAccessKey}\n`)
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product?.stop()
    server?.stop()
    await remove?.()
  })

  it.skipIf(absence)('says why it is not there, and is there once that is mended', async () => {
    await send(16.5)
    const failing = await eventually(
      view,
      (report) => report?.state === 'fresh' && report.export_error !== undefined,
      patience,
    )
    expect(failing).toMatchObject({
      state: 'fresh',
      export_error: { message: expect.stringMatching(/NoSuchBucket/) },
    })
    const status = await product.json<{ problems: string[] }>('/api/status')
    expect(status.problems).toContainEqual(expect.stringContaining('View "monthly" is not exported: '))
    const body =
      '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>'
    expect((await asAdmin('', { method: 'PUT', body })).status).toBe(200)
    await server.allow?.(admin)
    const expected = 'place,month,warmest\r\nlake,3,16.5\r\n'
    expect(await eventually(object, (text) => text === expected, patience)).toBe(expected)
    const mended = await eventually(view, (report) => report?.export_error === undefined, patience)
    expect(mended?.export_error).toBeUndefined()
  })

  it.skipIf(absence)('is exchanged when its rows change', async () => {
    await send(18)
    const expected = 'place,month,warmest\r\nlake,3,18\r\n'
    expect(await eventually(object, (text) => text === expected, patience)).toBe(expected)
  })

  it.skipIf(absence)('is told when its keys may not write there any more', async () => {
    const project = join(product.folder, 'caudal.yaml')
    const text = yaml(server.url, server.writer.accessKeyId)
    await writeFile(project, text.replace(bucket, 'somebody-elses'))
    await send(19)
    const isElsewhere = (message = '') => message.includes('somebody-elses')
    const failing = await eventually(view, (report) => isElsewhere(report?.export_error?.message), patience)
    expect(failing?.export_error?.message).toMatch(/cannot store .* in bucket "somebody-elses": 40[34]: \w+/)
    await writeFile(project, text)
    const expected = 'place,month,warmest\r\nlake,3,19\r\n'
    expect(await eventually(object, (found) => found === expected, patience)).toBe(expected)
  })
})
