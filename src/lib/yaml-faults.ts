import { type Document, type LineCounter, parseDocument, type YAMLError } from 'yaml'
import type { Place, UserError } from './errors.ts'
import { maybeVariable, yamlMistake } from './yaml-mistake.ts'

/** So many variables without their quotes are passed over, each by reading the text once more. */
const maxPassed = 50

/**
 * The mistakes of a text that is no YAML. A parser that lost its way out of the document accuses every word behind: of these, none
 * is told beside the mistake that it comes from. A variable without its quotes is passed over, to find what is wrong behind it.
 */
export function yamlFaults(document: Document, text: string, placeAt: (index: number) => Place): UserError[] {
  let faults = inOrder(document)
  const told: UserError[] = []
  let passable = text
  for (let passed = 0; passed < maxPassed; passed++) {
    const fault = faults[0]
    const variable = fault && maybeVariable(passable, fault.pos[0])
    if (!variable) break
    told.push(yamlMistake(fault, passable, placeAt))
    const { start, end } = variable
    // As long as before: the places behind it stay.
    passable = `${passable.slice(0, start)}${'_'.repeat(end - start)}${passable.slice(end)}`
    faults = inOrder(parseYamlText(passable))
  }
  const own = faults.filter(({ message }, index) => index === 0 || !isLost(message))
  return firstOfEachLine([...told, ...own.map((fault) => yamlMistake(fault, passable, placeAt))])
}

export function parseYamlText(text: string, lineCounter?: LineCounter): Document {
  return parseDocument(text, {
    ...(lineCounter ? { lineCounter } : {}),
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  })
}

function inOrder({ errors, warnings }: Document): YAMLError[] {
  return [...errors, ...warnings].toSorted((a, b) => a.pos[0] - b.pos[0])
}

/** A word outside of any document: the parser has left the one that there is. */
function isLost(message: string): boolean {
  return / token in YAML stream\b/.test(message)
}

/** One slip makes the rest of its line unreadable too; the first word on it is the useful one. */
function firstOfEachLine(problems: readonly UserError[]): UserError[] {
  const lines = new Map<number, UserError>()
  for (const problem of problems) {
    const line = problem.at?.line ?? 0
    if (!lines.has(line)) lines.set(line, problem)
  }
  return [...lines.values()]
}
