/** What the API tells of an access token; never the token. */
export interface TokenInfo {
  readonly name: string
  readonly role: string
  readonly only?: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
  readonly tenant?: string
  /** Whose rows it sees, where this is a question. */
  readonly rows?: 'all' | 'own' | 'none'
  /** How much it may ask each endpoint, in place of what the endpoint says. */
  readonly rate?: readonly string[]
  /** ISO 8601. */
  readonly created: string
  readonly expires?: string
  readonly last_used?: string
}
