import type { YamlNode, YamlScalar } from '../../lib/yaml-position.ts'

/** What stands below a node, key by key. */
export function childOf(node: YamlNode, ...path: readonly string[]): YamlNode | undefined {
  let found: YamlNode | undefined = node
  for (const key of path) {
    found = found?.kind === 'map' ? found.entries.find((entry) => entry.key === key)?.node : undefined
  }
  return found
}

export function scalarIn(node: YamlNode, key: string): YamlScalar | undefined {
  const child = childOf(node, key)
  return child?.kind === 'scalar' && typeof child.value === 'string' ? child : undefined
}
