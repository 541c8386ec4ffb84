/**
 * The names of the parameters (`$name`) of a statement, as far as they can be told without a parser: not in texts, quoted names and
 * comments. Whoever binds values leaves out those that do not occur.
 */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|\$([a-z_]\w*)/gi

export function parametersOf(sql: string): string[] {
  return [...new Set([...sql.matchAll(tokens)].flatMap(([, , name]) => name ?? []))]
}
