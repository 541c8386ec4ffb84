/** What the server puts together of pieces that would be too short to be known by themselves. */
import type { Sentences } from '../translator.ts'

/** They join names, or what is known itself: `a, b or a list of numbers`. */
export const joints: Sentences = {
  '{} or {}': '{1} o {2}',
  '{} and {}': '{1} y {2}',
  '{}, {}': '{1}, {2}',
  '{} of {}': '{1} de {2}',
  '"{}" in {}': '"{1}" en {2}',
  '{} of type {}': '{1} de tipo {2}',
  '{} from {} to {}': '{1} de {2} a {3}',
  '{} from {}': '{1} desde {2}',
  '{} up to {}': '{1} hasta {2}',
  '{} one of {}': '{1} entre {2}',
  '{} like {}': '{1} como {2}',
  '{} among {} of {}': '{1} entre {2} de {3}',
  '{} never falling': '{1} que no baje',
  '{} never falling within each {}': '{1} que no baje en cada {2}',
}

export const composedSentences: Sentences = {
  'text or {}': 'un texto o {1}',
  'a list of text': 'una lista de textos',

  // Rules, with the field and without it.
  'cannot store record: expecting {} of type {}': 'no se puede guardar el registro: se espera {1=} de tipo {2=}',
  'cannot store record: expecting {} from {} to {}': 'no se puede guardar el registro: se espera {1=} de {2} a {3}',
  'cannot store record: expecting {} from {}': 'no se puede guardar el registro: se espera {1=} desde {2}',
  'cannot store record: expecting {} up to {}': 'no se puede guardar el registro: se espera {1=} hasta {2}',
  'cannot store record: expecting {} one of {}': 'no se puede guardar el registro: se espera {1=} entre {2=}',
  'cannot store record: expecting {} like {}': 'no se puede guardar el registro: se espera {1=} como {2=}',
  'of type {}': 'de tipo {1=}',
  'from {} to {}': 'de {1} a {2}',
  'from {}': 'desde {1}',
  'up to {}': 'hasta {1}',
  'one of {}': 'entre {1=}',
  'like {}': 'como {1=}',

  // What a value is taken for.
  'cannot read {} {} as a number: {}': 'no se puede leer {1=} {2=} como número: {3}',
  'cannot read {} {} as an integer: {}': 'no se puede leer {1=} {2=} como número entero: {3}',
  'cannot read {} {} as a boolean: {}': 'no se puede leer {1=} {2=} como sí o no: {3}',
  'cannot read {} {} as a date: {}': 'no se puede leer {1=} {2=} como fecha: {3}',
  'cannot read {} {} as a timestamp: {}': 'no se puede leer {1=} {2=} como hora: {3}',
  'there is no such time in {}, where the clock was changed': 'no existe esa hora en {1=}, donde se cambió el reloj',
  'there is more than one such time in {}, where the clock was changed':
    'hay más de una hora así en {1=}, donde se cambió el reloj',
  temperature: 'temperatura',
  length: 'longitud',
  mass: 'masa',
  time: 'tiempo',
  speed: 'velocidad',
  pressure: 'presión',
  volume: 'volumen',
  flow: 'caudal',
  energy: 'energía',
  power: 'potencia',
  share: 'proporción',
}
