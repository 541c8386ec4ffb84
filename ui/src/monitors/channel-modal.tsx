import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../client/api.ts'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { useSubmission } from '../design/submission.ts'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { nameFor } from '../lib/name-for.ts'
import { problemOf } from './back-test.ts'
import { texts } from './form-texts.ts'

/** Those that take no more than an address, and mail. */
const kinds = ['slack', 'teams', 'discord', 'webhook', 'email'] as const
export type ChannelKind = (typeof kinds)[number]

interface ChannelModalProps {
  readonly taken: readonly string[]
  readonly onClose: () => void
  readonly onMade: (name: string) => void
}

const empty = { url: '', to: '', from: '', server: '', user: '', password: '' }

/** A channel of the project, made where somebody needs it. */
export function ChannelModal({ taken, onClose, onMade }: ChannelModalProps) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const [kind, setKind] = useState<ChannelKind>('slack')
  const [given, setGiven] = useState(empty)
  const others = taken.map((name) => name.replaceAll('_', '-'))
  const save = async () => {
    const name = nameFor(kind, others).replaceAll('-', '_')
    const body = { declaration: channelOf(kind, given) }
    await ask('PUT /api/project/{section}/{name}', { path: { section: 'channels', name }, body })
    toast({ kind: 'done', message: t.channelMade(name) })
    await queries.invalidateQueries({ queryKey: ['project'] })
    onMade(name)
    onClose()
  }
  const { submit, problem, isBusy } = useSubmission(save)
  const fields = kind === 'email' ? (['to', 'from', 'server', 'user', 'password'] as const) : (['url'] as const)
  // It stands within the form of the monitor.
  const apart = (event: FormEvent) => {
    event.stopPropagation()
    void submit(event)
  }
  return (
    <Modal opened onClose={onClose} title={t.addChannel} closeButtonProps={{ 'aria-label': t.close }}>
      <form className={form.form} onSubmit={apart}>
        <Select
          label={t.channelKind}
          data={kinds.map((value) => ({ value, label: t.channelKinds(value) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind((value ?? kind) as ChannelKind)}
        />
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t.channelField(field)}
            description={field === 'url' ? t.urlHint : undefined}
            type={field === 'password' ? 'password' : 'text'}
            autoComplete="off"
            required={field !== 'user' && field !== 'password'}
            value={given[field]}
            error={problemOf(problem, field)}
            onChange={({ currentTarget }) => setGiven({ ...given, [field]: currentTarget.value })}
          />
        ))}
        {problem !== undefined && <Problem error={problem} />}
        <div className={form.end}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy}>
            {t.addChannel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function channelOf(kind: ChannelKind, { url, to, from, server, user, password }: typeof empty): object {
  if (kind !== 'email') return { type: kind, url: url.trim() }
  return {
    type: kind,
    to: to.split(/[\s,;]+/).filter(Boolean),
    from: from.trim(),
    server: server.trim(),
    ...(user.trim() !== '' && { user: user.trim() }),
    ...(password !== '' && { password }),
  }
}
