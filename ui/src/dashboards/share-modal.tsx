import { Button, Modal, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { tenantsQuery } from '../client/tenants.ts'
import { Example } from '../design/example.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { linkTexts } from './link-texts.ts'
import modal from './modals.module.css'
import classes from './share-modal.module.css'
import type { DashboardState } from './state.ts'

interface ShareModalProps {
  readonly report: DashboardReport
  readonly state: DashboardState
  readonly onClose: () => void
}

const periods = [1, 7, 30, 90, 365]

/** A link for those who have no account: for how long, and what of it they see. */
export function ShareModal({ report, state, onClose }: ShareModalProps) {
  const t = useMessages(linkTexts)
  const [title, setTitle] = useState('')
  const [days, setDays] = useState('30')
  /** Empty for all rows; null until somebody has chosen. */
  const [tenant, setTenant] = useState<string | null>(null)
  const [isFixed, setFixed] = useState(state.filters.length > 0)
  const [embed, setEmbed] = useState('')
  const { data } = useQuery(tenantsQuery)
  const tenants = data?.tenants ?? []
  const isReady = title.trim() !== '' && data !== undefined && (tenants.length === 0 || tenant !== null)
  const make = useMutation({
    mutationFn: () =>
      ask('POST /api/links', {
        body: {
          dashboard: report.name,
          title: title.trim(),
          expires: `${days}d`,
          ...(tenant ? { tenant } : {}),
          filters: isFixed ? state.filters.map((filter) => ({ ...filter })) : [],
          variables: isFixed ? { ...state.variables } : {},
          embed: embed.split(/[\s,]+/).filter(Boolean),
        },
      }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  const address = make.data && location.origin + make.data.path
  return (
    <Modal opened onClose={onClose} title={t.share} closeButtonProps={{ 'aria-label': t.close }}>
      {address === undefined ? (
        <form className={classes.form} onSubmit={submit}>
          <p className={modal.hint}>{t.shareHint}</p>
          <TextInput
            label={t.forWhom}
            value={title}
            maxLength={200}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            data-autofocus
          />
          <Select
            label={t.expires}
            data={periods.map((count) => ({ value: String(count), label: t.days(count) }))}
            value={days}
            allowDeselect={false}
            onChange={(value) => setDays(value ?? '30')}
          />
          {tenants.length > 0 && (
            <Select
              label={t.company}
              data={[
                { value: '', label: t.allRows },
                ...tenants.map(({ name, title: text = name }) => ({ value: name, label: text })),
              ]}
              value={tenant}
              placeholder={t.chooseCompany}
              description={tenant === '' && <span className={classes.warning}>{t.allRowsWarning}</span>}
              allowDeselect={false}
              onChange={setTenant}
            />
          )}
          <Switch
            size="xs"
            label={t.fixed}
            checked={isFixed}
            onChange={({ currentTarget }) => setFixed(currentTarget.checked)}
          />
          <TextInput
            label={t.embed}
            description={t.embedHint}
            value={embed}
            onChange={({ currentTarget }) => setEmbed(currentTarget.value)}
          />
          {make.error && <Problem error={make.error} />}
          <div className={modal.tools}>
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button type="submit" variant="filled" disabled={!isReady} loading={make.isPending}>
              {t.make}
            </Button>
          </div>
        </form>
      ) : (
        <div className={classes.form}>
          <p className={modal.hint}>{t.made}</p>
          <Example text={address} language="URL" />
          {make.data!.link.embed.length > 0 && (
            <>
              <h3>{t.inPage}</h3>
              <Example text={`<iframe src="${address}" width="100%" height="800"></iframe>`} language="HTML" />
            </>
          )}
        </div>
      )}
    </Modal>
  )
}
