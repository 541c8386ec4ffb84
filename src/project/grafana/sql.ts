/** SQL of Grafana's data sources for databases, its macros as what we have: grafana.com/docs, "Macros". */
const column = '([^(),]+?)'
const replacements: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\$__timeFilter\\(\\s*${column}\\s*\\)`, 'g'), '$1 >= $from and $1 < $until'],
  [
    new RegExp(`\\$__timeGroupAlias\\(\\s*${column}\\s*,[^()]*\\)`, 'g'),
    "time_bucket($interval_ms * interval '1 millisecond', $1) as time",
  ],
  [
    new RegExp(`\\$__timeGroup\\(\\s*${column}\\s*,[^()]*\\)`, 'g'),
    "time_bucket($interval_ms * interval '1 millisecond', $1)",
  ],
  [new RegExp(`\\$__time\\(\\s*${column}\\s*\\)`, 'g'), '$1 as time'],
  [/\$__timeFrom\(\)|\$\{?__from(?::[^}]*)?\}?/g, '$from'],
  [/\$__timeTo\(\)|\$\{?__to(?::[^}]*)?\}?/g, '$until'],
  [/\$\{?__interval_ms\}?/g, '$interval_ms'],
]

/** Variables become parameters, which are bound and never spliced; a list of values is one, too. */
export function sqlOf(text: string): string {
  // In a replacement `$f` is text, but `$$` would be one sign; `$1` is the column.
  const own = replacements.reduce((sql, [form, put]) => sql.replace(form, put), text)
  return own
    .replace(
      /'?\$\{(\w+)(?::[^}]*)?\}'?|'?\[\[(\w+)\]\]'?/g,
      (_, name: string, old: string) => `$${(name ?? old).toLowerCase()}`,
    )
    .replace(/'\$([a-z_]\w*)'/gi, (_, name: string) => `$${name.toLowerCase()}`)
    .replace(/\bnot\s+in\s*\(\s*(\$[a-z_]\w*)\s*\)/gi, (_, name: string) => `<> all(${name})`)
    .replace(/\bin\s*\(\s*(\$[a-z_]\w*)\s*\)/gi, (_, name: string) => `= any(${name})`)
    .trim()
    .replace(/;$/, '')
}
