import type { MonitorEvent, MonitorReport } from '../../../src/model/monitor-report.ts'
import { plural } from '../i18n/format.ts'
import { defineMessages } from '../i18n/messages.ts'

type State = MonitorReport['state']
type Kind = MonitorEvent['kind']
type NoticeState = 'firing' | 'ok' | 'no_data' | 'error'
type Fate = NonNullable<MonitorEvent['deliveries']>[number]['state']

export const texts = defineMessages({
  en: {
    state: (state: State) =>
      ({ ok: 'ok', pending: 'pending', firing: 'firing', no_data: 'no data', error: 'failed' })[state],
    kind: (kind: Kind) =>
      ({ changed: 'changed', told: 'notice', missed: 'missed', acknowledged: 'acknowledged' })[kind],
    fate: (state: Fate, channel: string) =>
      ({
        sent: `told by ${channel}`,
        waiting: `waits for ${channel}`,
        dead: `given up by ${channel}`,
        discarded: `discarded for ${channel}`,
      })[state],
    nobody: 'nobody to tell',
    notice: (state: NoticeState, title: string) =>
      ({ firing: title, ok: `${title}: over`, no_data: `${title}: no data`, error: title })[state],
    changed: (from: string, to: string) => `${from} to ${to}`,
    none: 'Nothing is watched yet',
    noneHint: 'A monitor watches records or a query, and tells channels. Write one in the project file:',
    when: 'fires when',
    tells: (channels: string) => `tells ${channels}`,
    tellsNobody: 'tells nobody',
    evaluated: (ago: string) => `looked ${ago}`,
    groups: 'Not ok now',
    acknowledge: 'I know of it',
    acknowledged: (name: string) => `${name} is not told again until it changes`,
    knows: (who: string) => `${who} knows`,
    silence: 'Silence for',
    hours: (count: number) => `${count} ${plural('en', count, 'hour', 'hours')}`,
    silenced: (time: string) => `Nothing is told until ${time}`,
    silences: 'Silences',
    until: (time: string) => `until ${time}`,
    by: (who: string) => `by ${who}`,
    endSilence: 'End it',
    timeline: 'The last day',
    history: 'History',
    noHistory: 'Nothing has happened in thirty days.',
    all: 'all of it',
    test: 'Try it on the past',
    testHint:
      'Change the definition and see what it would have told. Saved, it stands in the project file and counts at once.',
    definition: 'Definition, as under “monitors:”',
    last: 'How far back',
    run: 'Try',
    save: 'Save',
    saved: (name: string) => `${name} is saved in the project file, and watches so from now on`,
    fired: (count: number, shown: string, notices: string) =>
      `It would have fired ${shown} ${plural('en', count, 'time', 'times')}; notices: ${notices}.`,
    noSeries: 'There was nothing to draw in that time.',
    records: (count: number, shown: string) => `${shown} ${plural('en', count, 'record', 'records')}`,
  },
  es: {
    state: (state: State) =>
      ({ ok: 'ok', pending: 'pendiente', firing: 'disparado', no_data: 'sin datos', error: 'con fallo' })[state],
    kind: (kind: Kind) => ({ changed: 'cambio', told: 'aviso', missed: 'perdido', acknowledged: 'visto' })[kind],
    fate: (state: Fate, channel: string) =>
      ({
        sent: `avisó ${channel}`,
        waiting: `espera a ${channel}`,
        dead: `${channel} desistió`,
        discarded: `descartado en ${channel}`,
      })[state],
    nobody: 'nadie a quien avisar',
    notice: (state: NoticeState, title: string) =>
      ({ firing: title, ok: `${title}: terminó`, no_data: `${title}: sin datos`, error: title })[state],
    changed: (from: string, to: string) => `de ${from} a ${to}`,
    none: 'Todavía no se vigila nada',
    noneHint:
      'Un vigilante observa registros o una consulta, y avisa por canales. Escriba uno en el archivo del proyecto:',
    when: 'se dispara cuando',
    tells: (channels: string) => `avisa a ${channels}`,
    tellsNobody: 'no avisa a nadie',
    evaluated: (ago: string) => `miró ${ago}`,
    groups: 'No están ok ahora',
    acknowledge: 'Lo he visto',
    acknowledged: (name: string) => `${name} no vuelve a avisar hasta que cambie`,
    knows: (who: string) => `lo sabe ${who}`,
    silence: 'Silenciar',
    hours: (count: number) => `${count} ${plural('es', count, 'hora', 'horas')}`,
    silenced: (time: string) => `No se avisa de nada hasta ${time}`,
    silences: 'Silencios',
    until: (time: string) => `hasta ${time}`,
    by: (who: string) => `de ${who}`,
    endSilence: 'Terminar',
    timeline: 'El último día',
    history: 'Historia',
    noHistory: 'No ha pasado nada en treinta días.',
    all: 'todo',
    test: 'Probar con el pasado',
    testHint:
      'Cambie la definición y vea de qué habría avisado. Al guardarla queda en el archivo del proyecto y cuenta al momento.',
    definition: 'Definición, como bajo «monitors:»',
    last: 'Hasta cuándo atrás',
    run: 'Probar',
    save: 'Guardar',
    saved: (name: string) => `${name} queda guardado en el archivo del proyecto, y vigila así desde ahora`,
    fired: (count: number, shown: string, notices: string) =>
      `Se habría disparado ${shown} ${plural('es', count, 'vez', 'veces')}; avisos: ${notices}.`,
    noSeries: 'En ese tiempo no hubo nada que dibujar.',
    records: (count: number, shown: string) => `${shown} ${plural('es', count, 'registro', 'registros')}`,
  },
})
