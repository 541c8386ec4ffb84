import { defineMessages } from '../../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    time: 'Time',
    nearer: 'Nearer',
    farther: 'Farther',
    whole: 'Show all',
    twoFingers: 'Two fingers move the map',
    mapKeys: 'The arrows move it, + and − come nearer and go back',
    noMap: (name: string) => `There is no map “${name}”; these are outlines.`,
    noTiles: 'The map has nothing here; these are outlines.',
    tilesMissing: 'Part of the map cannot be had at the moment.',
    noPicture: 'There is no picture to show.',
    noPictureHint:
      'Name one of this server in options: { path: /pictures/plan.svg }, or a column that holds such paths.',
    noContent: 'There is nothing to show.',
    noContentHint: 'Name a path of this server in options: { path: /sales }.',
    notShown: (type: string) => `What comes from there is ${type}, which is not shown.`,
  },
  es: {
    time: 'Hora',
    nearer: 'Acercar',
    farther: 'Alejar',
    whole: 'Verlo todo',
    twoFingers: 'Con dos dedos se mueve el mapa',
    mapKeys: 'Las flechas lo mueven, + y − acercan y alejan',
    noMap: (name: string) => `No hay ningún mapa «${name}»; se ven los contornos.`,
    noTiles: 'El mapa no tiene nada aquí; se ven los contornos.',
    tilesMissing: 'Parte del mapa no se puede obtener en este momento.',
    noPicture: 'No hay ninguna imagen que mostrar.',
    noPictureHint:
      'Indique una de este servidor en options: { path: /pictures/plan.svg }, o una columna que contenga tales rutas.',
    noContent: 'No hay nada que mostrar.',
    noContentHint: 'Indique una ruta de este servidor en options: { path: /sales }.',
    notShown: (type: string) => `Lo que viene de allí es ${type}, que no se muestra.`,
  },
})
