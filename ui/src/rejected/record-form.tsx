import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import type { RuleScore } from '../../../src/model/quality-report.ts'
import type { RejectedReport } from '../../../src/model/rejected-report.ts'
import type { Column } from '../../../src/model/schema.ts'
import { Kbd } from '../design/kbd.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { type Field, fieldsOf, isBlamed, maybeExpected, maybeObject, textOf, withValues } from './fields.ts'
import classes from './record-form.module.css'
import { refusalOf } from './refusal.ts'
import { texts } from './texts.ts'

interface RecordFormProps {
  readonly record: RejectedReport
  readonly expected: { readonly columns: readonly Column[]; readonly rules: readonly RuleScore[] }
  readonly mayEdit: boolean
  /** The text that it was given already. */
  readonly corrected: string | undefined
  readonly onCorrect: (text: string) => void
  readonly onUndo: () => void
  /** What else can be done, beside these. */
  readonly children: ReactNode
}

/** The original, and beside what was expected the fields to correct; what is no JSON is corrected as a text. */
export function RecordForm({ record, expected, mayEdit, corrected, onCorrect, onUndo, children }: RecordFormProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const original = record.text ?? ''
  const now = corrected ?? original
  const object = useMemo(() => maybeObject(now), [now])
  const [way, setWay] = useState<string>(object ? 'form' : 'json')
  const [json, setJson] = useState(() => (object ? JSON.stringify(object, null, 2) : now))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map())
  const fields = useMemo(() => {
    const all = object ? fieldsOf(object, expected.columns) : []
    // What is to be corrected comes first.
    return all.toSorted((a, b) => Number(isBlamed(b, record.reason)) - Number(isBlamed(a, record.reason)))
  }, [object, expected.columns, record.reason])
  const isForm = way === 'form' && object !== undefined
  const fromForm = () =>
    withValues(
      object!,
      fields.flatMap((field) => (typed[field.name] === undefined ? [] : [{ field, text: typed[field.name]! }])),
    )
  const isSound = isForm || maybeObject(json) !== undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = isForm ? fromForm() : maybeObject(json)!
    const isSame = JSON.stringify(next) === JSON.stringify(object)
    const found = refusalsIn(next, record, expected)
    setWrong(isSame && found.size === 0 ? new Map([['', t.unchanged]]) : found)
    if (isSame || found.size > 0) return
    onCorrect(JSON.stringify(next))
  }
  const change = (next: string) => {
    if (next === 'json' && object) setJson(JSON.stringify(fromForm(), null, 2))
    setWay(next)
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <h3>{t.original}</h3>
      <pre>{original}</pre>
      <div className={classes.bar}>
        <h3>{t.expected}</h3>
        {object && (
          <SegmentedControl
            aria-label={t.how}
            value={way}
            onChange={change}
            data={[
              { value: 'form', label: t.form },
              { value: 'json', label: t.json },
            ]}
          />
        )}
      </div>
      {isForm && !fields.some((field) => isBlamed(field, record.reason)) && (
        <p>{record.reason !== null && say(record.reason)}</p>
      )}
      {isForm ? (
        <div className={classes.fields}>
          <div className={classes.row} data-head>
            <span>{t.field}</span>
            <span>{t.rule}</span>
            <span>{t.got}</span>
            <span>{t.corrected}</span>
          </div>
          {fields.map((field) => (
            <div key={field.name} className={classes.row} data-blamed={isBlamed(field, record.reason) || undefined}>
              <b>{field.name}</b>
              <span className={classes.rule}>{ruleOf(field, record, expected, t, say)}</span>
              <code>{field.value === undefined ? t.missing : textOf(field.value)}</code>
              <TextInput
                aria-label={`${t.corrected}: ${field.name}`}
                classNames={{ input: classes.input ?? '' }}
                disabled={!mayEdit}
                value={typed[field.name] ?? textOf(field.value)}
                error={wrong.has(field.name) ? t.expecting(say(wrong.get(field.name)!)) : undefined}
                onChange={({ currentTarget: { value } }) => {
                  setTyped({ ...typed, [field.name]: value })
                  setWrong(new Map())
                }}
              />
            </div>
          ))}
        </div>
      ) : (
        <Textarea
          aria-label={t.newText}
          classNames={{ input: classes.input ?? '' }}
          autosize
          minRows={4}
          maxRows={20}
          disabled={!mayEdit}
          value={json}
          onChange={({ currentTarget: { value } }) => {
            setJson(value)
            setWrong(new Map())
          }}
          error={
            isSound
              ? [...wrong].filter(([name]) => name).map(([name, expects]) => `${name}: ${t.expecting(say(expects))}`)[0]
              : t.noObject
          }
        />
      )}
      {mayEdit && (
        <div className={classes.buttons}>
          {wrong.has('') && <p role="alert">{wrong.get('')}</p>}
          <Button type="submit" variant="light" disabled={!isSound} rightSection={<Kbd>{'Enter'}</Kbd>}>
            {t.correct}
          </Button>
          {corrected !== undefined && <Button onClick={onUndo}>{t.undo}</Button>}
          {children}
        </div>
      )}
    </form>
  )
}

/** By the names of the fields that cannot be accepted, what is expected of them. */
function refusalsIn(
  next: Readonly<Record<string, unknown>>,
  { reason }: RejectedReport,
  { columns, rules }: RecordFormProps['expected'],
): ReadonlyMap<string, string> {
  const found = fieldsOf(next, columns).flatMap((field) => {
    const refusal = refusalOf(field, field.value, { rules, reason })
    return refusal === undefined ? [] : [[field.name, refusal] as const]
  })
  return new Map(found)
}

/** By the rules of the dataset, else as the reason says it; what a function expects of the others is not known. */
function ruleOf(
  field: Field,
  { reason }: RejectedReport,
  { columns, rules }: RecordFormProps['expected'],
  t: typeof texts.en,
  say: (text: string) => string,
): string {
  const { name, type } = field
  const own = rules
    .filter(({ rule }) => rule === name || rule.startsWith(`${name} `))
    .map(({ expects }) => say(expects.replace(`${name} `, '')))
  if (own.length > 0) return own.join('; ')
  const told = maybeExpected(field, reason)
  if (told !== undefined) return say(told)
  if (type !== undefined) return t.kind(type)
  return columns.length > 0 && !isBlamed(field, reason) ? t.anything : '–'
}
