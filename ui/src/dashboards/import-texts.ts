import { defineMessages } from '../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    open: 'Import',
    title: 'Import a dashboard',
    close: 'Close',
    file: 'File',
    fileHint: 'The YAML of a dashboard, or the JSON that Grafana exports.',
    choose: 'Choose a file',
    dataset: 'Dataset',
    datasetHint: 'For panels that name no table; may be left empty.',
    report: 'What comes along',
    comes: (name: string, count: number) =>
      `It becomes the dashboard ${name} with ${count === 1 ? 'one panel' : `${count} panels`}.`,
    allOfIt: 'All of it comes along.',
    lacks: (count: number) => (count === 1 ? 'One thing does not come along' : `${count} things do not come along`),
    yaml: 'The file that is written',
    take: 'Import',
  },
  es: {
    open: 'Importar',
    title: 'Importar un panel de control',
    close: 'Cerrar',
    file: 'Archivo',
    fileHint: 'El YAML de un panel de control, o el JSON que exporta Grafana.',
    choose: 'Elija un archivo',
    dataset: 'Conjunto de datos',
    datasetHint: 'Para lo que no nombra ninguna tabla; puede quedar vacío.',
    report: 'Lo que se toma',
    comes: (name: string, count: number) =>
      `Será el panel de control ${name}, con ${count === 1 ? 'un panel' : `${count} paneles`}.`,
    allOfIt: 'Se toma todo.',
    lacks: (count: number) => (count === 1 ? 'Una cosa no se toma' : `${count} cosas no se toman`),
    yaml: 'El archivo que se escribe',
    take: 'Importar',
  },
})
