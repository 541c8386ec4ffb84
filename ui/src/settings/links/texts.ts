import { defineMessages } from '../../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    summary: 'Whoever has one of these sees a dashboard without an account. They are made in the menu of a dashboard.',
    none: 'No links yet',
    noneHint: 'Open a dashboard, and choose “Share by link” in its menu.',
    forWhom: 'For whom',
    dashboard: 'Dashboard',
    shows: 'Shows',
    until: 'Valid until',
    over: 'has expired',
    used: 'Last used',
    within: (sites: string) => `within ${sites}`,
    revoke: 'Revoke',
    revokeTitle: (title: string) => `Revoke the link for ${title}?`,
    revokeHint: 'Whoever has it sees nothing any more, at once.',
  },
  es: {
    summary: 'Quien tenga uno ve un panel de control sin cuenta. Se crean en el menú de un panel de control.',
    none: 'Aún no hay enlaces',
    noneHint: 'Abra un panel de control y elija «Compartir por enlace» en su menú.',
    forWhom: 'Para quién',
    dashboard: 'Panel de control',
    shows: 'Muestra',
    until: 'Válido hasta',
    over: 'ha caducado',
    used: 'Último uso',
    within: (sites: string) => `dentro de ${sites}`,
    revoke: 'Revocar',
    revokeTitle: (title: string) => `¿Revocar el enlace para ${title}?`,
    revokeHint: 'Quien lo tenga deja de ver nada, al instante.',
  },
})
