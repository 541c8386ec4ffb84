import { defineMessages } from '../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    file: 'In the project file, for a stream and what keeps it:',
    shell: 'In a shell, with a token in TOKEN:',
  },
  es: {
    file: 'En el archivo del proyecto, para un flujo y lo que lo guarda:',
    shell: 'En una terminal, con un token en TOKEN:',
  },
})
