import { defineMessages } from '../i18n/messages.ts'

/** The names of the places, known before their pages are loaded. */
export const settingsTitle = defineMessages({ en: { title: 'Settings' }, es: { title: 'Ajustes' } })
export const accountTitle = defineMessages({ en: { title: 'My account' }, es: { title: 'Mi cuenta' } })
export const peopleTitle = defineMessages({ en: { title: 'People' }, es: { title: 'Personas' } })
export const tokensTitle = defineMessages({ en: { title: 'Tokens' }, es: { title: 'Tokens de acceso' } })
export const auditTitle = defineMessages({ en: { title: 'Audit' }, es: { title: 'Auditoría' } })
export const installationTitle = defineMessages({ en: { title: 'Installation' }, es: { title: 'Instalación' } })
export const linksTitle = defineMessages({ en: { title: 'Links' }, es: { title: 'Enlaces' } })
