import type { ParameterReport } from '../../../src/model/endpoint-report.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import page from '../design/page.module.css'
import tables from '../design/table.module.css'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

export function ParameterTable({ params }: { params: readonly ParameterReport[] }) {
  const t = useMessages(texts)
  return (
    <Card className={page.card} aria-label={t.parameters}>
      <h2>{t.parameters}</h2>
      {params.length === 0 && <p>{t.noParameters}</p>}
      {params.length > 0 && (
        <table className={tables.table}>
          <thead>
            <tr>
              <th>{t.parameter}</th>
              <th>{t.what}</th>
            </tr>
          </thead>
          <tbody>
            {params.map((parameter) => (
              <tr key={parameter.name}>
                <th scope="row">
                  <code>{parameter.name}</code> {parameter.required && <Chip>{t.needed}</Chip>}
                </th>
                <td>
                  {parameter.description}
                  <small>
                    {t.where(parameter.in)} · {useMeaning(parameter)}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** Type, bounds and default in words. */
export function useMeaning({ type, values, min, max, default: standard }: ParameterReport): string {
  const t = useMessages(texts)
  const parts = [
    values ? t.anyOf(values.join(', ')) : t.type(type),
    min === undefined ? undefined : t.from(min),
    max === undefined ? undefined : t.upTo(max),
    standard === undefined ? undefined : t.standard(standard),
  ]
  return parts.filter(Boolean).join(', ')
}
