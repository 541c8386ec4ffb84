import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { mapsQuery } from '../../client/maps.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from '../texts.ts'

interface TilesFormProps {
  readonly panel: Panel
  readonly onChange: (some: Partial<Panel>) => void
}

/** What a map is drawn on, where the project has tiles. */
export function TilesForm({ panel, onChange }: TilesFormProps) {
  const t = useMessages(texts)
  const { data: maps = [] } = useQuery(mapsQuery)
  const { tiles, ...others } = panel.options ?? {}
  if (maps.length === 0 || others.form === 'areas') return null
  const set = (name: string) => {
    const options = name === '' ? others : { ...others, tiles: name }
    onChange({ options: Object.keys(options).length > 0 ? options : undefined } as Partial<Panel>)
  }
  return (
    <Select
      label={t.tiles}
      data={[{ value: '', label: t.outlines }, ...maps.map(({ name }) => name)]}
      value={typeof tiles === 'string' ? tiles : ''}
      allowDeselect={false}
      onChange={(name) => set(name ?? '')}
    />
  )
}
