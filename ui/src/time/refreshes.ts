/** How often something may be asked again, in milliseconds. */
export const refreshes: Readonly<Record<string, number>> = {
  live: 1000,
  '5s': 5000,
  '10s': 10_000,
  '30s': 30_000,
  '1m': 60_000,
  '5m': 300_000,
}
