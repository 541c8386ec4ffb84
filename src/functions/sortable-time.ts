/** Milliseconds of the years 1 to 9999 as text that sorts as they do. */
export function sortableTime(time_ms: number): string {
  return String(time_ms + shift_ms).padStart(15, '0')
}

export function parseSortableTime(text: string): number {
  return Number(text) - shift_ms
}

const shift_ms = 1e14
