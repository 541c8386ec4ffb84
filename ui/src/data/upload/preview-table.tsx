import { NativeSelect } from '@mantine/core'
import type { DatasetDetail } from '../../../../src/model/dataset-detail.ts'
import type { FilePreview, PreviewField } from '../../../../src/model/file-preview.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import { useServerSentence } from '../../i18n/sentences.ts'
import { texts as dataTexts } from '../texts.ts'
import { type Choice, type DateChoice, type DateChoices, dateChoiceOf, foundAs, isFitting } from './plan.ts'
import classes from './preview-table.module.css'
import { texts } from './texts.ts'

interface PreviewTableProps {
  readonly preview: FilePreview
  readonly choices: Readonly<Record<string, Choice>>
  /** The dataset that takes them, if there is one already: its types are its own. */
  readonly known: DatasetDetail | undefined
  readonly chosenDates: DateChoices
  readonly onChoose: (field: string, choice: Choice) => void
  readonly onDate: (field: string, choice: DateChoice) => void
}

const offered = ['number', 'text', 'time', 'boolean'] as const

/** The first records, under what each field is taken for. */
export function PreviewTable({ preview, choices, known, chosenDates, onChoose, onDate }: PreviewTableProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const { fields, records, rejected, rows = 0 } = preview
  const isOutOfReach = records.length === 0 && rows > 0
  return (
    <>
      {isOutOfReach && <p className={classes.none}>{t.outOfReach}</p>}
      {(records.length > 0 || isOutOfReach) && (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t.firstRecords}>
          <table className={classes.table}>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name}>
                    <span>{field.name}</span>
                    {field.dates ? (
                      <DateSelect
                        field={field}
                        choice={choices[field.name] === 'ignore' ? 'ignore' : dateChoiceOf(field, chosenDates)}
                        onChoose={onChoose}
                        onDate={onDate}
                      />
                    ) : (
                      <TypeChoice
                        field={field}
                        choice={choices[field.name] ?? 'found'}
                        known={known}
                        onChoose={onChoose}
                      />
                    )}
                    <Misfits records={records} field={field.name} choice={choices[field.name] ?? 'found'} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {records.map((record, i) => (
                // Records have no name; their order does not change.
                <tr key={`${i} ${Object.values(record)[0] ?? ''}`}>
                  {fields.map(({ name }) => (
                    <td key={name} data-choice={choiceMark(choices[name] ?? 'found', record[name])}>
                      {record[name]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {records.length === 0 && !isOutOfReach && rejected.length === 0 && (
        <p className={classes.none}>{t.nothingFound}</p>
      )}
      {rejected.length > 0 && (
        <div className={classes.rejected}>
          <b>{t.willBeRejected}</b>
          {rejected.map(({ line, reason, text }, i) => (
            <p key={`${i} ${line ?? ''}`}>
              {line !== undefined && `${t.line(formatNumber(line))} `}
              {say(reason)} <code>{text}</code>
            </p>
          ))}
        </div>
      )}
    </>
  )
}

function choiceMark(choice: Choice, text: string | undefined): string | undefined {
  if (choice === 'ignore') return 'ignore'
  return text !== undefined && !isFitting(choice, text) ? 'misfit' : undefined
}

interface TypeChoiceProps extends Pick<PreviewTableProps, 'known' | 'onChoose'> {
  readonly field: PreviewField
  readonly choice: Choice
}

function TypeChoice({ field, choice, known, onChoose }: TypeChoiceProps) {
  const t = useMessages(texts)
  const d = useMessages(dataTexts)
  const column = known?.columns.find(({ name }) => name === field.name)
  const found = foundAs(field)
  const types = known || found === 'nested' ? [] : offered.filter((type) => type !== found)
  return (
    <NativeSelect
      size="xs"
      aria-label={t.typeOf(field.name)}
      value={choice}
      onChange={({ currentTarget }) => onChoose(field.name, currentTarget.value as Choice)}
      data={[
        { value: 'found', label: column ? d.columnType(column.type) : t.type(found) },
        ...types.map((type) => ({ value: type, label: t.type(type) })),
        { value: 'ignore', label: t.ignore },
      ]}
    />
  )
}

interface DateSelectProps extends Pick<PreviewTableProps, 'onChoose' | 'onDate'> {
  readonly field: PreviewField
  readonly choice: DateChoice | 'ignore' | undefined
}

/** Dates as people write them: what stands first in them was found out, or somebody has to say it. */
function DateSelect({ field: { name, dates }, choice, onChoose, onDate }: DateSelectProps) {
  const t = useMessages(texts)
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t.typeOf(name)}
        value={choice ?? ''}
        error={choice === undefined}
        onChange={({ currentTarget: { value } }) =>
          value === 'ignore' ? onChoose(name, 'ignore') : onDate(name, value as DateChoice)
        }
        data={[
          ...(choice === undefined ? [{ value: '', label: t.dateOpen, disabled: true }] : []),
          { value: 'day_first', label: t.dayFirst },
          { value: 'month_first', label: t.monthFirst },
          { value: 'as_text', label: t.type('text') },
          { value: 'ignore', label: t.ignore },
        ]}
      />
      {(choice === 'day_first' || choice === 'month_first') && (
        <small data-calm>{t.dateFrom(dates?.example ?? '')}</small>
      )}
    </>
  )
}

function Misfits({ records, field, choice }: { records: FilePreview['records']; field: string; choice: Choice }) {
  const t = useMessages(texts)
  const count = records.filter((record) => record[field] !== undefined && !isFitting(choice, record[field])).length
  return count > 0 ? <small>{t.misfits(count, formatNumber(count))}</small> : null
}
