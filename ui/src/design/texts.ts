import { defineMessages } from '../i18n/messages.ts'

/** Words of the pieces that all pages share. */
export const texts = defineMessages({
  en: {
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    once: 'It is shown only now.',
    name: 'Name',
    expires: 'Valid for',
    forever: 'Until it is revoked',
    days: (count: number) => `${count} days`,
    year: 'A year',
  },
  es: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    copy: 'Copiar',
    copied: 'Copiado',
    once: 'Solo se muestra ahora.',
    name: 'Nombre',
    expires: 'Válido durante',
    forever: 'Hasta que se revoque',
    days: (count: number) => `${count} días`,
    year: 'Un año',
  },
})
