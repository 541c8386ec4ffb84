import { TriangleAlert } from 'lucide-react'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './problem-list.module.css'

/** What stands in the way, in words. */
export function ProblemList({ problems }: { problems: readonly string[] }) {
  const say = useServerSentence()
  if (problems.length === 0) return null
  return (
    <ul className={classes.problems}>
      {problems.map((problem) => (
        <li key={problem}>
          <TriangleAlert size={14} aria-hidden="true" />
          <span>{say(problem)}</span>
        </li>
      ))}
    </ul>
  )
}
