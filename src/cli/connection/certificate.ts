import { readFile, writeFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { systemCode } from '../../lib/errors.ts'
import { unreadable } from '../terminal/file-error.ts'

/** PEM texts. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** Beside the data: what commands of this machine trust, and the key of a certificate that was made here. */
const certFile = 'certificate.pem'
const keyFile = 'certificate-key.pem'

const validity_ms = 825 * 86_400_000

/** The certificate and key that the user gives. */
export async function readCertificate(certPath: string, keyPath: string, folder: string): Promise<Certificate> {
  const [cert, key] = await Promise.all([certPath, keyPath].map((path) => readPem(path, folder)))
  return { cert: cert!, key: key! }
}

async function readPem(path: string, folder: string): Promise<string> {
  try {
    return await readFile(resolve(folder, path), 'utf8')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/** A certificate for the names of this machine, made once and kept with the data. */
export async function selfSigned(data: string): Promise<Certificate> {
  const paths = [join(data, certFile), join(data, keyFile)]
  try {
    const [cert, key] = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    return { cert: cert!, key: key! }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  const { generate } = await import('selfsigned')
  const names = ['localhost', hostname()].map((value) => ({ type: 2 as const, value }))
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .map(({ address }) => ({ type: 7 as const, ip: address }))
  const made = await generate([{ name: 'commonName', value: hostname() }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + validity_ms),
    extensions: [{ name: 'subjectAltName', altNames: [...names, ...addresses] }],
  })
  await writeFile(paths[1]!, made.private, { mode: 0o600 })
  await keepTrusted(data, made.cert)
  return { cert: made.cert, key: made.private }
}

/** Notes which certificate is in use, so that commands of this machine need no trust store. */
export async function keepTrusted(data: string, cert: string): Promise<void> {
  await writeFile(join(data, certFile), cert, { mode: 0o600 })
}

/** The certificate that a project on this machine uses. */
export async function maybeTrusted(data: string): Promise<string | undefined> {
  return readFile(join(data, certFile), 'utf8').catch(() => undefined)
}
