import type { Refresh, ViewDetail } from '../../../src/model/view-report.ts'
import { plural } from '../i18n/format.ts'
import { defineMessages } from '../i18n/messages.ts'

type When = NonNullable<ViewDetail['when']>

/** Of how views are computed. */
export const viewTexts = defineMessages({
  en: {
    sql: 'SQL',
    refreshesHint: 'Those that changed something or failed.',
    noRefreshes: 'It was never refreshed.',
    outcome: 'Outcome',
    outcomeOf: (outcome: Refresh['outcome']) =>
      ({ changed: 'changed', unchanged: 'unchanged', failed: 'failed' })[outcome],
    times: (count: number) => `${count} times`,
    cause: 'Because of',
    causeOf: (cause: string) => cause,
    buckets: (count: number, shown: string) => `${shown} ${plural('en', count, 'bucket', 'buckets')} only`,
    rowsChanged: 'Rows',
    duration: 'Took',
    whenRefreshed: 'When it is computed anew',
    when: (when: When) =>
      ({
        on_change: 'Whenever what it reads has changed.',
        manual: 'When somebody asks for it.',
        every: 'At its interval.',
        cron: 'At its times.',
      })[when],
    next: (time: string) => `Next: ${time}.`,
    incremental: (columns: string, input: string) =>
      `In parts: only the rows of those values of ${columns} for which rows of ${input} came or went.`,
    wholeAlways: 'All of it, each time.',
    keyOf: (columns: string) => `Rows are told apart by ${columns}.`,
    export: 'Where it is written to',
    exported: 'as its rows are',
  },
  es: {
    sql: 'SQL',
    refreshesHint: 'Las que cambiaron algo o fallaron.',
    noRefreshes: 'Nunca se ha actualizado.',
    outcome: 'Resultado',
    outcomeOf: (outcome: Refresh['outcome']) =>
      ({ changed: 'con cambios', unchanged: 'sin cambios', failed: 'con fallo' })[outcome],
    times: (count: number) => `${count} veces`,
    cause: 'Debido a',
    causeOf: (cause: string) =>
      ({
        'by hand': 'a mano',
        'the clock': 'el reloj',
        'the project file': 'el archivo del proyecto',
        'its own rows': 'sus propias filas',
        'its first rows': 'sus primeras filas',
      })[cause] ?? cause,
    buckets: (count: number, shown: string) => `solo ${shown} ${plural('es', count, 'tramo', 'tramos')}`,
    rowsChanged: 'Filas',
    duration: 'Tardó',
    whenRefreshed: 'Cuándo se vuelve a calcular',
    when: (when: When) =>
      ({
        on_change: 'Cada vez que cambia lo que lee.',
        manual: 'Cuando alguien lo pide.',
        every: 'A su intervalo.',
        cron: 'A sus horas.',
      })[when],
    next: (time: string) => `La próxima: ${time}.`,
    incremental: (columns: string, input: string) =>
      `Por partes: solo las filas de los valores de ${columns} para los que llegaron o se fueron filas de ${input}.`,
    wholeAlways: 'Toda, cada vez.',
    keyOf: (columns: string) => `Las filas se distinguen por ${columns}.`,
    export: 'Adónde se escribe',
    exported: 'como están sus filas',
  },
})
