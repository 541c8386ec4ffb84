import { defineMessages } from '../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    timeRange: 'Time range',
    allTime: 'All time',
    from: 'From',
    to: 'To',
    apply: 'Apply',
    noTime: 'Write now-15m, now/d, 2026-11-21 or 2026-11-21 10:30.',
    orders: 'The beginning must be before the end.',
    typedHint: 'For example now-15m, now-1d/d or 2026-11-21 10:30.',
    refresh: 'Refresh',
    refreshOff: 'Do not refresh',
    live: 'Live',
    every: (text: string) => `Every ${text}`,
    again: 'Ask again',
    last: (amount: number, unit: string) => {
      const words: Record<string, [string, string]> = {
        m: ['minute', 'minutes'],
        h: ['hour', 'hours'],
        d: ['day', 'days'],
        y: ['year', 'years'],
      }
      const [one = '', other = ''] = words[unit] ?? []
      return amount === 1 ? `Last ${one}` : `Last ${amount} ${other}`
    },
    toLive: 'Live on or off',
  },
  es: {
    timeRange: 'Intervalo de tiempo',
    allTime: 'Todo el tiempo',
    from: 'Desde',
    to: 'Hasta',
    apply: 'Aplicar',
    noTime: 'Escriba now-15m, now/d, 2026-11-21 o 2026-11-21 10:30.',
    orders: 'El comienzo debe ser anterior al final.',
    typedHint: 'Por ejemplo now-15m, now-1d/d o 2026-11-21 10:30.',
    refresh: 'Actualizar',
    refreshOff: 'No actualizar',
    live: 'En vivo',
    every: (text: string) => `Cada ${text}`,
    again: 'Preguntar otra vez',
    last: (amount: number, unit: string) => {
      const words: Record<string, [string, string]> = {
        m: ['Último minuto', 'Últimos # minutos'],
        h: ['Última hora', 'Últimas # horas'],
        d: ['Último día', 'Últimos # días'],
        y: ['Último año', 'Últimos # años'],
      }
      const [one = '', other = ''] = words[unit] ?? []
      return amount === 1 ? one : other.replace('#', String(amount))
    },
    toLive: 'En vivo, sí o no',
  },
})
