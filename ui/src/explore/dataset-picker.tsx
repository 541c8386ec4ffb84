import { Button, Checkbox, Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Database } from 'lucide-react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { formatCompact, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './dataset-picker.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** Which datasets are searched. */
export function DatasetPicker({ all }: { all: readonly DatasetInfo[] }) {
  const t = useMessages(texts)
  const [state, change] = useExploreState()
  const chosen = state.in
  const label =
    chosen.length === 0
      ? t.allDatasets
      : chosen.length === 1
        ? chosen[0]!
        : t.severalDatasets(formatNumber(chosen.length))
  const toggle = (name: string) =>
    change({ in: chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name], record: '' })
  return (
    <Popover position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <Button leftSection={<Database size={14} />} aria-label={`${t.datasets}: ${label}`}>
          <span className={classes.label}>{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.list}>
        <Checkbox label={t.allDatasets} checked={chosen.length === 0} onChange={() => change({ in: [], record: '' })} />
        {all.map(({ name, rows }) => (
          <div key={name} className={classes.item}>
            <Checkbox label={name} checked={chosen.includes(name)} onChange={() => toggle(name)} />
            <Link to="/data/$name" params={{ name }} aria-label={t.aboutDataset(name)} title={t.aboutDataset(name)}>
              {formatCompact(rows)}
            </Link>
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
