import type { Environment } from '../lib/environment.ts'
import { type Place, UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import type { YamlNode, YamlScalar } from '../lib/yaml-position.ts'

/** Takes a mistake, and the place of the value that cannot be known for it. */
export type TellUnresolved = (problem: UserError, value: Place) => void

/**
 * The tree with the values of `${NAME}` in place. They are put in after the YAML is read, so that no value can change the
 * structure; what is shown of a value is always what was written, never what came in.
 */
export function withVariables(node: YamlNode, environment: Environment, tell: TellUnresolved): YamlNode {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => withVariables(item, environment, tell)) }
  if (node.kind === 'map') {
    const entries = node.entries.map((entry) => ({ ...entry, node: withVariables(entry.node, environment, tell) }))
    return { ...node, entries }
  }
  if (typeof node.value !== 'string') return node
  const missing = environment.unresolved(node.written)
  for (const { index, name } of missing) tell(unresolved(node, index, name, environment), node.at)
  return { ...node, value: missing.length > 0 ? null : environment.expand(node.value) }
}

function unresolved(node: YamlScalar, index: number, name: string | undefined, environment: Environment): UserError {
  const at = node.placeOf(index)
  if (name === undefined) {
    const message = `cannot read "${node.written.slice(index)}": expecting \${NAME} of letters, digits and _`
    return new UserError('invalid', message, { at, hint: 'Write $${ where no variable is meant.' })
  }
  const meant = maybeMeant(name, environment.names)
  const hint = meant
    ? `Did you mean \${${meant}}?`
    : `Set ${name} in the environment, or write ${name}=… into .env beside the project file.`
  return new UserError('invalid', `cannot find variable "${name}": it is not in the environment and not in .env`, {
    at,
    hint,
  })
}
