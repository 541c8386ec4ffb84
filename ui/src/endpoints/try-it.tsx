import { Button, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { EndpointDetail, ParameterReport } from '../../../src/model/endpoint-report.ts'
import { fetchAny } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Answer, type Answered, answeredOf } from './answer.tsx'
import { addressOf } from './figures.ts'
import { useMeaning } from './parameter-table.tsx'
import { Snippets } from './snippets.tsx'
import { texts } from './texts.ts'
import classes from './try-it.module.css'

/** A form of the endpoint's parameters, and what it answers to them. */
export function TryIt({ endpoint }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
  const { params, formats } = endpoint
  const queries = useQueryClient()
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [format, setFormat] = useState(formats[0]!)
  const [answered, setAnswered] = useState<Answered>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const address = addressOf(endpoint, values, format)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const begin = performance.now()
      setAnswered(await answeredOf(await fetchAny(new URL(address, location.origin)), begin))
    } catch (problem) {
      setAnswered(undefined)
      setError(problem)
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: ['endpoints'] })
    }
  }
  return (
    <Card className={page.card} aria-label={t.try}>
      <div className={page.bar}>
        <h2>{t.try}</h2>
        <p>{t.tryHint}</p>
      </div>
      <form className={classes.form} onSubmit={submit}>
        {params.map((parameter) => (
          <Field
            key={parameter.name}
            parameter={parameter}
            value={values[parameter.name] ?? ''}
            onChange={(value) => setValues({ ...values, [parameter.name]: value })}
          />
        ))}
        {formats.length > 1 && (
          <Select
            label={t.format}
            data={[...formats]}
            value={format}
            allowDeselect={false}
            onChange={(chosen) => setFormat(formats.find((each) => each === chosen) ?? format)}
          />
        )}
        <div className={classes.send}>
          <code>{`GET ${address}`}</code>
          <Button type="submit" variant="filled" loading={isBusy}>
            {t.send}
          </Button>
        </div>
      </form>
      {error !== undefined && <Problem error={error} />}
      {answered && <Answer answered={answered} />}
      <Snippets url={`${location.origin}${address}`} isPublic={endpoint.public} />
    </Card>
  )
}

interface FieldProps {
  readonly parameter: ParameterReport
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ parameter, value, onChange }: FieldProps) {
  const t = useMessages(texts)
  const meaning = useMeaning(parameter)
  const { name, required, description, values, type } = parameter
  const common = {
    label: name,
    description: [description, values ? undefined : meaning].filter(Boolean).join(' '),
    required,
    withAsterisk: required,
  }
  const choices = values ?? (type === 'boolean' ? ['true', 'false'] : undefined)
  if (!choices) {
    return (
      <TextInput
        {...common}
        value={value}
        inputMode={type === 'integer' || type === 'number' ? 'decimal' : 'text'}
        placeholder={parameter.default ?? ''}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  }
  return (
    <Select
      {...common}
      data={[...choices]}
      value={value === '' ? null : value}
      placeholder={parameter.default ?? t.leftOut}
      clearable={!required}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}
