import type { ProjectFunction } from '../project.ts'

/** What starts a function, in words, where it is not the records of a stream: `POST /orders`. */
export function triggerText({ on, trigger }: Pick<ProjectFunction, 'on' | 'trigger'>): string | undefined {
  switch (trigger.kind) {
    case 'stream':
      return undefined
    case 'file':
      return trigger.patterns.join(', ')
    case 'http':
      return `${trigger.methods.join(', ')} ${on}`
    case 'schedule':
      return trigger.timezone === 'UTC' ? trigger.expression : `${trigger.expression} ${trigger.timezone}`
  }
}
