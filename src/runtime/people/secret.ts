/** Secrets that are shown once and stored as hashes: they are 32 random bytes, so nothing slower than SHA-256 is needed. */
import { createHash, randomBytes } from 'node:crypto'

export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
