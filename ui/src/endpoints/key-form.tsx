import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { ask } from '../client/api.ts'
import { copy } from '../design/clipboard.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './key-form.module.css'
import page from './page.module.css'
import { texts } from './texts.ts'

const offered_days = [30, 90, 365]

/** A token that may ask this endpoint and nothing else: its quota, and what decides which rows are its own. */
export function KeyForm({ endpoint, onClose }: { endpoint: EndpointDetail; onClose: () => void }) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [rate, setRate] = useState('')
  const [attributes, setAttributes] = useState<Readonly<Record<string, string>>>({})
  const [days, setDays] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [secret, setSecret] = useState<string>()
  const { scope = '' } = endpoint
  const known = [...new Set([...scope.matchAll(/\$token\.(\w+)/g)].map(([, attribute = '']) => attribute))]
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      const quotas = rate.split(/[\s,]+/).filter(Boolean)
      const body = {
        name: name.trim(),
        role: 'viewer',
        only: [endpoint.name],
        ...(quotas.length > 0 ? { rate: quotas } : {}),
        ...(known.length > 0 ? { attributes } : {}),
        ...(days === '' ? {} : { expires: `${days}d` }),
      }
      setSecret((await ask('POST /api/tokens', { body })).token)
      await queries.invalidateQueries({ queryKey: ['tokens'] })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={secret === undefined}
      title={secret ? t.made(name.trim()) : t.newKey}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      {secret ? (
        <div className={page.page}>
          <span>{t.once}</span>
          <code className={classes.secret}>{secret}</code>
          <Button onClick={() => void copy(secret, t.copied)}>{t.copy}</Button>
        </div>
      ) : (
        <form className={page.page} onSubmit={submit}>
          <TextInput
            label={t.holder}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <TextInput
            label={t.quota}
            description={t.quotaHint}
            value={rate}
            onChange={({ currentTarget }) => setRate(currentTarget.value)}
            autoComplete="off"
          />
          {known.map((attribute) => (
            <TextInput
              key={attribute}
              label={`${t.scope}: ${attribute}`}
              description={t.scopeHint(scope)}
              value={attributes[attribute] ?? ''}
              required
              onChange={({ currentTarget }) => setAttributes({ ...attributes, [attribute]: currentTarget.value })}
              autoComplete="off"
            />
          ))}
          <Select
            label={t.expires}
            data={[
              { value: '', label: t.never },
              ...offered_days.map((count) => ({ value: String(count), label: t.days(count) })),
            ]}
            value={days}
            onChange={(chosen) => setDays(chosen ?? '')}
            allowDeselect={false}
          />
          {problem !== undefined && <Problem error={problem} />}
          <div className={classes.end}>
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
              {t.make}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
