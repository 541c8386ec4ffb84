import { Unreadable } from './unreadable.ts'

interface Unit {
  /** What it measures; units of one dimension can be turned into each other. */
  readonly of: string
  /** `(value + offset) * factor` is in the dimension's base unit. */
  readonly factor: number
  readonly offset: number
}

/** Every spelling on a line is the unit of that line; the first is its name. */
const dimensions: Readonly<Record<string, readonly (readonly [spellings: string, factor: number, offset?: number])[]>> =
  {
    temperature: [
      ['K kelvin', 1],
      ['°C C ºC ℃ celsius Celsius degC', 1, 273.15],
      ['°F F ºF ℉ fahrenheit Fahrenheit degF', 5 / 9, 459.67],
    ],
    length: [
      ['m metre metres meter meters metro metros', 1],
      ['mm', 0.001],
      ['cm', 0.01],
      ['km', 1000],
      ['µm μm um', 1e-6],
      ['in inch inches', 0.0254],
      ['ft foot feet', 0.3048],
      ['yd yard yards', 0.9144],
      ['mi mile miles', 1609.344],
      ['nmi', 1852],
    ],
    mass: [
      ['kg', 1],
      ['g gram grams', 0.001],
      ['mg', 1e-6],
      ['µg μg ug', 1e-9],
      ['t', 1000],
      ['lb lbs', 0.45359237],
      ['oz', 0.028349523125],
    ],
    time: [
      ['s sec', 1],
      ['ms', 0.001],
      ['µs μs us', 1e-6],
      ['ns', 1e-9],
      ['min', 60],
      ['h hr', 3600],
      ['d', 86_400],
    ],
    speed: [
      ['m/s', 1],
      ['km/h kmh kph', 1 / 3.6],
      ['mph', 0.44704],
      ['kn kt knots', 1852 / 3600],
    ],
    pressure: [
      ['Pa', 1],
      ['hPa mbar', 100],
      ['kPa', 1000],
      ['MPa', 1e6],
      ['bar', 1e5],
      ['atm', 101_325],
      ['psi', 6894.757293168361],
      ['mmHg', 133.322387415],
    ],
    volume: [
      ['l L litre litres liter liters', 1],
      ['ml mL', 0.001],
      ['m3 m³', 1000],
      ['hm3 hm³', 1e9],
      ['gal', 3.785411784],
    ],
    flow: [
      ['m3/s m³/s', 1],
      ['l/s L/s', 0.001],
      ['m3/h m³/h', 1 / 3600],
    ],
    energy: [
      ['J', 1],
      ['kJ', 1000],
      ['MJ', 1e6],
      ['Wh', 3600],
      ['kWh', 3.6e6],
      ['MWh', 3.6e9],
      ['cal', 4.184],
      ['kcal', 4184],
    ],
    power: [
      ['W', 1],
      ['mW', 0.001],
      ['kW', 1000],
      ['MW', 1e6],
      ['hp', 745.6998715822702],
      ['CV', 735.49875],
    ],
    share: [
      ['%', 0.01],
      ['‰', 0.001],
      ['ppm', 1e-6],
    ],
  }

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(dimensions).flatMap(([of, lines]) =>
    lines.flatMap(([spellings, factor, offset = 0]) =>
      spellings.split(' ').map((spelling) => [spelling, { of, factor, offset }] as const),
    ),
  ),
)

/** The name of each unit, for messages and docs. */
export const unitNames = Object.values(dimensions).flatMap((lines) =>
  lines.map(([spellings]) => spellings.split(' ')[0]!),
)

export function maybeUnit(spelling: string): Unit | undefined {
  return units.get(spelling)
}

/** A number and what stands behind it: `16,5 °C`. */
export function splitUnit(text: string): { number: string; unit: string } | undefined {
  const [, number, unit] = /^([-+\u2212]?[\d.,'’\s]*\d[.,]?)\s*([^\d\s.,'’+-].*)$/.exec(text) ?? []
  return number === undefined || unit === undefined ? undefined : { number, unit }
}

/** Without the noise that the arithmetic adds behind the twelfth digit. */
export function convert(value: number, from: Unit, to: Unit): number | Unreadable {
  if (from.of !== to.of) return new Unreadable(`it is a ${from.of}, not a ${to.of}`)
  if (from === to || (from.factor === to.factor && from.offset === to.offset)) return value
  const base = (value + from.offset) * from.factor
  const result = base / to.factor - to.offset
  const size = Math.max(Math.abs(result), Math.abs(to.offset), Number.MIN_VALUE)
  const decimals = 12 - Math.ceil(Math.log10(size))
  if (decimals < 0) return result
  return decimals > 100 ? Number(result.toPrecision(12)) : Number(result.toFixed(decimals)) + 0
}
