import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { EditModal } from './edit-modal.tsx'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

interface FunctionModalProps {
  readonly reason: Reason
  readonly onClose: () => void
  readonly onDone: () => void
}

const functionsKey = ['edit-functions'] as const

/** Edits all with a reason by a function of the project; where there is none, one is written to begin with. */
export function FunctionModal(props: FunctionModalProps) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string>()
  const { data, error } = useQuery({ queryKey: functionsKey, queryFn: () => ask('GET /api/edit-functions') })
  const functions = data?.functions ?? []
  const file = chosen ?? functions.find((each) => each.endsWith('/mend.ts')) ?? functions[0]
  const begin = async () => {
    try {
      const made = await ask('POST /api/edit-functions')
      toast({ kind: 'done', message: t.written(made.function) })
      await queries.invalidateQueries({ queryKey: functionsKey })
      setChosen(made.function)
    } catch (problem) {
      toastError(problem)
    }
  }
  return (
    <EditModal {...props} title={t.editTitle} way={file === undefined ? undefined : { function: file }}>
      {error && <Problem error={error} />}
      {functions.length > 0 && (
        <Select
          label={t.file}
          description={t.fileHint}
          data={functions}
          value={file ?? null}
          allowDeselect={false}
          searchable
          onChange={(value) => setChosen(value ?? undefined)}
        />
      )}
      {data && !functions.some((each) => each.endsWith('/mend.ts')) && (
        <div>
          {functions.length === 0 && <p>{t.noFunction}</p>}
          <Button onClick={() => void begin()}>{t.writeFunction}</Button>
        </div>
      )}
    </EditModal>
  )
}
