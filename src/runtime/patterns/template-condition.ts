/** What a template says, as a condition in KQL: its words between the places where messages differ. */
import { wildcard } from '../../detectors/template-miner.ts'

const partAtBeginning = /^[\p{L}\p{M}\p{N}_]+/u
const partAtEnd = /[\p{L}\p{M}\p{N}_]+$/u
const someWord = /[\p{L}\p{N}]/u

/** It finds all messages of the template, and others with the same words. */
export function templateCondition(field: string, template: string): string {
  const name = field.replace(/[\\():<>"*{}\s]/g, '\\$&')
  const pieces = template.split(wildcard)
  const phrases = pieces
    // A word that goes on in what differs is another one each time.
    .map((piece, i) => (i === 0 ? piece : piece.replace(partAtBeginning, '')))
    .map((piece, i) => (i === pieces.length - 1 ? piece : piece.replace(partAtEnd, '')))
    .map((piece) => piece.trim())
    .filter((piece) => someWord.test(piece))
    .map((piece) => `${name}:"${piece.replace(/[\\"]/g, '\\$&')}"`)
  return phrases.length > 0 ? [...new Set(phrases)].join(' and ') : `${name}:*`
}
