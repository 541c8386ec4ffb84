import { NumberInput, Select, TextInput } from '@mantine/core'
import { useMessages } from '../i18n/messages.ts'
import { conditionOf, operators } from './declaration.ts'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'
import type { FieldsProps } from './monitor-fields.tsx'

/** Not a comparison. */
const own = 'own'

/** When it fires, how often it looks, and for how long that has to hold. */
export function ConditionFields({ values, problemOf, onChange }: FieldsProps) {
  const t = useMessages(texts)
  const { way, operator, threshold, when } = values
  const compare = (next: string | null) =>
    onChange(next === own ? { operator: '', when: conditionOf(values) } : { operator: next ?? '>' })
  return (
    <>
      {way !== 'on' && (
        <div className={classes.row}>
          <Select
            label={t.fires}
            data={[
              ...operators.map((value) => ({ value, label: t.operators(value) })),
              { value: own, label: t.ownCondition },
            ]}
            value={operator || own}
            allowDeselect={false}
            onChange={compare}
          />
          {operator !== '' && (
            <NumberInput
              label={t.threshold}
              error={problemOf('when')}
              value={threshold}
              onChange={(value) => onChange({ threshold: String(value) })}
            />
          )}
        </div>
      )}
      {(way === 'on' || operator === '') && (
        <TextInput
          label={t.when}
          description={way === 'on' ? t.whenRecordHint : t.whenValueHint}
          error={problemOf('when')}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          value={when}
          onChange={({ currentTarget }) => onChange({ when: currentTarget.value })}
        />
      )}
      {way !== 'on' && (
        <div className={classes.row}>
          <TextInput
            label={t.over}
            error={problemOf('over')}
            placeholder="5m"
            value={values.over}
            onChange={({ currentTarget }) => onChange({ over: currentTarget.value })}
          />
          <TextInput
            label={t.every}
            error={problemOf('every')}
            placeholder="1m"
            value={values.every}
            onChange={({ currentTarget }) => onChange({ every: currentTarget.value })}
          />
          <TextInput
            label={t.held}
            error={problemOf('for')}
            placeholder={t.heldHint}
            value={values.held}
            onChange={({ currentTarget }) => onChange({ held: currentTarget.value })}
          />
        </div>
      )}
    </>
  )
}
