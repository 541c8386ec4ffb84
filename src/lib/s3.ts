/** Puts files into buckets of S3 and of whatever else speaks its protocol. */
import { openAsBlob } from 'node:fs'
import { AwsClient } from 'aws4fetch'
import { messageOf, UserError } from './errors.ts'

export interface Bucket {
  /** `https://s3.eu-west-1.amazonaws.com`: buckets are the first part of the path. */
  readonly server: string
  readonly region: string
  readonly bucket: string
  readonly access_key: string
  readonly secret_key: string
}

/** Of the answer so much is told: the reason is in its code and message. */
const reason = /<Code>([^<]*)<\/Code>(?:\s*<Message>([^<]*)<\/Message>)?/

/**
 * Stores a file under a key, in one step: whoever reads the object sees the old one or the new one. `sha256` is that of its bytes in
 * hexadecimal digits, which is signed, so that the server refuses what was changed on its way. At most 5 GB.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export async function putFile(
  { server, region, bucket, access_key, secret_key }: Bucket,
  key: string,
  file: { readonly path: string; readonly sha256: string; readonly type: string },
  signal: AbortSignal,
): Promise<void> {
  const url = `${server}/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`
  const client = new AwsClient({ accessKeyId: access_key, secretAccessKey: secret_key, service: 's3', region })
  const headers = { 'content-type': file.type, 'x-amz-content-sha256': file.sha256 }
  const signed = await client.sign(url, { method: 'PUT', headers })
  let answer: Response
  let text: string
  try {
    const body = await openAsBlob(file.path)
    answer = await fetch(url, { method: 'PUT', headers: signed.headers, body, signal, redirect: 'manual' })
    text = await answer.text()
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new UserError('unavailable', `cannot reach ${server}: ${messageOf(cause)}`, {
      hint: 'See that it runs and can be reached from here; it is tried again.',
      cause: error,
    })
  }
  if (answer.ok) return
  const [, code, message] = reason.exec(text) ?? []
  const why = code === undefined ? '' : `: ${[code, message].filter(Boolean).join(', ')}`
  const isPassing = answer.status >= 500 || answer.status === 429 || code === 'SlowDown' || code === 'RequestTimeout'
  throw new UserError(
    isPassing ? 'unavailable' : 'invalid',
    `cannot store "${key}" in bucket "${bucket}": ${answer.status}${why}`,
    {
      hint: isPassing
        ? 'It is tried again.'
        : 'Correct the bucket, its region or the keys, and see that they may write there (s3:PutObject).',
    },
  )
}
