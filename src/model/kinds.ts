/**
 * What kinds of values a field had, as bits, so that a chunk of records is summed up in one number per field.
 *
 * Bits 0 to 7 are scalars; the same bits shifted by `listShift` are the items of lists.
 */
export const kind = {
  null: 1,
  boolean: 2,
  /** An integer of at most 15 digits: a double holds it exactly. */
  int: 4,
  /** A longer integer that fits BIGINT. */
  bigint: 8,
  /** A number that neither BIGINT nor DOUBLE holds: an integer outside int64, or a magnitude beyond a double. */
  huge: 16,
  real: 32,
  /** A real with more digits than a double keeps, or too near to zero for it. */
  realLong: 64,
  string: 128,
  emptyList: 1 << 16,
  /** A value that is kept as JSON text: a list of lists or of objects, or an object nested too deeply for columns. */
  json: 1 << 17,
  /** An object, whose fields are paths of their own. */
  object: 1 << 18,
  emptyObject: 1 << 19,
} as const

export const listShift = 8

/** All scalars. */
export const scalarKinds = 0xff
/** All lists of scalars that have items. */
export const listKinds = scalarKinds << listShift
/** What an object's own field may be while its values are the fields within. */
export const objectKinds = kind.null | kind.object | kind.emptyObject
/** What alone makes no column: a list of nothing, or of nulls, counts as null there. */
export const voidKinds = objectKinds | kind.emptyList | (kind.null << listShift)
