/** What a provider says of somebody, and what follows from it. Pure. */
import type { LoginRule } from '../../project/project.ts'

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/** Without what anybody can write into their profile: an address that the provider has not verified. */
export function verifiedOf({ email, ...others }: Claims): Claims {
  const isVerified = others.email_verified === true || others.email_verified === 'true'
  return typeof email === 'string' && isVerified ? { ...others, email: email.toLowerCase() } : others
}

/** The first rule that fits. */
export function maybeRule(claims: Claims, rules: readonly LoginRule[]): LoginRule | undefined {
  return rules.find(({ when = {} }) => Object.entries(when).every(([name, wanted]) => has(claims, name, wanted)))
}

export function maybeText(claims: Claims, name: string): string | undefined {
  const value = at(claims, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function has(claims: Claims, name: string, wanted: unknown): boolean {
  const value = at(claims, name)
  return Array.isArray(value) ? value.includes(wanted) : value === wanted
}

/** Names with dots are also addresses (`https://example.org/roles`): the whole name counts before its parts. */
function at(node: unknown, name: string): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined
  if (Object.hasOwn(node, name)) return (node as Record<string, unknown>)[name]
  const dot = name.indexOf('.')
  if (dot < 0 || !Object.hasOwn(node, name.slice(0, dot))) return undefined
  return at((node as Record<string, unknown>)[name.slice(0, dot)], name.slice(dot + 1))
}
