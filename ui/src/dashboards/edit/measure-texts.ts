import { defineMessages } from '../../i18n/messages.ts'
import type { Way } from './measures.ts'

const english: Readonly<Record<Way, string>> = {
  count: 'Count',
  rate: 'Count a second',
  sum: 'Sum of',
  avg: 'Mean of',
  min: 'Least',
  max: 'Greatest',
  median: 'Median of',
  p90: '90th percentile of',
  p95: '95th percentile of',
  p99: '99th percentile of',
  distinct: 'Different values of',
  first: 'First',
  last: 'Last',
}

const spanish: Readonly<Record<Way, string>> = {
  count: 'Cuenta',
  rate: 'Cuenta por segundo',
  sum: 'Suma de',
  avg: 'Media de',
  min: 'Menor',
  max: 'Mayor',
  median: 'Mediana de',
  p90: 'Percentil 90 de',
  p95: 'Percentil 95 de',
  p99: 'Percentil 99 de',
  distinct: 'Valores distintos de',
  first: 'Primero',
  last: 'Último',
}

export const texts = defineMessages({
  en: {
    measures: 'What is computed',
    measure: 'Measure',
    way: 'Computed',
    field: 'Field',
    name: 'Name',
    add: 'Add a measure',
    remove: (text: string) => `Remove ${text}`,
    wayName: (way: Way) => english[way],
  },
  es: {
    measures: 'Lo que se calcula',
    measure: 'Medida',
    way: 'Cálculo',
    field: 'Campo',
    name: 'Nombre',
    add: 'Añadir una medida',
    remove: (text: string) => `Quitar ${text}`,
    wayName: (way: Way) => spanish[way],
  },
})
