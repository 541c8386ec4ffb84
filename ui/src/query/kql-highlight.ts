import { StreamLanguage } from '@codemirror/language'

/** Colours of KQL: fields, values, operators. */
export const kqlHighlight = StreamLanguage.define({
  name: 'kql',
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.match(/^"(?:\\.|[^"\\])*"?/)) return 'string'
    if (stream.match(/^(and|or|not)(?=[\s():<>"{}]|$)/i)) return 'keyword'
    if (stream.match(/^(?:\\.|[^\s\\():<>"{}])+(?=\s*(:|[<>]=?))/)) return 'propertyName'
    if (stream.match(/^([:(){}]|[<>]=?)/)) return 'operator'
    if (stream.match(/^(?:\\.|[^\s\\():<>"{}])+/)) return 'string'
    stream.next()
    return null
  },
})
