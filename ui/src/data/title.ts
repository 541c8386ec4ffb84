import { defineMessages } from '../i18n/messages.ts'

/** The name of the place, known before its page is loaded. */
export const title = defineMessages({ en: { title: 'Data' }, es: { title: 'Datos' } })
