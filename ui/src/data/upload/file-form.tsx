import { Autocomplete, Button, Loader, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DatasetDetail } from '../../../../src/model/dataset-detail.ts'
import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { useMay } from '../../client/who.ts'
import { Problem } from '../../design/problem.tsx'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import { useDatasets, useViews } from '../datasets.ts'
import classes from './file-form.module.css'
import {
  type Choice,
  type DateChoices,
  type DateFields,
  dateChoiceOf,
  dateFieldsOf,
  nameOf,
  type Plan,
  type ReadAs,
} from './plan.ts'
import { previewOf } from './preview.ts'
import { PreviewTable } from './preview-table.tsx'
import { ReadAsForm } from './read-as-form.tsx'
import { texts } from './texts.ts'
import type { Order } from './use-sending.ts'

interface FileFormProps {
  readonly file: File
  readonly into: string | undefined
  readonly onSend: (order: Order) => void
  readonly onOther: () => void
}

/** How the file is understood, what its fields are taken for, and where it goes. */
export function FileForm({ file, into, onSend, onOther }: FileFormProps) {
  const t = useMessages(texts)
  const [readAs, setReadAs] = useState<ReadAs>({})
  const [chosenDates, setChosenDates] = useState<DateChoices>({})
  const first = usePreview(file, readAs, noDates, true)
  const dates = dateFieldsOf(first.data?.fields ?? [], chosenDates)
  const hasDates = dates.day_first.length + dates.month_first.length > 0
  const withDates = usePreview(file, readAs, dates, hasDates)
  const { data: preview, error } = hasDates ? withDates : first
  return (
    <div className={classes.form}>
      {error && <Problem error={error} />}
      {!preview && !error && <Loader size="sm" />}
      {preview && (
        <>
          <p className={classes.found}>
            <b>{t.found(preview.format, preview.encoding, preview.compression)}</b>{' '}
            {preview.dialect && t.dialect(preview.dialect.delimiter, preview.dialect.decimal, preview.dialect.header)}{' '}
            <span>
              {formatBytes(file.size)} ·{' '}
              {preview.rows === undefined
                ? t.looked(preview.read, formatNumber(preview.read))
                : t.holds(preview.rows, formatNumber(preview.rows))}
            </span>
          </p>
          {preview.encoding !== undefined && (
            <ReadAsForm preview={preview} encoding={preview.encoding} readAs={readAs} onChange={setReadAs} />
          )}
        </>
      )}
      {preview && !error && (
        <Target
          key={preview.format}
          file={file}
          preview={preview}
          into={into}
          readAs={readAs}
          dates={dates}
          chosenDates={chosenDates}
          onDates={setChosenDates}
          onSend={onSend}
        />
      )}
      {(error || (preview && isEmpty(preview))) && (
        <div className={classes.buttons}>
          <Button onClick={onOther}>{t.otherFile}</Button>
        </div>
      )}
    </div>
  )
}

const noDates: DateFields = { day_first: [], month_first: [] }

function usePreview(file: File, readAs: ReadAs, dates: DateFields, enabled: boolean) {
  return useQuery({
    queryKey: ['preview', file.name, file.size, file.lastModified, readAs, dates],
    queryFn: ({ signal }) => previewOf(file, readAs, dates, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
}

interface TargetProps extends Pick<FileFormProps, 'file' | 'into' | 'onSend'> {
  readonly preview: FilePreview
  readonly readAs: ReadAs
  readonly dates: DateFields
  readonly chosenDates: DateChoices
  readonly onDates: (chosen: DateChoices) => void
}

function Target({ file, preview, into, readAs, dates, chosenDates, onDates, onSend }: TargetProps) {
  const t = useMessages(texts)
  const mayEdit = useMay('edit')
  const { data: datasets = [] } = useDatasets()
  const { data: views = [] } = useViews()
  const open = datasets.filter(({ stream, name }) => stream !== undefined && !name.startsWith('_'))
  const [dataset, setDataset] = useState(into ?? (mayEdit ? nameOf(file.name) : (open[0]?.name ?? '')))
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const times = preview.fields.filter(({ name, type }) => type === 'time' || name === preview.time)
  const [chosenTime, setTime] = useState<string>()
  // Other dates may be known by now.
  const isThere = chosenTime === '' || times.some(({ name }) => name === chosenTime)
  const time = (isThere ? chosenTime : undefined) ?? preview.time ?? times[0]?.name ?? ''
  const known = open.find(({ name }) => name === dataset)
  const mistake = mistakeOf(dataset, known, mayEdit, [...datasets, ...views], t)
  const plan: Plan = { dataset, choices: known ? onlyIgnored(choices) : choices, dates, time: known ? '' : time }
  const isAsked = preview.fields.some(
    (field) => field.dates && choices[field.name] !== 'ignore' && !dateChoiceOf(field, chosenDates),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend({ file, preview, plan, readAs, isNew: !known, stream: known?.stream ?? dataset })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <PreviewTable
        preview={preview}
        choices={choices}
        known={known}
        chosenDates={chosenDates}
        onChoose={(field, choice) => setChoices({ ...choices, [field]: choice })}
        onDate={(field, choice) => {
          setChoices({ ...choices, [field]: 'found' })
          onDates({ ...chosenDates, [field]: choice })
        }}
      />
      {isAsked && (
        <p className={classes.ask} role="status">
          {t.dateAsk}
        </p>
      )}
      <div className={classes.target}>
        <Autocomplete
          label={t.dataset}
          description={mistake ? undefined : known ? t.known(known.rows, formatNumber(known.rows)) : t.new}
          error={mistake}
          value={dataset}
          onChange={setDataset}
          data={open.map(({ name }) => name)}
          comboboxProps={{ withinPortal: true }}
          spellCheck={false}
          size="xs"
        />
        {!known && (
          <NativeSelect
            label={t.timeOf}
            description={t.timeHint}
            size="xs"
            value={time}
            onChange={({ currentTarget }) => setTime(currentTarget.value)}
            data={[
              ...(preview.time === undefined ? [{ value: '', label: t.whenSent }] : []),
              ...times.map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        )}
        <Button type="submit" variant="filled" disabled={mistake !== undefined || isAsked || isEmpty(preview)}>
          {t.send}
        </Button>
      </div>
    </form>
  )
}

/** No record was found in it. The first ones of a file that tells how many it has may be out of reach. */
function isEmpty({ read, rows = read }: FilePreview): boolean {
  return rows === 0
}

/** The types of a dataset that is there are its own. */
function onlyIgnored(choices: Readonly<Record<string, Choice>>): Record<string, Choice> {
  return Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice === 'ignore'))
}

function mistakeOf(
  name: string,
  known: DatasetDetail | undefined,
  mayEdit: boolean,
  taken: readonly { readonly name: string }[],
  t: ReturnType<typeof useMessages<(typeof texts)['en']>>,
): string | undefined {
  if (known) return undefined
  if (!mayEdit) return t.onlyKnown
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) return t.badName
  return taken.some((each) => each.name === name) ? t.taken : undefined
}
