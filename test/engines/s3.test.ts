import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ViewReport } from '../../src/model/view-report.ts'
import { Product, temporaryProject } from '../support/product.ts'
import { absence, elementOf, Moto } from './moto.ts'

if (absence && process.env.CI) throw new Error(absence)

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

async function eventually<T>(ask: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await ask()
    if (isRight(value) || tries > 600) return value
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe.skipIf(absence)(`a view that is exported to S3, against moto${absence ? `: ${absence}` : ''}`, () => {
  let moto: Moto
  let product: Product
  let remove: () => Promise<void>
  let admin: AwsClient

  /** A user who may only do this, and the keys of the user. */
  async function userWho(name: string, action: string): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const named = { Version: '2010-05-08', UserName: name }
    await moto.ask('iam', 'CreateUser', named)
    const statement = { Effect: 'Allow', Action: action, Resource: '*' }
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement })
    await moto.ask('iam', 'PutUserPolicy', { ...named, PolicyName: 'one', PolicyDocument: policy })
    const key = await moto.ask('iam', 'CreateAccessKey', named)
    return { accessKeyId: elementOf(key, 'AccessKeyId'), secretAccessKey: elementOf(key, 'SecretAccessKey') }
  }

  const asAdmin = (path: string, init?: RequestInit) => admin.fetch(`${moto.url}/caudal-weather${path}`, init)
  const object = async () => (await asAdmin(`/${encodeURIComponent('año 1')}/monthly.csv`)).text()
  const view = async () => (await product.json<{ views: ViewReport[] }>('/api/views')).views[0]
  const send = (mean: number) =>
    product.request('/ingest/readings', {
      method: 'POST',
      body: JSON.stringify({ date: '2024-03-01', place: 'lake', mean }),
      headers: { 'content-type': 'application/x-ndjson' },
    })

  beforeAll(async () => {
    moto = await Moto.start()
    await moto.trust(1000)
    const writer = await userWho('caudal', 's3:PutObject')
    admin = new AwsClient({ ...(await userWho('admin', 's3:*')), service: 's3', region: 'eu-west-1', retries: 0 })
    await moto.trust(0)
    const project = await temporaryProject(yaml(moto.url, writer.accessKeyId))
    remove = project.remove
    await writeFile(join(project.folder, '.env'), `S3_SECRET=${writer.secretAccessKey}\n`)
    product = new Product(project.folder)
    await product.start()
  }, 120_000)

  afterAll(async () => {
    await product?.stop()
    moto?.stop()
    await remove?.()
  })

  it('says why it is not there, and is there once that is mended', { timeout: 120_000 }, async () => {
    await send(16.5)
    const failing = await eventually(view, (report) => report?.export_error !== undefined)
    expect(failing).toMatchObject({
      state: 'fresh',
      export_error: { message: expect.stringContaining('NoSuchBucket') },
    })
    const status = await product.json<{ problems: string[] }>('/api/status')
    expect(status.problems).toContainEqual(expect.stringContaining('View "monthly" is not exported: '))
    await asAdmin('', {
      method: 'PUT',
      body: '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
    })
    await eventually(view, (report) => report?.export_error === undefined)
    expect(await object()).toBe('place,month,warmest\r\nlake,3,16.5\r\n')
  })

  it('is exchanged when its rows change', { timeout: 120_000 }, async () => {
    await send(18)
    const expected = 'place,month,warmest\r\nlake,3,18\r\n'
    expect(await eventually(object, (text) => text === expected)).toBe(expected)
  })
})
