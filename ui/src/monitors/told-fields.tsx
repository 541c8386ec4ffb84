import { Button, MultiSelect, Select } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { useMessages } from '../i18n/messages.ts'
import { ChannelModal } from './channel-modal.tsx'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'
import type { FieldsProps } from './monitor-fields.tsx'

const severities = ['info', 'warning', 'critical'] as const

interface ToldFieldsProps extends Pick<FieldsProps, 'values' | 'problemOf' | 'onChange'> {
  readonly channels: ProjectReport['channels']
}

/** How bad it is, and whom it tells: where there is no channel, one can be made here. */
export function ToldFields({ values, channels, problemOf, onChange }: ToldFieldsProps) {
  const t = useMessages(texts)
  const [isAdding, setAdding] = useState(false)
  const names = channels.map(({ name }) => name)
  return (
    <>
      <div className={classes.row}>
        <Select
          label={t.severity}
          error={problemOf('severity')}
          data={severities.map((value) => ({ value, label: t.severities(value) }))}
          value={values.severity}
          allowDeselect={false}
          onChange={(severity) => onChange({ severity: severity ?? values.severity })}
        />
        {names.length > 0 && (
          <MultiSelect
            label={t.notify}
            error={problemOf('notify')}
            placeholder={values.notify.length === 0 ? t.nobody : ''}
            data={names}
            value={[...values.notify]}
            onChange={(notify) => onChange({ notify })}
          />
        )}
      </div>
      <p className={classes.quiet}>
        {names.length === 0 && `${t.noChannel} `}
        <Button variant="subtle" leftSection={<Plus size={14} />} onClick={() => setAdding(true)}>
          {t.addChannel}
        </Button>
      </p>
      {isAdding && (
        <ChannelModal
          taken={names}
          onClose={() => setAdding(false)}
          onMade={(name) => onChange({ notify: [...values.notify, name] })}
        />
      )}
    </>
  )
}
