/** A monitor that each project can have: it watches what Caudal itself says. */
export const example = `monitors:
  errors: { on: _caudal, when: "level = 'error'" }`
