import { Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Variable } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { Moment } from '../answers.ts'
import { useVariableValues } from '../variable-values.ts'
import { FieldValuesForm } from './field-values-form.tsx'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'
import { StandardInput } from './standard-input.tsx'
import { ValuesPreview } from './values-preview.tsx'

/** Typing is not asking. */
const pause_ms = 400

interface VariableFormProps {
  readonly name: string
  readonly variable: Variable
  /** Those that stand before it. */
  readonly before: Readonly<Record<string, Variable>>
  readonly moment: Moment
  /** What is wrong with its name, or with one of its keys. */
  readonly said: (key: string) => string | undefined
  readonly onName: (name: string) => void
  readonly onChange: (variable: Variable) => void
}

/** A variable as a form, with the values that it has now. */
export function VariableForm({ name, variable, before, moment, said, onName, onChange }: VariableFormProps) {
  const t = useMessages(texts)
  const { type } = variable
  const set = (some: { readonly [Key in keyof Variable]?: Variable[Key] | undefined }) =>
    onChange(withoutNothing({ ...variable, ...some }))
  const [asked] = useDebouncedValue(variable, pause_ms)
  const { values, error, isBusy } = useVariableValues(name, asked, moment, undefined)
  const isChoice = type === 'query' || type === 'list'
  return (
    <>
      <div className={classes.row}>
        <TextInput
          label={t.label}
          placeholder={name}
          value={variable.title ?? ''}
          error={said('title')}
          onChange={({ currentTarget }) => set({ title: currentTarget.value || undefined })}
          data-autofocus
        />
        <TextInput
          label={t.name}
          description={t.nameHint(name)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          spellCheck={false}
          error={said('')}
          onChange={({ currentTarget }) => onName(currentTarget.value.trim())}
        />
      </div>
      <Select
        label={t.kind}
        data={(['query', 'list', 'text', 'interval'] as const).map((one) => ({ value: one, label: t[one] }))}
        value={type}
        onChange={(one) => one && onChange(shapedAs(one as Variable['type'], variable))}
        allowDeselect={false}
      />
      {type === 'query' && (
        <>
          <FieldValuesForm variable={variable} before={before} onChange={(sql) => set({ sql })} />
          <Textarea
            label={t.sql}
            description={t.sqlHint}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-2)' } }}
            value={variable.sql ?? ''}
            error={said('sql')}
            onChange={({ currentTarget }) => set({ sql: currentTarget.value || undefined })}
          />
        </>
      )}
      {(type === 'list' || type === 'interval') && (
        <TagsInput
          label={t.values}
          description={type === 'interval' ? t.intervalHint : t.valuesHint}
          value={(variable.values ?? []).map(String)}
          error={said('values')}
          onChange={(all) => set({ values: all.length === 0 ? undefined : asWritten(all, variable.values) })}
        />
      )}
      <StandardInput variable={variable} values={values} error={said('default')} onChange={set} />
      {isChoice && (
        <div className={classes.switches}>
          <Switch
            label={t.multi}
            checked={variable.multi ?? false}
            onChange={({ currentTarget: { checked } }) =>
              set({ multi: checked || undefined, default: shapedDefault(variable.default, checked) })
            }
          />
          <Switch
            label={t.all}
            checked={variable.all ?? false}
            onChange={({ currentTarget }) => set({ all: currentTarget.checked || undefined })}
          />
        </div>
      )}
      {type === 'query' && <ValuesPreview values={values} error={error} isBusy={isBusy} isAsked={Boolean(asked.sql)} />}
    </>
  )
}

/** Another kind keeps what it understands. */
function shapedAs(type: Variable['type'], { title, sql, values, default: given, multi, all }: Variable): Variable {
  const isChoice = type === 'query' || type === 'list'
  return withoutNothing({
    title,
    type,
    sql: type === 'query' ? sql : undefined,
    values: type === 'list' || type === 'interval' ? values : undefined,
    default: isChoice ? given : [given ?? []].flat()[0],
    multi: isChoice ? multi : undefined,
    all: isChoice ? all : undefined,
  })
}

function shapedDefault(given: Variable['default'], isMulti: boolean): Variable['default'] {
  if (given === undefined) return undefined
  return isMulti ? [given].flat() : [given].flat()[0]
}

/** What was a number stays one. */
function asWritten(values: readonly string[], before: Variable['values'] = []): NonNullable<Variable['values']> {
  return values.map((text) => before.find((one) => String(one) === text) ?? text)
}

function withoutNothing(variable: { readonly [Key in keyof Variable]: Variable[Key] | undefined }): Variable {
  return Object.fromEntries(Object.entries(variable).filter(([, value]) => value !== undefined)) as unknown as Variable
}
