import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import type { Panel, Threshold } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { panels } from '../panels/index.ts'
import { texts } from '../texts.ts'
import classes from './panel-editor.module.css'

interface LookFormProps {
  readonly panel: Panel
  readonly onChange: (some: Partial<Panel>) => void
}

/** How its numbers are written and what they mean. */
export function LookForm({ panel, onChange }: LookFormProps) {
  const t = useMessages(texts)
  const { asks } = panels[panel.type]
  const set = (key: keyof Panel, value: unknown) =>
    onChange({ [key]: value === '' ? undefined : value } as Partial<Panel>)
  const number = (value: number | string) => (typeof value === 'number' ? value : undefined)
  return (
    <>
      <div className={classes.row}>
        <TextInput
          label={t.unit}
          placeholder={t.unitHint}
          value={panel.unit ?? ''}
          onChange={({ currentTarget }) => set('unit', currentTarget.value)}
        />
        <NumberInput
          label={t.decimals}
          min={0}
          max={10}
          value={panel.decimals ?? ''}
          onChange={(value) => set('decimals', number(value))}
        />
      </div>
      {asks !== 'records' && (
        <div className={classes.row}>
          <NumberInput label={t.least} value={panel.min ?? ''} onChange={(value) => set('min', number(value))} />
          <NumberInput label={t.most} value={panel.max ?? ''} onChange={(value) => set('max', number(value))} />
        </div>
      )}
      {asks === 'number' && (
        <Select
          label={t.value}
          value={panel.value ?? 'last'}
          data={(['last', 'sum', 'mean', 'min', 'max'] as const).map((way) => ({ value: way, label: t[way] }))}
          onChange={(way) => set('value', way === 'last' ? undefined : way)}
          allowDeselect={false}
        />
      )}
      {(asks === 'series' || asks === 'groups') && (
        <Select
          label={t.legend}
          value={panel.legend ?? ''}
          data={[
            { value: 'bottom', label: t.legendBottom },
            { value: 'right', label: t.legendRight },
            { value: 'none', label: t.legendNone },
          ]}
          onChange={(place) => set('legend', place ?? undefined)}
          clearable
        />
      )}
      <Thresholds
        thresholds={panel.thresholds ?? []}
        onChange={(all) => set('thresholds', all.length > 0 ? all : undefined)}
      />
    </>
  )
}

interface ThresholdsProps {
  readonly thresholds: readonly Threshold[]
  readonly onChange: (thresholds: readonly Threshold[]) => void
}

function Thresholds({ thresholds, onChange }: ThresholdsProps) {
  const t = useMessages(texts)
  const put = (at: number, some: Partial<Threshold>) =>
    onChange(thresholds.map((one, i) => (i === at ? { ...one, ...some } : one)))
  return (
    <div>
      <div className={classes.label}>{t.thresholds}</div>
      {thresholds.map(({ from, tone }, i) => (
        <div key={`${i} ${thresholds.length}`} className={classes.threshold}>
          <NumberInput
            aria-label={t.from}
            value={from}
            onChange={(value) => typeof value === 'number' && put(i, { from: value })}
          />
          <Select
            aria-label={t.tone}
            value={tone}
            data={(['ok', 'warn', 'bad', 'plain'] as const).map((one) => ({ value: one, label: t[one] }))}
            onChange={(one) => put(i, { tone: one as Threshold['tone'] })}
            allowDeselect={false}
          />
          <ActionIcon
            aria-label={t.removeThreshold(String(from))}
            onClick={() => onChange(thresholds.filter((_, k) => k !== i))}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        leftSection={<Plus size={14} />}
        onClick={() => onChange([...thresholds, { from: (thresholds.at(-1)?.from ?? 0) + 1, tone: 'warn' }])}
      >
        {t.addThreshold}
      </Button>
    </div>
  )
}
