import { defineMessages } from '../i18n/messages.ts'

/** What the query language can say, by example. */
export const kqlTexts = defineMessages({
  en: {
    help: 'The query language',
    anyWord: 'one of the words, anywhere in a record',
    phrase: 'the words one after the other',
    field: 'the word in this field',
    oneOf: 'one of the values',
    range: 'numbers; also <, <= and >',
    wildcard: 'what begins so; * may stand anywhere',
    both: 'both; or, not and parentheses, too',
    present: 'the field is there',
    time: 'since then; days such as 2026-11-21, too',
    nested: 'several fields of one object',
    note: 'A backslash before \\ ( ) : < > " * { } takes them as they are, and so do quotes around the value.',
  },
  es: {
    help: 'El lenguaje de consulta',
    anyWord: 'una de las palabras, en cualquier parte del registro',
    phrase: 'las palabras una tras otra',
    field: 'la palabra en este campo',
    oneOf: 'uno de los valores',
    range: 'números; también <, <= y >',
    wildcard: 'lo que empieza así; * puede ir en cualquier parte',
    both: 'ambas cosas; también or, not y paréntesis',
    present: 'el campo existe',
    time: 'desde entonces; también días como 2026-11-21',
    nested: 'varios campos de un mismo objeto',
    note: 'Una barra inversa antes de \\ ( ) : < > " * { } los toma tal cual, igual que unas comillas alrededor del valor.',
  },
})
