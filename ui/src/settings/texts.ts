import { defineMessages } from '../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    sections: 'Settings',
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    loading: 'Loading …',
    remove: 'Remove',
    name: 'Name',
    role: 'Role',
    company: 'Company',
    noCompany: 'None: all rows',
    only: 'Only these names',
    onlyHint: 'Streams, datasets, dashboards and paths of endpoints; empty: all.',
    never: 'never',
    all: 'all',
    actions: (name: string) => `What can be done with ${name}`,
  },
  es: {
    sections: 'Ajustes',
    cancel: 'Cancelar',
    close: 'Cerrar',
    copy: 'Copiar',
    copied: 'Copiado',
    loading: 'Cargando …',
    remove: 'Quitar',
    name: 'Nombre',
    role: 'Rol',
    company: 'Empresa',
    noCompany: 'Ninguna: todas las filas',
    only: 'Solo estos nombres',
    onlyHint: 'Flujos, conjuntos de datos, cuadros de mando y rutas de endpoints; vacío: todos.',
    never: 'nunca',
    all: 'todos',
    actions: (name: string) => `Qué se puede hacer con ${name}`,
  },
})

/** What a right allows, in a few words. */
export const rightTexts = defineMessages({
  en: {
    view: 'see dashboards and endpoints',
    read: 'search and query',
    write: 'send records',
    edit: 'change what runs',
    administer: 'manage people and the installation',
  },
  es: {
    view: 'ver cuadros de mando y endpoints',
    read: 'buscar y consultar',
    write: 'enviar registros',
    edit: 'cambiar lo que corre',
    administer: 'administrar personas y la instalación',
  },
})
