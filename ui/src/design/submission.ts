import { type FormEvent, useState } from 'react'

/** What a form does when it is sent: once at a time; what went wrong is told until it is sent again, as it is or in words of its own. */
export function useSubmission<Problem = unknown>(
  act: () => Promise<unknown>,
  told: (error: unknown) => Problem = (error) => error as Problem,
) {
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
    } catch (error) {
      setProblem(told(error))
    } finally {
      setBusy(false)
    }
  }
  return { submit, problem, isBusy }
}
