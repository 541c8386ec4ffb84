/** Of the options of datasets, views, endpoints, streams, sources and channels. */
import type { Sentences } from '../translator.ts'

export const partsSentences: Sentences = {
  'source "{}"': 'la fuente "{1}"',
  'dataset "{}"': 'el conjunto de datos "{1}"',
  'monitor "{}"': 'el vigilante "{1}"',
  'endpoint "{}"': 'el endpoint "{1}"',
  "It is SQL, such as level = 'error'; KQL stands under kql, in place of on.":
    "Es SQL, por ejemplo level = 'error'; KQL va en kql, en lugar de on.",
  'It is SQL, such as value > 0.': 'Es SQL, por ejemplo value > 0.',
  'cannot fill dataset "{}": there is no stream "{}"': 'nada llena el conjunto de datos "{1}": no hay flujo "{2}"',
  'cannot use monitor "{}": expecting one of the keys {}': 'al vigilante "{1}" le falta una de las claves {2}',
  'cannot read the monitor: expecting a map of its options': 'el vigilante no se puede leer: se esperan sus opciones',
  'Write it as under "monitors:", like on: readings and when: sd > 0.5.':
    'Escríbalo como bajo "monitors:", por ejemplo on: readings y when: sd > 0.5.',
  'cannot use color "{}" of {}: text in it cannot be read on white (its contrast is below 4.5)':
    'no se puede usar el color "{1}" de {2}: sobre blanco no se lee un texto en él (su contraste es menor que 4.5)',
  'Use {}, or another dark one.': 'Use {1}, u otro oscuro.',
  'cannot use logo "{}" of {}: it has {} KB': 'no se puede usar el logotipo "{1}" de {2}: tiene {3} KB',
  'Make it smaller than 64 KB.': 'Hágalo menor de 64 KB.',
  'cannot use {} of channel "{}" as it is written: it is a secret':
    'no se puede usar {1=} del canal "{2}" como está escrito: es un secreto',
  'Write {}: "${{}}" here, and {}=… into .env beside the project file.':
    'Escriba {1}: "${{2}}" aquí, y {3}=… en .env junto al archivo del proyecto.',
  'Let a source write "to: {}", add {} under "streams", or name its stream with "from".':
    'Haga que una fuente escriba "to: {1}", añada {2} en "streams", o nombre su flujo con "from".',
  'cannot store stream "{}" in dataset "{}": there is no such stream':
    'no se puede guardar el flujo "{1}" en el conjunto de datos "{2}": no existe ese flujo',
  'Remove it; the field that holds the time is named with "time".':
    'Quítelo; el campo que tiene la hora se nombra con "time".',
  'cannot declare field "{}" of {}: Caudal fills it': 'no se puede declarar el campo "{1}" de {2}: lo rellena Caudal',
  'cannot declare field "{}" of {}: "{}" is the same column':
    'no se puede declarar el campo "{1}" de {2}: "{3}" es la misma columna',
  'Keep one of them.': 'Deje una de las dos.',
  'Name fields that records have.': 'Nombre campos que los registros tengan.',
  'it is there already': 'ya está',
  'cannot use "{}" in the key of {}: {}': 'no se puede usar "{1}" en la clave de {2}: {3}',
  'cannot use within of {}: it has no key': 'no se puede usar within de {1}: no tiene clave',
  'Add a key, like key: [id], or remove within.': 'Añada una clave, por ejemplo key: [id], o quite within.',
  'cannot look for duplicates of {} within no time: expecting a within above zero':
    'no se pueden buscar duplicados de {1} en ningún tiempo: se espera un within mayor que cero',
  'Leave it out to look for them for ever.': 'Quítelo para buscarlos siempre.',
  'cannot use keep of {}: it has no key': 'no se puede usar keep de {1}: no tiene clave',
  'Add a key, like key: [id], or remove keep.': 'Añada una clave, por ejemplo key: [id], o quite keep.',
  'cannot use rule {} of {}: {}': 'no se puede usar la regla {1} de {2}: {3}',
  'another one is called "{}"': 'hay otra que se llama "{1}"',
  'Give it a name of its own, or remove it.': 'Dele un nombre propio, o quítela.',
  'Give the dataset a key.': 'Dé una clave al conjunto de datos.',
  'Leave severity out, or write warn.': 'Quite severity, o escriba warn.',
  '{} is measured, and rejects nothing': '{1} se mide, y no rechaza nada',
  'cannot use the rules of {}: expecting up to {} of records; got {}':
    'no se pueden usar las reglas de {1}: se esperan como mucho {2} de registros; hay {3}',
  'Join some of them with "and" to an sql rule.': 'Una algunas de ellas con "and" en una regla sql.',
  'Write it like { field: mean, range: [-5, 40] }.': 'Escríbala como { field: mean, range: [-5, 40] }.',
  'Make a rule of each.': 'Haga una regla de cada una.',
  'expecting one condition ({}){}': 'se espera una sola condición ({1}){2}',
  '{} needs a field': '{1} necesita un campo',
  'Write it like { field: mean, {}: … }.': 'Escríbala como { field: mean, {1}: … }.',
  'by belongs to monotonic, not to {}': 'by es de monotonic, no de {1}',
  'Remove it.': 'Quítelo.',
  'its range holds nothing': 'en su intervalo no hay nada',
  'Write the least value first, and null for none.': 'Escriba primero el valor menor, y null donde no haya.',
  'cannot publish endpoint "{}": {}': 'no se puede publicar el endpoint "{1}": {2}',
  'cannot publish endpoint "{}": "{}" takes the same requests':
    'no se puede publicar el endpoint "{1}": "{2}" acepta las mismas peticiones',
  'cannot use {}: its parameter "${}" is not declared': 'no se puede usar {1}: su parámetro "${2}" no está declarado',
  'Declare it, like params: { {}: text }.': 'Declárelo, por ejemplo params: { {1}: text }.',
  'cannot use {}: its parameter "{}" does not occur in the SQL':
    'no se puede usar {1}: su parámetro "{2}" no aparece en el SQL',
  'Write ${} where its value belongs, or remove it.': 'Escriba ${1} donde va su valor, o quítelo.',
  'cannot use {}: its pages have the parameter "{}" already':
    'no se puede usar {1}: sus páginas ya tienen el parámetro "{2}"',
  'Give yours another name.': 'Dé otro nombre al suyo.',
  'cannot use parameter "{}" of {}: {}': 'no se puede usar el parámetro "{1}" de {2}: {3}',
  'expecting a name of letters, digits and _': 'se espera un nombre de letras, cifras y _',
  'Choose a name such as year.': 'Elija un nombre, por ejemplo year.',
  'Correct it.': 'Corríjalo.',
  'cannot read {} "{}": expecting {}': 'no se puede leer {1=} "{2}": se espera {3}',
  'Write it like ?{}={}.': 'Escríbalo como ?{1}={2}.',
  'a whole number': 'un número entero',
  'a day such as 2026-01-31': 'un día, por ejemplo 2026-01-31',
  'an instant such as 2026-01-31T12:00:00Z': 'un instante, por ejemplo 2026-01-31T12:00:00Z',
  'expecting a path of letters, digits, ".", "_", "~" and "-"':
    'se espera una ruta de letras, cifras, ".", "_", "~" y "-"',
  'Write it like /temp, /v1/temp or /stations/{place}.': 'Escríbala como /temp, /v1/temp o /stations/{place}.',
  'its first part would take the place of every other path':
    'su primera parte ocuparía el lugar de todas las demás rutas',
  'Put a word before it.': 'Ponga una palabra delante.',
  'Choose another path, such as /data{}.': 'Elija otra ruta, por ejemplo /data{1}.',
  'cannot use scope of {}: nobody who asks a public endpoint has a token':
    'no se puede usar scope de {1}: quien pregunta a un endpoint público no tiene token',
  'Remove "public", or the scope.': 'Quite "public", o scope.',
  'cannot use scope of endpoint "{}": {}': 'no se puede usar scope del endpoint "{1}": {2}',
  'it reads datasets itself': 'lee conjuntos de datos por su cuenta',
  'Compare columns with values of the token only.': 'Compare columnas solo con valores del token.',
  'it names no value of the token': 'no nombra ningún valor del token',
  'Write it like company = $token.company.': 'Escríbalo como company = $token.company.',
  '"${}" is no value of the token': '"${1}" no es un valor del token',
  'Write $token.company and the like.': 'Escriba $token.company o similar.',
  'it has a value of the token within a text': 'tiene un valor del token dentro de un texto',
  'Take it out of the quotes.': 'Sáquelo de las comillas.',
  'cannot use {}: the token "{}" has no {}': 'no se puede usar {1}: el token "{2}" no tiene {3}',
  'Make one that has: caudal token create <name> --set {}=<value>':
    'Cree uno que lo tenga: caudal token create <name> --set {1}=<value>',
  'Name a dataset whose records it looks at, like on: readings; or a query, like kql: level:error.':
    'Nombre un conjunto de datos cuyos registros mire, por ejemplo on: readings; o una consulta, por ejemplo kql: level:error.',
  'cannot use key "{}" of monitor "{}": it has "{}" already':
    'no se puede usar la clave "{1}" del vigilante "{2}": ya tiene "{3}"',
  'Keep one of them, or make two monitors.': 'Deje una de las dos, o haga dos vigilantes.',
  'cannot use key "{}" of monitor "{}": it has no meaning with "{}"':
    'no se puede usar la clave "{1}" del vigilante "{2}": no significa nada con "{3}"',
  'Remove it; with "{}" go {}.': 'Quítela; con "{1}" van {2}.',
  'cannot use {}: key "in" is missing': 'a {1} le falta la clave "in"',
  'Add it, like in: {}.': 'Añádala, por ejemplo in: {1}.',
  'Add {} under "{}s".': 'Añada {1} en "{2}s".',
  'cannot use {} "{}" in {}: there is no such {}': 'no se puede usar {1} "{2}" en {3}: no existe',
  'cannot read zone "{}" of {}: there is no such time zone':
    'no se puede leer la zona "{1}" de {2}: no existe esa zona horaria',
  'cannot try monitor "{}": its statement is in a file':
    'no se puede probar el vigilante "{1}": su consulta está en un archivo',
  'Write the statement itself.': 'Escriba la consulta misma.',
  'cannot let monitor "{}" inhibit "{}": it looks at records, and they are over at once':
    'el vigilante "{1}" no puede hacer callar a "{2}" ("inhibit"): mira registros, que pasan al momento',
  'Name a monitor with a query.': 'Nombre un vigilante con una consulta.',
  'cannot use kql of monitor "{}": {}': 'no se puede usar kql del vigilante "{1}": {2}',
  'Write the value itself.': 'Escriba el valor mismo.',
  'cannot use {}: there is no parameter "${}"': 'no se puede usar {1}: no hay ningún parámetro "${2}"',
  'Records of one group differ in it: add {} to "by", loop over records, or use {}.':
    'Los registros de un grupo difieren en ello: añada {1} a "by", recorra records, o use {2}.',
  'Write it like {}: { type: {}, to: events }.': 'Escríbalo como {1}: { type: {2}, to: events }.',
  'cannot name view "{}": there is a dataset of this name':
    'no se puede llamar "{1}" a una vista: hay un conjunto de datos con este nombre',
  'cannot use SQL of view "{}": it has the parameter "${}"':
    'no se puede usar el SQL de la vista "{1}": tiene el parámetro "${2}"',
  'Parameters belong to endpoints.': 'Los parámetros son de los endpoints.',
  'cannot compute view {}: it reads itself ({})': 'no se puede calcular la vista {1}: se lee a sí misma ({2})',
  'Let one of them read datasets only.': 'Haga que una de ellas lea solo conjuntos de datos.',
  'cannot export {} to "{}": expecting a file that ends in {}':
    'no se puede exportar {1} a "{2}": se espera un archivo que acabe en {3}',
  'Write it like to: public/monthly.csv.': 'Escríbalo como to: public/monthly.csv.',
  'cannot export {} to "{}": expecting a bucket and a name':
    'no se puede exportar {1} a "{2}": se espera un bucket y un nombre',
  'Write it like to: s3://my-bucket/water/monthly.csv.': 'Escríbalo como to: s3://my-bucket/water/monthly.csv.',
  'cannot export {} to "{}": it has no keys': 'no se puede exportar {1} a "{2}": no tiene claves',
  'Write access_key and secret_key beside it, the secret as the name of a variable.':
    'Escriba al lado access_key y secret_key, el secreto como nombre de una variable.',
  'cannot use secret_key of {} as it is written: it is a secret':
    'no se puede usar secret_key de {1} como está escrito: es un secreto',
  'Write the name of a variable in its place, and its value into .env beside the project file.':
    'Escriba en su lugar el nombre de una variable, y su valor en .env junto al archivo del proyecto.',
  'cannot refresh "{}": expecting at least a second':
    'no se puede calcular "{1}" cada tanto: se espera al menos un segundo',
  'Write on_change to follow what it reads.': 'Escriba on_change para seguir lo que lee.',
  'cannot refresh "{}": expecting on_change, every <duration>, a cron expression or manual':
    'no se puede calcular "{1}": se espera on_change, every <duración>, una expresión cron o manual',
  'Write on_change, every 1h, "0 3 * * *" (at three o\'clock UTC) or manual.':
    'Escriba on_change, every 1h, "0 3 * * *" (a las tres UTC) o manual.',
  'Caudal fills it': 'lo rellena Caudal',
  'Caudal answers there itself': 'ahí responde Caudal mismo',
  '{} of at least {}{}': '{1} de al menos {2}{3}',
}
