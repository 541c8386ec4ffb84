/** In English, Spanish, German, French, Italian, Portuguese, Dutch and Catalan: lower case, without accents, none for two months. */
const names = [
  'january jan enero ene januar janner janvier janv gennaio gen janeiro januari gener',
  'february feb febrero februar febr fevrier fevr fev febbraio fevereiro februari febrer',
  'march mar marzo marz mrz mars marco maart mrt marc',
  'april apr abril abr avril avr aprile',
  'may mayo mai maggio mag maio mei maig',
  'june jun junio juni juin giugno giu junho juny',
  'july jul julio juli juillet juil luglio lug julho juliol',
  'august aug agosto ago aout augustus agost',
  'september sep sept septiembre setiembre septembre settembre setembro set setembre',
  'october oct octubre oktober okt octobre ottobre ott outubro out',
  'november nov noviembre novembre novembro',
  'december dec diciembre dic dezember dez decembre dicembre dezembro desembre des',
].map((line) => line.split(' '))

/** The number of a month by its folded name. */
export const months: ReadonlyMap<string, number> = new Map(
  names.flatMap((line, i) => line.map((name) => [name, i + 1] as const)),
)

/** Lower case, without accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
