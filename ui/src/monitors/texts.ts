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
    noneHint:
      'A monitor watches records or a query, and tells channels. Make one here, or write it in the project file:',
    when: 'fires when',
    tells: (channels: string) => `tells ${channels}`,
    tellsNobody: 'tells nobody',
    evaluated: (ago: string) => `looked ${ago}`,
    groups: 'Not ok now',
    acknowledge: 'I know of it',
    acknowledgeAll: (shown: string) => `I know of all ${shown}`,
    more: (shown: string) => `Show ${shown} more`,
    fewer: 'Show fewer',
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
    make: 'New monitor',
    edit: 'Edit',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove the monitor ${name}?`,
    removeWhy: 'It is taken out of the project file and watches no more; nobody is told that what it saw is over.',
    removed: (name: string) => `${name} is removed`,
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
      'Un vigilante observa registros o una consulta, y avisa por canales. Cree uno aquí, o escríbalo en el archivo del proyecto:',
    when: 'se dispara cuando',
    tells: (channels: string) => `avisa a ${channels}`,
    tellsNobody: 'no avisa a nadie',
    evaluated: (ago: string) => `miró ${ago}`,
    groups: 'No están ok ahora',
    acknowledge: 'Lo he visto',
    acknowledgeAll: (shown: string) => `He visto los ${shown}`,
    more: (shown: string) => `Mostrar ${shown} más`,
    fewer: 'Mostrar menos',
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
    make: 'Nuevo vigilante',
    edit: 'Editar',
    remove: 'Quitar',
    removeTitle: (name: string) => `¿Quitar el vigilante ${name}?`,
    removeWhy: 'Sale del archivo del proyecto y ya no vigila; no se avisa a nadie de que terminó lo que vio.',
    removed: (name: string) => `${name} se ha quitado`,
    records: (count: number, shown: string) => `${shown} ${plural('es', count, 'registro', 'registros')}`,
  },
})
