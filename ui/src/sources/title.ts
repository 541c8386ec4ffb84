import { defineMessages } from '../i18n/messages.ts'

/** The name of the place, known before its page is loaded. */
export const title = defineMessages({ en: { title: 'Add a source' }, es: { title: 'Añadir una fuente' } })

export const editTitle = defineMessages({ en: { title: 'Edit a source' }, es: { title: 'Editar una fuente' } })
