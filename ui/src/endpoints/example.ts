/** An endpoint that each project can have, of Caudal's own log. */
export const example = `endpoints:
  /log:
    sql: "select _time, message from _caudal where level = $level"
    params: { level: text }`
