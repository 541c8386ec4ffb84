import type { PanelType } from '../../../../src/model/dashboard.ts'
import { defineMessages } from '../../i18n/messages.ts'
import type { Need } from './needs.ts'

const english: Readonly<Record<Need, string>> = {
  split: 'a field to split by',
  two_splits: 'two fields to split by: from where, and to where',
  two_numbers: 'two numbers of each point',
  number: 'a field with numbers',
  state: 'a field with states, and times',
  place: 'fields with latitude and longitude, or one with countries',
}

const spanish: Readonly<Record<Need, string>> = {
  split: 'un campo por el que dividir',
  two_splits: 'dos campos por los que dividir: de dónde y a dónde',
  two_numbers: 'dos números de cada punto',
  number: 'un campo con números',
  state: 'un campo con estados, y horas',
  place: 'campos con latitud y longitud, o uno con países',
}

/** Kinds whose names are not of one thing, in either language. */
const many: readonly PanelType[] = ['column', 'horizontal_bar', 'scatter', 'bubble', 'sankey', 'state_timeline']

export const texts = defineMessages({
  en: {
    needs: (kind: string, type: PanelType, need: Need) =>
      `${kind} ${many.includes(type) ? 'need' : 'needs'} ${english[need]}.`,
  },
  es: {
    needs: (kind: string, _: PanelType, need: Need) => `${kind}: hace falta ${spanish[need]}.`,
  },
})
