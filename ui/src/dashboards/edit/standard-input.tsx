import { Autocomplete, TagsInput, TextInput } from '@mantine/core'
import type { Variable } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from './parts-texts.ts'

interface StandardInputProps {
  readonly variable: Variable
  readonly values: readonly string[]
  readonly error: string | undefined
  readonly onChange: (some: { readonly default: Variable['default'] | undefined }) => void
}

/** What is chosen for a variable at first. */
export function StandardInput({ variable, values, error, onChange }: StandardInputProps) {
  const t = useMessages(texts)
  const { type, default: given = [], multi, all } = variable
  const chosen = [given].flat()
  const first = type === 'list' || type === 'interval' ? t.standardFirst : t.standardNothing
  const common = { label: t.standard, error, placeholder: chosen.length > 0 ? '' : all ? t.standardAll : first }
  const set = (text: string) => onChange({ default: text === '' ? undefined : text })
  if (type === 'text') {
    return <TextInput {...common} value={chosen[0] ?? ''} onChange={({ currentTarget }) => set(currentTarget.value)} />
  }
  if (multi) {
    const put = (texts: string[]) => onChange({ default: texts.length === 0 ? undefined : texts })
    return <TagsInput {...common} data={[...values]} value={chosen} onChange={put} maxDropdownHeight={220} />
  }
  return <Autocomplete {...common} data={[...values]} value={chosen[0] ?? ''} onChange={set} maxDropdownHeight={220} />
}
