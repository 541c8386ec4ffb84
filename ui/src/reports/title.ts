import { defineMessages } from '../i18n/messages.ts'

export const title = defineMessages({ en: { title: 'Reports by mail' }, es: { title: 'Informes por correo' } })
