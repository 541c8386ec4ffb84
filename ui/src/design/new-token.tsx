import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Routes } from '../client/api.gen.ts'
import { ask } from '../client/api.ts'
import { useMessages } from '../i18n/messages.ts'
import form from './form.module.css'
import { Problem } from './problem.tsx'
import { ShownOnce } from './shown-once.tsx'
import { useSubmission } from './submission.ts'
import { texts } from './texts.ts'

interface NewTokenProps {
  readonly title: string
  readonly holder: { readonly label: string; readonly hint?: string }
  /** On the button, above the secret, and beside it. */
  readonly make: string
  readonly made: (name: string) => string
  readonly keep?: string
  /** What it may do, as the fields have it. */
  readonly rights: () => Omit<Routes['POST /api/tokens']['body'], 'name' | 'expires'>
  readonly onClose: () => void
  /** The fields of its rights. */
  readonly children: ReactNode
}

/** Makes a token: who will use it, what it may, how long; its secret is shown once. */
export function NewToken({ title, holder, make, made, keep, rights, onClose, children }: NewTokenProps) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [expires, setExpires] = useState('')
  const [secret, setSecret] = useState<string>()
  const { submit, problem, isBusy } = useSubmission(async () => {
    const body = { name: name.trim(), ...rights(), ...(expires ? { expires } : {}) }
    setSecret((await ask('POST /api/tokens', { body })).token)
    await queries.invalidateQueries({ queryKey: ['tokens'] })
  })
  const spans = [
    { value: '', label: t.forever },
    { value: '30d', label: t.days(30) },
    { value: '90d', label: t.days(90) },
    { value: '1y', label: t.year },
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={secret === undefined}
      title={secret ? made(name.trim()) : title}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      {secret ? (
        <ShownOnce secret={secret} {...(keep ? { children: keep } : {})} />
      ) : (
        <form className={form.form} onSubmit={submit}>
          <TextInput
            label={holder.label}
            description={holder.hint}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          {children}
          <Select
            label={t.expires}
            data={spans}
            value={expires}
            onChange={(span) => setExpires(span ?? '')}
            allowDeselect={false}
          />
          {problem !== undefined && <Problem error={problem} />}
          <div className={form.end}>
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
              {make}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
