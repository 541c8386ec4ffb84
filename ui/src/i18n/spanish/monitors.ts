/** Of monitors and of channels. */
import type { Sentences } from '../translator.ts'

export const monitorsSentences: Sentences = {
  '{} watches nothing': '{1=} no vigila nada',
  'cannot be evaluated': 'no se puede evaluar',
  'can be evaluated again': 'se puede evaluar otra vez',
  'cannot be evaluated: {}': 'no se puede evaluar: {1}',
  '{} evaluation{} missed between {} and {}': 'evaluaciones perdidas: {1}, entre {3} y {4}',
  'silenced until {} by {}': 'silenciado hasta {1} por {2}',
  'planned work': 'trabajo planeado',
  '"{}" fires': '"{1}" está disparado',
  'cannot send mail through "{}": {}': 'no se puede enviar el correo por "{1}": {2}',
  'cannot use channels: the token "{}" is for some datasets only':
    'no se pueden usar canales: el token "{1}" es solo para algunos conjuntos de datos',
  'Use a token that is limited neither to names nor to values.': 'Use un token sin límite de nombres ni de valores.',
  'cannot use monitor "{}": the token "{}" is not for what it looks at':
    'no se puede usar el vigilante "{1}": el token "{2}" no sirve para lo que vigila',
  'Use a token that is made for its datasets, too, or one that is limited to no names.':
    'Use un token que sirva también para sus conjuntos de datos, o uno sin límite de nombres.',
  'It is tried again when the other side said.': 'Se intenta otra vez cuando dijo la otra parte.',
  'Correct the addresses, the user or the password, then send it again.':
    'Corrija las direcciones, el usuario o la contraseña, y envíelo otra vez.',
  'It is tried again.': 'Se intenta otra vez.',
  'cannot reach {}: {}': 'no se alcanza {1}: {2}',
  'Check its URL and that it runs; the notice is tried again.':
    'Compruebe su URL y que esté en marcha; el aviso se intenta otra vez.',
  'cannot send to {}: it answered {}{}': 'no se puede enviar a {1}: respondió {2}{3}',
  'Correct the options of the channel, then send it again.': 'Corrija las opciones del canal, y envíelo otra vez.',
  'cannot send to SNS: its answer names no message': 'no se puede enviar a SNS: su respuesta no nombra ningún mensaje',
  'the webhook': 'el webhook',
  'See that it runs and can be reached from here; it is tried again.':
    'Vea que esté en marcha y se alcance desde aquí; se intenta otra vez.',
  'cannot store "{}" in bucket "{}": {}{}': 'no se puede guardar "{1}" en el bucket "{2}": {3}{4}',
  'Correct the bucket, its region or the keys, and see that they may write there (s3:PutObject).':
    'Corrija el bucket, su región o las claves, y vea que puedan escribir en él (s3:PutObject).',
  'cannot test monitor "{}" on the past: its query asks for no time':
    'no se puede probar el vigilante "{1}" con el pasado: su consulta no pregunta por ninguna hora',
  'Bound it with $from and $until, like where _time >= $from and _time < $until.':
    'Limítela con $from y $until, por ejemplo where _time >= $from and _time < $until.',
  'cannot use notice "{}" of channel "{}": it was not given up':
    'no se puede usar el aviso "{1}" del canal "{2}": no se dejó de intentar',
  'It was sent.': 'Se envió.',
  'It is {}.': 'Está {1}.',
  'there is none of this id': 'no existe ninguno así',
  'the ids of several begin like this': 'los de varios empiezan así',
  'cannot find notice "{}" of channel "{}": {}': 'no existe el aviso "{1}" del canal "{2}": {3}',
  'Look for it among the notices of {} that were given up.':
    'Búsquelo entre los avisos de {1} que se dejaron de intentar.',
  'cannot end silence {}: there is none of this number': 'no se puede terminar el silencio {1}: no existe',
  'Look for it in the list of silences.': 'Búsquelo en la lista de silencios.',
  'cannot send notices of channel "{}" again: the project has it no more':
    'no se pueden reenviar los avisos del canal "{1}": el proyecto ya no lo tiene',
  'Add it under "channels" again, or discard them.': 'Añádalo otra vez en "channels", o descártelos.',
  'It has groups by {}.': 'Tiene grupos por {1=}.',
  'It has no groups.': 'No tiene grupos.',
  'cannot find groups of monitor "{}" by "{}"': 'el vigilante "{1}" no tiene grupos por "{2}"',
  'cannot find {} "{}": the project has none of this name': 'no existe {1} "{2}": el proyecto no lo tiene',
  'Add it under "{}s".': 'Añádalo en "{1}s".',
  'cannot send "{}": it is not kept any more': 'no se puede enviar "{1}": ya no se guarda',
  'Send it anew.': 'Envíelo de nuevo.',
  'cannot group by "{}": the query has no such column':
    'no se puede agrupar por "{1}": la consulta no tiene esa columna',
  'It has {}.': 'Tiene {1=}.',
  'it has no groups': 'no tiene grupos',
  'it has one group for {}': 'tiene un grupo para {1}',
  'cannot evaluate the query: it gives several rows, and {}': 'no se puede evaluar la consulta: da varias filas, y {1}',
  'Name the columns that tell the rows apart with "by", or let the query sum them up.':
    'Nombre con "by" las columnas que distinguen las filas, o haga que la consulta las sume.',
}
