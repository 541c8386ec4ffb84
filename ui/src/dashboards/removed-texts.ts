import { defineMessages } from '../i18n/messages.ts'

export const removedTexts = defineMessages({
  en: {
    open: 'Removed',
    title: 'Removed dashboards',
    none: 'No dashboard has been removed.',
    by: (who: string, when: string) => `Removed by ${who}, ${when}`,
    elsewhere: (when: string) => `Its file was removed outside of the browser; this version is of ${when}`,
    restoreOf: (title: string) => `Restore ${title}`,
  },
  es: {
    open: 'Quitados',
    title: 'Paneles de control quitados',
    none: 'No se ha quitado ningún panel de control.',
    by: (who: string, when: string) => `Quitado por ${who}, ${when}`,
    elsewhere: (when: string) => `Su archivo se quitó fuera del navegador; esta versión es de ${when}`,
    restoreOf: (title: string) => `Recuperar ${title}`,
  },
})
