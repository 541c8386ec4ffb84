export function readState(search: Record<string, unknown>): Record<string, unknown> {
  return search
}
