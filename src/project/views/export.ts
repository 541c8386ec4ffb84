/** Where the rows of a view go after each change: a file beside the project, or an object in a bucket. */
import { extname } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import type { YamlNode } from '../../lib/yaml-position.ts'
import { inWords } from '../expectation.ts'
import type { ViewExport } from '../project.ts'
import { viewFormats } from './declaration.ts'

/** What is written under `export`. */
export interface WrittenExport {
  readonly to: string
  readonly region: string
  readonly server: string
  readonly access_key?: string
  readonly secret_key?: string
}

/** Throws a UserError without a place. */
export function exportOf(written: WrittenExport, node: YamlNode | undefined, owner: string): ViewExport {
  const { to, region, server, access_key, secret_key } = written
  const format = viewFormats.find((name) => extname(to) === `.${name}`)
  if (!format) {
    const endings = inWords(viewFormats.map((name) => `.${name}`))
    throw new UserError('invalid', `cannot export ${owner} to "${to}": expecting a file that ends in ${endings}`, {
      hint: 'Write it like to: public/monthly.csv.',
    })
  }
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/(.+)$/.exec(to) ?? []
  if (bucket === undefined || key === undefined) {
    if (!to.startsWith('s3://')) return { to, format }
    throw new UserError('invalid', `cannot export ${owner} to "${to}": expecting a bucket and a name`, {
      hint: 'Write it like to: s3://my-bucket/water/monthly.csv.',
    })
  }
  if (access_key === undefined || secret_key === undefined) {
    throw new UserError('invalid', `cannot export ${owner} to "${to}": it has no keys`, {
      hint: 'Write access_key and secret_key beside it, the secret as the name of a variable.',
    })
  }
  if (isOpen(node)) {
    throw new UserError('invalid', `cannot use secret_key of ${owner} as it is written: it is a secret`, {
      hint: 'Write the name of a variable in its place, and its value into .env beside the project file.',
    })
  }
  const at = server || `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return { to, format, object: { server: at, region, bucket, access_key, secret_key, key } }
}

/** A secret in the project file would be in its repository for ever. */
function isOpen(node: YamlNode | undefined): boolean {
  const secret = node?.kind === 'map' ? node.entries.find(({ key }) => key === 'secret_key')?.node : undefined
  return secret?.kind === 'scalar' && !/\$\{\w+\}/.test(secret.written)
}
