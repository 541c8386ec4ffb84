import { NativeSelect } from '@mantine/core'
import type { DatasetDetail } from '../../../../src/model/dataset-detail.ts'
import type { FilePreview, PreviewField } from '../../../../src/model/file-preview.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import { useServerSentence } from '../../i18n/sentences.ts'
import { texts as dataTexts } from '../texts.ts'
import { type Choice, foundAs, isFitting } from './plan.ts'
import classes from './preview-table.module.css'
import { texts } from './texts.ts'

interface PreviewTableProps {
  readonly preview: FilePreview
  readonly choices: Readonly<Record<string, Choice>>
  /** The dataset that takes them, if there is one already: its types are its own. */
  readonly known: DatasetDetail | undefined
  readonly onChoose: (field: string, choice: Choice) => void
}

const offered = ['number', 'text', 'time', 'boolean'] as const

/** The first records, under what each field is taken for. */
export function PreviewTable({ preview, choices, known, onChoose }: PreviewTableProps) {
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
                    <TypeChoice
                      field={field}
                      choice={choices[field.name] ?? 'found'}
                      known={known}
                      onChoose={onChoose}
                    />
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

function Misfits({ records, field, choice }: { records: FilePreview['records']; field: string; choice: Choice }) {
  const t = useMessages(texts)
  const count = records.filter((record) => record[field] !== undefined && !isFitting(choice, record[field])).length
  return count > 0 ? <small>{t.misfits(count, formatNumber(count))}</small> : null
}
