import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useMessages } from '../i18n/messages.ts'
import { useServerHelp } from '../i18n/sentences.ts'
import type { OptionField } from './options.ts'
import { texts } from './texts.ts'

interface FieldProps {
  readonly field: OptionField
  readonly value: string
  /** What is wrong with it. */
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

/** One option, as its declaration describes it. */
export function Field({ field, value, problem, onChange }: FieldProps) {
  const t = useMessages(texts)
  const explain = useServerHelp()
  const { name, kind, description, values, standard, example, isRequired } = field
  const hints = [
    // Its declaration is written for Markdown.
    explain(description).replaceAll('`', ''),
    kind === 'list' ? t.list : kind === 'json' ? t.json : kind === 'secret' ? t.secret : undefined,
  ]
  const common = {
    label: name,
    description: hints.filter(Boolean).join(' '),
    error: problem,
    withAsterisk: isRequired,
    placeholder: standard ?? example ?? '',
    autoComplete: 'off',
  }
  if (kind === 'choice' || kind === 'boolean') {
    const choices = kind === 'choice' ? [...values] : ['true', 'false']
    return (
      <Select
        {...common}
        data={choices}
        value={value === '' ? null : value}
        placeholder={standard ?? t.leave}
        clearable={!isRequired}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    )
  }
  const input = {
    ...common,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  if (kind === 'secret') return <PasswordInput {...input} autoComplete="new-password" />
  if (kind === 'list' || kind === 'json') return <Textarea {...input} autosize minRows={1} maxRows={8} />
  return <TextInput {...input} />
}
