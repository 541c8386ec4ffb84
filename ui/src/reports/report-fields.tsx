import { Autocomplete, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { tenantsQuery } from '../client/tenants.ts'
import { useMay } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { type ReportValues, type Span, spans } from './declaration.ts'
import classes from './report-fields.module.css'
import { type Rhythm, rhythms, type ScheduleChoice } from './schedule-choice.ts'
import { texts } from './texts.ts'

interface ReportFieldsProps {
  readonly values: ReportValues
  readonly channels: readonly string[]
  readonly dashboards: readonly { readonly name: string; readonly title: string }[]
  /** What is wrong with an option. */
  readonly problemOf: (option: string) => string | undefined
  readonly onChange: (change: Partial<ReportValues>) => void
}

const zones = Intl.supportedValuesOf('timeZone')

/** What a report says, field by field. */
export function ReportFields({ values, channels, dashboards, problemOf, onChange }: ReportFieldsProps) {
  const t = useMessages(texts)
  const { dashboard, channel, to, title, format, language, time } = values
  return (
    <>
      <NativeSelect
        size="xs"
        label={t.of}
        value={dashboard}
        error={problemOf('dashboard')}
        data={dashboards.map((one) => ({ value: one.name, label: one.title }))}
        onChange={({ currentTarget }) => onChange({ dashboard: currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t.title}
        description={t.titleHint}
        value={title}
        error={problemOf('title')}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <ScheduleFields values={values} problemOf={problemOf} onChange={onChange} />
      <NativeSelect
        size="xs"
        label={t.channel}
        value={channel}
        error={problemOf('channel')}
        data={[...channels]}
        onChange={({ currentTarget }) => onChange({ channel: currentTarget.value })}
      />
      <TextInput
        label={t.to}
        description={t.toHint}
        value={to}
        error={problemOf('to')}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
      />
      <div className={classes.row}>
        <NativeSelect
          size="xs"
          label={t.time}
          value={time}
          error={problemOf('time')}
          data={spansWith(time).map((span) => ({ value: span, label: spanText(span, t) }))}
          onChange={({ currentTarget }) => onChange({ time: currentTarget.value })}
        />
        <Company values={values} problem={problemOf('tenant')} onChange={onChange} />
      </div>
      <div className={classes.row}>
        <NativeSelect
          size="xs"
          label={t.format}
          value={format}
          data={(['pdf', 'png'] as const).map((value) => ({ value, label: t.formatOf(value) }))}
          onChange={({ currentTarget }) => onChange({ format: currentTarget.value === 'png' ? 'png' : 'pdf' })}
        />
        <NativeSelect
          size="xs"
          label={t.language}
          value={language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
          ]}
          onChange={({ currentTarget }) => onChange({ language: currentTarget.value === 'es' ? 'es' : 'en' })}
        />
      </div>
    </>
  )
}

function ScheduleFields({ values, problemOf, onChange }: Pick<ReportFieldsProps, 'values' | 'problemOf' | 'onChange'>) {
  const t = useMessages(texts)
  const { schedule, timezone } = values
  const { rhythm, clock, weekday, written } = schedule
  const say = (change: Partial<ScheduleChoice>) => onChange({ schedule: { ...schedule, ...change } })
  const days = [1, 2, 3, 4, 5, 6, 0]
  return (
    <div className={classes.row}>
      <NativeSelect
        size="xs"
        label={t.rhythm}
        value={rhythm}
        data={rhythms.map((value) => ({ value, label: t.rhythms(value) }))}
        onChange={({ currentTarget }) => say({ rhythm: currentTarget.value as Rhythm })}
      />
      {rhythm === 'weekly' && (
        <NativeSelect
          size="xs"
          label={t.weekday}
          value={String(weekday)}
          data={days.map((day) => ({ value: String(day), label: t.day(day) }))}
          onChange={({ currentTarget }) => say({ weekday: Number(currentTarget.value) })}
        />
      )}
      {rhythm === 'own' ? (
        <TextInput
          label={t.expression}
          description={t.expressionHint}
          value={written}
          error={problemOf('schedule')}
          spellCheck={false}
          onChange={({ currentTarget }) => say({ written: currentTarget.value })}
        />
      ) : (
        <TextInput
          type="time"
          label={t.clock}
          value={clock}
          error={problemOf('schedule')}
          required
          withAsterisk={false}
          onChange={({ currentTarget }) => say({ clock: currentTarget.value })}
        />
      )}
      <Autocomplete
        size="xs"
        label={t.timezone}
        value={timezone}
        error={problemOf('timezone')}
        data={zones}
        limit={20}
        spellCheck={false}
        comboboxProps={{ withinPortal: true }}
        onChange={(value) => onChange({ timezone: value })}
      />
    </div>
  )
}

interface CompanyProps extends Pick<ReportFieldsProps, 'values' | 'onChange'> {
  readonly problem: string | undefined
}

/** Whose rows it shows; only administrators are told which companies there are. */
function Company({ values: { tenant }, problem, onChange }: CompanyProps) {
  const t = useMessages(texts)
  const { data } = useQuery({
    ...tenantsQuery,
    enabled: useMay('administer'),
  })
  const known = data?.tenants ?? (tenant === '' ? [] : [{ name: tenant }])
  if (known.length === 0) return null
  return (
    <NativeSelect
      size="xs"
      label={t.tenant}
      value={tenant}
      error={problem}
      data={[
        { value: '', label: t.allRows },
        ...known.map(({ name, title = name }: { name: string; title?: string }) => ({ value: name, label: title })),
      ]}
      onChange={({ currentTarget }) => onChange({ tenant: currentTarget.value })}
    />
  )
}

/** One that was written by hand stays among them. */
function spansWith(time: string): string[] {
  const all = ['', ...spans]
  return all.includes(time) ? all : [...all, time]
}

function spanText(span: string, t: ReturnType<typeof useMessages<(typeof texts)['en']>>): string {
  if (span === '') return t.asDashboard
  return (spans as readonly string[]).includes(span) ? t.span(span as Span) : span.replace(' ', ' – ')
}
