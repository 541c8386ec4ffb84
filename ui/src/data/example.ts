/** Rules, as they stand below the name of a dataset. */
export const example = `rules:
  - { field: celsius, range: [-40, 60], severity: reject }`
