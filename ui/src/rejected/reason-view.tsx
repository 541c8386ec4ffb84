import { Button, Loader } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Replayed } from '../../../src/model/rejected-report.ts'
import { useKeys } from '../app/keys.ts'
import { ask } from '../client/api.ts'
import { useMe } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { DiscardModal } from './discard-modal.tsx'
import { FieldModal } from './field-modal.tsx'
import { fieldsOf, maybeObject } from './fields.ts'
import { FunctionModal } from './function-modal.tsx'
import classes from './reason-view.module.css'
import { RecordForm } from './record-form.tsx'
import { RecordHead } from './record-head.tsx'
import { type Reason, useExpected, useRecords } from './records.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

/** In the stream is not in the dataset: a correction may be wrong, too. */
function tellOutcome({ replayed, outcome }: Replayed, t: typeof texts.en): void {
  const { accepted = 0, rejected = 0, again = [] } = outcome ?? {}
  const fine = replayed - rejected
  const became = accepted === fine ? t.accepted : t.onTheWay
  if (fine > 0) toast({ kind: 'done', message: `${t.replayed(fine, formatNumber(fine))}${became}` })
  const reason = again[0]?.reason
  const hint = reason ? { hint: reason } : {}
  if (rejected > 0) toast({ kind: 'problem', message: t.again(rejected, formatNumber(rejected)), ...hint })
}

/** The records of one reason, one after the other. Corrections are gathered, then replayed together. */
export function ReasonView({ reason, of }: { reason: Reason; of: string | undefined }) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const { title: name } = useMessages(title)
  const { data, error } = useRecords(reason)
  const expected = useExpected(of)
  const [at, setAt] = useState(0)
  const [corrected, setCorrected] = useState<Readonly<Record<string, string>>>({})
  const [open, setOpen] = useState<'discard' | 'function' | 'field'>()
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const mayEdit = useMe()?.may.includes('edit') ?? false

  const records = data?.records ?? []
  const index = Math.min(at, records.length - 1)
  const step = (by: number) => setAt(Math.max(0, Math.min(records.length - 1, index + by)))
  useKeys(name, [
    { key: 'j', does: t.next, act: () => step(1) },
    { key: 'k', does: t.previous, act: () => step(-1) },
  ])
  if (error) return <Problem error={error} />
  const record = records[index]
  if (!record) return <Loader size="sm" />

  const { dataset } = reason
  const settle = () => {
    setOpen(undefined)
    return queries.invalidateQueries({ queryKey: ['rejected'] })
  }
  const replay = async (choice: { texts?: Record<string, string>; offsets?: number[]; reason?: string }) => {
    setBusy(true)
    try {
      const done = await ask('POST /api/rejected/{dataset}/replay', { path: { dataset }, body: choice })
      tellOutcome(done, t)
      const [problem] = done.problems
      if (problem) {
        toast({ kind: 'problem', message: t.skipped(done.skipped, formatNumber(done.skipped)), hint: problem.message })
      }
      setCorrected({})
      await settle()
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }
  const count = Object.keys(corrected).length
  const ofReason = reason.reason === null ? {} : { reason: reason.reason }
  return (
    <Card className={classes.view} aria-label={reason.reason === null ? t.noReason : say(reason.reason)}>
      <RecordHead record={record} at={index + 1} count={reason.count} onStep={step} />
      <RecordForm
        key={record.id}
        record={record}
        expected={expected}
        mayEdit={mayEdit}
        corrected={corrected[record.offset]}
        onCorrect={(text) => {
          setCorrected({ ...corrected, [record.offset]: text })
          step(1)
        }}
        onUndo={() => {
          const { [record.offset]: _, ...others } = corrected
          setCorrected(others)
        }}
      >
        <Button
          variant="filled"
          disabled={count === 0}
          loading={isBusy}
          onClick={() => replay({ texts: { ...corrected }, offsets: Object.keys(corrected).map(Number) })}
        >
          {t.replayCorrected(count, formatNumber(count))}
        </Button>
        <Button disabled={isBusy} onClick={() => replay(ofReason)}>
          {t.replayAll(reason.count, formatNumber(reason.count))}
        </Button>
        <Button onClick={() => setOpen('field')}>{t.setAll(formatNumber(reason.count))}</Button>
        <Button onClick={() => setOpen('function')}>{t.editAll(formatNumber(reason.count))}</Button>
        <Button onClick={() => setOpen('discard')}>{t.discard}</Button>
      </RecordForm>
      {open === 'discard' && (
        <DiscardModal reason={reason} offset={record.offset} onClose={() => setOpen(undefined)} onDone={settle} />
      )}
      {open === 'field' && (
        <FieldModal
          reason={reason}
          fields={fieldsOf(maybeObject(record.text) ?? {}, expected.columns)}
          onClose={() => setOpen(undefined)}
          onDone={settle}
        />
      )}
      {open === 'function' && <FunctionModal reason={reason} onClose={() => setOpen(undefined)} onDone={settle} />}
    </Card>
  )
}
