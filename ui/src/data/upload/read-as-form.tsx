import { NativeSelect } from '@mantine/core'
import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { ReadAs } from './plan.ts'
import classes from './read-as-form.module.css'
import { texts } from './texts.ts'

interface ReadAsFormProps {
  readonly preview: FilePreview
  readonly encoding: string
  readonly readAs: ReadAs
  readonly onChange: (readAs: ReadAs) => void
}

const formats = ['csv', 'ndjson', 'json', 'lines'] as const
const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
const delimiters = [',', ';', '\t', '|'] as const

/** What was found out can be said otherwise; what is chosen is looked at anew. */
export function ReadAsForm({ preview, encoding, readAs, onChange }: ReadAsFormProps) {
  const t = useMessages(texts)
  const { dialect } = preview
  const field = (name: keyof ReadAs, label: string, found: string, options: readonly (readonly [string, string])[]) => (
    <NativeSelect
      label={label}
      size="xs"
      value={readAs[name] ?? found}
      onChange={({ currentTarget }) => onChange({ ...readAs, [name]: currentTarget.value })}
      data={options.map(([value, text]) => ({ value, label: text }))}
    />
  )
  return (
    <details className={classes.otherwise}>
      <summary>{t.otherwise}</summary>
      <div>
        {field(
          'format',
          t.format,
          preview.format,
          formats.map((format) => [format, t.formatOf(format)]),
        )}
        {field(
          'encoding',
          t.encoding,
          encoding,
          encodings.map((each) => [each, t.encodingOf(each)]),
        )}
        {dialect && (
          <>
            {field(
              'delimiter',
              t.delimiter,
              dialect.delimiter,
              delimiters.map((delimiter) => [delimiter, t.delimiterOf(delimiter)]),
            )}
            {field('decimal', t.decimal, dialect.decimal, [
              ['.', '1.5'],
              [',', '1,5'],
            ])}
            {field('header', t.header, String(dialect.header), [
              ['true', t.headerYes],
              ['false', t.headerNo],
            ])}
          </>
        )}
      </div>
    </details>
  )
}
