/** Of functions: how they are declared, what they do, and why a value cannot be read by them. */
import type { Sentences } from '../translator.ts'

export const functionsSentences: Sentences = {
  'sends to {}': 'envía a {1=}',
  'Look for its name in the list of functions.': 'Busque su nombre en la lista de funciones.',
  'Try it again in a second.': 'Inténtelo otra vez en un segundo.',
  'cannot read timezone "{}": there is none of this name': 'no hay ninguna zona horaria "{1}"',
  'cannot read schedule "{}": expecting a cron expression, or every <duration>':
    'el horario "{1}" no es una expresión cron, ni every <duración>',
  'cannot use schedule "{}": that time never comes': 'el horario "{1}" nunca llega',
  'cannot find version "{}" of function "{}"': 'no existe la versión "{1}" de la función "{2}"',
  'See which there are: GET /api/functions/<function>/versions.':
    'Vea cuáles hay: GET /api/functions/<function>/versions.',
  'cannot test function "{}": its cases run already':
    'no se puede probar la función "{1}": sus casos ya se están ejecutando',
  'Wait for them.': 'Espere a que terminen.',
  'cannot tell what function "{}" has read: it reads no stream':
    'no se sabe qué ha leído la función "{1}": no lee ningún flujo',
  'Try it with cases in tests/.': 'Pruébela con casos en tests/.',
  'cannot find "{} {}": use {}': 'no existe "{1} {2}": use {3}',
  'The routes are listed at /api/endpoints/openapi.json.': 'Las rutas están en /api/endpoints/openapi.json.',
  'cannot use {} for a client company: what a function answers is not kept to its rows':
    'una empresa cliente no puede usar {1}: lo que responde una función no se limita a sus filas',
  'Ask an endpoint.': 'Pregunte a un endpoint.',
  'cannot answer by function "{}": it {}': 'la función "{1}" no puede responder: {2}',
  'Whoever runs it finds the reason in the log by request {}.':
    'Quien la mantiene encuentra el motivo en el registro, por la petición {1}.',
  'cannot answer by function "{}": it is being replaced':
    'la función "{1}" no puede responder: se está cambiando por otra',
  'Send it again in a second.': 'Envíelo otra vez en un segundo.',
  'cannot run function "{}": it is being replaced': 'no se puede ejecutar la función "{1}": se está cambiando por otra',
  'cannot give function "{}" a file: it runs on no files':
    'no se puede dar un archivo a la función "{1}": no trabaja con archivos',
  'Leave the file out.': 'No envíe el archivo.',
  'cannot run function "{}": expecting a file': 'no se puede ejecutar la función "{1}": se espera un archivo',
  'Name a "file" of {}.': 'Nombre un "file" de {1}.',
  'cannot run function "{}" by hand: it answers requests':
    'no se puede ejecutar la función "{1}" a mano: responde a peticiones',
  'Send it one: {} {}': 'Envíele una: {1} {2}',
  'cannot run function "{}" by hand: it reads the stream "{}"':
    'no se puede ejecutar la función "{1}" a mano: lee el flujo "{2}"',
  'Send records to the stream.': 'Envíe registros al flujo.',
  'cannot cast "{}" to {}: got {}': 'no se puede convertir "{1}" a {2}: hay {3}',
  'there is no such time of day': 'no existe esa hora del día',
  'it is no date': 'no es una fecha',
  'its year has two digits, and "century" is not declared': 'su año tiene dos cifras, y "century" no está declarado',
  'there is no such day': 'no existe ese día',
  'it may be {} unless "date_order" is declared': 'puede ser {1} si no se declara "date_order"',
  'cannot read {} {} as {} {}: {}': 'no se puede leer {1=} {2} como {3} {4}: {5}',
  'Write it like Europe/Madrid.': 'Escríbalo como Europe/Madrid.',
  'cannot use "clean": there is no time zone "{}"': 'no se puede usar "clean": no hay ninguna zona horaria "{1}"',
  'cannot use "clean": {}': 'no se puede usar "clean": {1}',
  '"{}" is a {} and has no unit': '"{1}" es {2} y no tiene unidad',
  'Write type: number.': 'Escriba type: number.',
  '"from" of "{}" says nothing without "unit"': '"from" de "{1}" no dice nada sin "unit"',
  'Add unit: with the unit wanted.': 'Añada unit: con la unidad que quiere.',
  'the unit "{}" is not known': 'no se conoce la unidad "{1}"',
  'Choose one of {}.': 'Elija entre {1}.',
  '"{}" is a {} and "{}" a {}': '"{1}" es {2} y "{3}" es {4}',
  'Choose units of one kind.': 'Elija unidades de un mismo tipo.',
  'it is no number': 'no es un número',
  'it may be {} or {} unless "decimal" is declared': 'puede ser {1} o {2} si no se declara "decimal"',
  'it is not whole': 'no es entero',
  'it is neither yes nor no': 'no es ni sí ni no',
  'it has a unit, and "unit" is not declared': 'tiene unidad, y "unit" no está declarado',
  'it is a {}, not a {}': 'es de {1}, no de {2}',
  'more than one': 'más de una',
  'there is {} such time in {}, where the clock was changed': 'hay {1} hora así en {2}, donde se cambió el reloj',
  'Add within: with a duration, or keep the first.': 'Añada within: con una duración, o conserve el primero.',
  'cannot use "dedupe": the last of the same records is never known without "within"':
    'no se puede usar "dedupe": sin "within" nunca se conoce el último de los registros iguales',
  'Add within: with a duration, or remove time.': 'Añada within: con una duración, o quite time.',
  'cannot use "dedupe": "time" says nothing without "within"':
    'no se puede usar "dedupe": "time" no dice nada sin "within"',
  'cannot read time {} {}: {}': 'no se puede leer la hora {1=} {2}: {3}',
  'Write when: with a condition, or fields: with their names.':
    'Escriba when: con una condición, o fields: con sus nombres.',
  'cannot use "drop": neither "when" nor "fields" is given': 'no se puede usar "drop": no hay ni "when" ni "fields"',
  'it is missing': 'falta',
  'it is no time': 'no es una hora',
  'it is more than a day ahead': 'es de más de un día después',
  'cannot flatten "{}": the record has that field twice':
    'no se puede aplanar "{1}": el registro tiene dos veces ese campo',
  'cannot look up {}: the field is missing': 'no se puede buscar {1=}: falta el campo',
  'cannot look up {}: there is no such row in "{}"': 'no se puede buscar {1=}: no hay esa fila en "{2}"',
  'Write file: with a CSV file, or dataset: with its name.':
    'Escriba file: con un archivo CSV, o dataset: con su nombre.',
  'cannot use "lookup": expecting either "file" or "dataset"':
    'no se puede usar "lookup": se espera "file" o "dataset", uno de los dos',
  'cannot rename "{}" to "{}": the record has that field, too':
    'no se puede cambiar el nombre de "{1}" a "{2}": el registro ya tiene ese campo',
  'Write every: with a number, or share: and key:.': 'Escriba every: con un número, o share: y key:.',
  'cannot use "sample": expecting either "every", or "share" and "key"':
    'no se puede usar "sample": se espera "every", o "share" y "key"',
  'cannot aggregate {}: expecting a number of at most {}; got {}':
    'no se puede agregar {1=}: se espera un número de como mucho {2}; hay {3}',
  'cannot use "window": {}': 'no se puede usar "window": {1}',
  'expecting either "size" or "session"': 'se espera "size" o "session", uno de los dos',
  'Write size: 1h for fixed windows, or session: 30m for sessions.':
    'Escriba size: 1h para ventanas fijas, o session: 30m para sesiones.',
  '"every" says nothing without "size"': '"every" no dice nada sin "size"',
  'Remove it, or add size: 1h.': 'Quítelo, o añada size: 1h.',
  '"{}" is not a whole number of milliseconds': '"{1}" no es un número entero de milisegundos',
  'Write it like 500ms, 30s, 15m or 1h.': 'Escríbalo como 500ms, 30s, 15m o 1h.',
  'Make size: at least as long as every:.': 'Haga size: al menos tan largo como every:.',
  'each record would be in more than {} windows': 'cada registro estaría en más de {1} ventanas',
  'Make every: longer.': 'Haga every: más largo.',
  'the result would have the field "{}" twice': 'el resultado tendría dos veces el campo "{1}"',
  'Call the aggregate otherwise.': 'Dé otro nombre al agregado.',
  'as a record: expecting a JSON object': 'como registro: se espera un objeto JSON',
  'cannot read line {}': 'no se puede leer la línea {1}',
  'Write one JSON object on each line.': 'Escriba un objeto JSON en cada línea.',
  'Leave it out.': 'Quítelo.',
  'cannot use table "{}" in {}: the function does not look into it':
    'no se puede usar la tabla "{1}" en {2}: la función no la consulta',
  'cannot run {}: it looks into dataset "{}", whose rows are not given':
    'no se puede ejecutar {1}: consulta el conjunto de datos "{2}", cuyas filas no se dan',
  'Add them under tables: { {}: [{ … }] }, or name a file with them.':
    'Añádalas en tables: { {1}: [{ … }] }, o nombre un archivo que las tenga.',
  'cannot test function "{}": the project has none of this name':
    'no se puede probar la función "{1}": el proyecto no la tiene',
  'cannot test function "{}": the file has no cases': 'no se puede probar la función "{1}": el archivo no tiene casos',
  'the file is empty': 'el archivo está vacío',
  'cannot read cases: {}': 'no se pueden leer los casos: {1}',
  'Begin with "function:", then "cases:".': 'Empiece con "function:", después "cases:".',
  'cannot look into "{}": function "{}" sends nothing to it':
    'no se puede mirar en "{1}": la función "{2}" no le envía nada',
  'Write max: {}, or a smaller min.': 'Escriba max: {1}, o un min menor.',
  'cannot scale {}: min {} is more than max {}': 'no se puede escalar {1}: min {2} es más que max {3}',
  'cannot start function "{}" by {}: {} cannot be given that':
    'la función "{1}" no puede empezar por {2}: {3} no puede recibirlo',
  'Write a function in TypeScript or JavaScript, and name it under run: in the place of {}:.':
    'Escriba una función en TypeScript o JavaScript, y nómbrela en run: en lugar de {1}:.',
  'it has "{}" and "{}"': 'tiene "{1}" y "{2}"',
  'it says not what to do': 'no dice qué hacer',
  'Give one of run: with a file, use: with a built-in function, command: with a program.':
    'Dé una de estas: run: con un archivo, use: con una función incorporada, command: con un programa.',
  'cannot run "{}" as {}: expecting a file that ends in .ts, .mts, .js or .mjs':
    'no se puede ejecutar "{1}" como {2}: se espera un archivo que acabe en .ts, .mts, .js o .mjs',
  'Name a file of the project, such as functions/clean.ts.':
    'Nombre un archivo del proyecto, por ejemplo functions/clean.ts.',
  'cannot read use of {}: expecting one function an item':
    'no se puede leer use de {1}: se espera una función en cada elemento',
  'Write it like - rename: { fields: { temp: celsius } }.': 'Escríbalo como - rename: { fields: { temp: celsius } }.',
  'cannot use "{}" in {}: there is no such built-in function':
    'no se puede usar "{1}" en {2}: no existe esa función incorporada',
  'cannot write to stream "{}": {}': 'no se puede escribir en el flujo "{1}": {2}',
  'cannot run function "{}" on stream "{}": there is no such stream':
    'no se puede ejecutar la función "{1}" con el flujo "{2}": no existe ese flujo',
  'Choose {}, or add {} under "streams".': 'Elija {1}, o añada {2} en "streams".',
  'cannot run functions in a circle: {}, which feeds "{}" again':
    'no se pueden ejecutar funciones en círculo: {1}, que alimenta otra vez a "{2}"',
  'Let one of them write to another stream: records would go round for ever.':
    'Haga que una de ellas escriba en otro flujo: los registros darían vueltas para siempre.',
  'cannot read query': 'no se puede leer la consulta',
  'cannot read query "{}" of {}': 'no se puede leer la consulta "{1}" de {2}',
  'cannot write to stream "{}" by {}: {}': 'no se puede escribir en el flujo "{1}" por {2}: {3}',
  'cannot look into dataset "{}" by function "{}": there is no such dataset':
    'la función "{2}" no puede consultar el conjunto de datos "{1}": no existe',
  'Add it under "datasets".': 'Añádalo en "datasets".',
  'cannot read line {} of "{}": {}': 'no se puede leer la línea {1} de "{2}": {3}',
  'Correct the row.': 'Corrija la fila.',
  'cannot read schedule "{}": expecting at least a second':
    'no se puede leer el horario "{1}": se espera al menos un segundo',
  'Write a longer duration, such as every 15m.': 'Escriba una duración más larga, por ejemplo every 15m.',
  'Write the name of a city as in Europe/Madrid, or UTC.':
    'Escriba el nombre de una ciudad, como Europe/Madrid, o UTC.',
  'Write it like "0 6 * * *" (at six each day), "*/15 * * * 1-5" or every 15m.':
    'Escríbalo como "0 6 * * *" (cada día a las seis), "*/15 * * * 1-5" o every 15m.',
  'Write a day that its month has.': 'Escriba un día que su mes tenga.',
  'expecting one of {}': 'se espera uno de {1}',
  'expecting the name of a stream, or a map with {}': 'se espera el nombre de un flujo, o un mapa con {1}',
  'Write on: readings_raw, or a map such as on: { schedule: "0 6 * * *" }.':
    'Escriba on: readings_raw, o un mapa, por ejemplo on: { schedule: "0 6 * * *" }.',
  'cannot give function "{}" the files "{}": they lie among those of the project':
    'no se pueden dar a la función "{1}" los archivos "{2}": están entre los del proyecto',
  'Let them land in a folder of their own, such as landing/*.pdf.':
    'Haga que lleguen a una carpeta propia, por ejemplo landing/*.pdf.',
  'cannot answer "{}" by function "{}": {}': 'la función "{2}" no puede responder a "{1}": {3}',
  'cannot answer {} {} by function "{}": {} takes the same requests':
    'la función "{3}" no puede responder a {1} {2}: {4} acepta las mismas peticiones',
  'Give one of them another path.': 'Dé otra ruta a una de las dos.',
  'cannot answer by function "{}": too many requests wait for it':
    'la función "{1}" no puede responder: la esperan demasiadas peticiones',
  'cannot answer by function "{}": the client has gone': 'la función "{1}" no puede responder: el cliente se ha ido',
  'cannot answer by function "{}": it cannot be loaded': 'la función "{1}" no puede responder: no se puede cargar',
  'Whoever runs it finds the reason where the function is shown.':
    'Quien la mantiene encuentra el motivo donde se muestra la función.',
  'cannot load function "{}": {}': 'no se puede cargar la función "{1}": {2}',
  'Correct it; it is loaded again when it is saved.': 'Corríjala; se carga otra vez cuando se guarda.',
  'it wrote to the connection of Caudal': 'escribió en la conexión de Caudal',
  'it closed the connection of Caudal': 'cerró la conexión de Caudal',
  'it was stopped': 'se paró',
  'it took longer than {} s': 'tardó más de {1} s',
  'it needs more memory than {}': 'necesita más memoria que {1}',
  'its process ended with {}': 'su proceso terminó con {1}',
  'cannot answer with status "{}": expecting 200 to 599':
    'no se puede responder con el estado "{1}": se espera de 200 a 599',
  'cannot answer with {} bytes: expecting at most {}': 'no se puede responder con {1} bytes: se esperan como mucho {2}',
  'cannot answer {} with a body: it has none': 'no se puede responder {1} con contenido: no lo tiene',
  'cannot answer with {} headers: expecting at most {}':
    'no se puede responder con {1} cabeceras: se esperan como mucho {2}',
  'cannot answer with header "{}": expecting a name of letters, digits and -':
    'no se puede responder con la cabecera "{1}": se espera un nombre de letras, cifras y -',
  'cannot answer with header "{}": the server sets it':
    'no se puede responder con la cabecera "{1}": la pone el servidor',
  'cannot answer with header "{}": expecting one line of text; got "{}"':
    'no se puede responder con la cabecera "{1}": se espera una línea de texto; hay "{2}"',
  'cannot answer with {} bytes of headers: expecting at most {}':
    'no se puede responder con {1} bytes de cabeceras: se esperan como mucho {2}',
  'cannot take up what function "{}" gave: it was changed': 'no se puede usar lo que dio la función "{1}": se cambió',
  'Let the function begin with no state: remove its folder in .caudal/functions while Caudal is stopped.':
    'Haga que la función empiece sin estado: quite su carpeta en .caudal/functions con Caudal parado.',
  'cannot compare function "{}": what it has read did not come to its end':
    'no se puede comparar la función "{1}": lo que ha leído no llegó a su fin',
  'Look for the reason in the log of the project, and try again.':
    'Busque el motivo en el registro del proyecto, e inténtelo otra vez.',
  'no error': 'ningún error',
  'cannot run function "{}": the project has none of this name':
    'no se puede ejecutar la función "{1}": el proyecto no la tiene',
  'The functions are: {}.': 'Las funciones son: {1=}.',
  'cannot run function "{}": {}': 'no se puede ejecutar la función "{1}": {2}',
  'cannot read "{}": a function may read the files of the project only':
    'no se puede leer "{1}": una función solo puede leer los archivos del proyecto',
  'cannot write "{}": a function may write in its working folder only':
    'no se puede escribir "{1}": una función solo puede escribir en su carpeta de trabajo',
  'cannot start "{}": a function that is a program has "command" in the project file':
    'no se puede arrancar "{1}": una función que es un programa tiene "command" en el archivo del proyecto',
  'cannot start a thread in a function': 'una función no puede arrancar un hilo',
  'cannot load "{}": a function may load no native code':
    'no se puede cargar "{1}": una función no puede cargar código nativo',
  'an error without a message': 'un error sin mensaje',
  'cannot keep state in function "{}": requests are answered side by side':
    'la función "{1}" no puede guardar estado: las peticiones se responden a la vez',
  'Yield a record, and keep the state in a function on that stream.':
    'Dé un registro, y guarde el estado en una función de ese flujo.',
  'Send a body that fits its content-type.': 'Envíe un contenido que corresponda a su content-type.',
  'expecting { status, headers, body }': 'se espera { status, headers, body }',
  'cannot yield a record: function "{}" has no "to"': 'no se puede dar un registro: la función "{1}" no tiene "to"',
  'Add to: with the name of a stream, or yield nothing.': 'Añada to: con el nombre de un flujo, o no dé nada.',
  'cannot tell which file is meant: expecting a path': 'no se sabe de qué archivo se trata: se espera una ruta',
  'cannot read file "{}": the link leads out of its folder':
    'no se puede leer el archivo "{1}": el enlace lleva fuera de su carpeta',
  'cannot read file "{}": it is gone': 'no se puede leer el archivo "{1}": ya no está',
  'cannot read line as a record: expecting a JSON object':
    'no se puede leer la línea como registro: se espera un objeto JSON',
  'cannot read the time of a run: expecting at, as 2026-01-31T12:00:00Z':
    'no se puede leer la hora de una ejecución: se espera at, como 2026-01-31T12:00:00Z',
  'cannot use "{}" as a function: it has no default export with {} {}':
    'no se puede usar "{1}" como función: no tiene export default con {2} {3}',
  'Write it like: export default defineFunction({ {} })': 'Escríbala como: export default defineFunction({ {1} })',
  'cannot load "{}": {}': 'no se puede cargar "{1}": {2}',
  'Correct the file; it is loaded again when it is saved.': 'Corrija el archivo; se carga otra vez cuando se guarda.',
  'cannot start "{}": {}': 'no se puede arrancar "{1}": {2}',
  'Give the whole path of the program, or the name of one that is on the PATH of Caudal.':
    'Dé la ruta entera del programa, o el nombre de uno que esté en el PATH de Caudal.',
  'function "{}" failed between batches: {}': 'la función "{1}" falló entre lotes: {2}',
  'with "every" longer than "size" records would be in no window':
    'con "every" más largo que "size" habría registros en ninguna ventana',
  'exit code {}': 'el código de salida {1}',
  '"{}" ended with {}{}': '"{1}" terminó con {2}{3}',
  'function "{}" failed on a request: {}': 'la función "{1}" falló con una petición: {2}',
  'cannot yield {}: expecting a record': 'no se puede dar {1}: se espera un registro',
  'cannot yield a promise: await it first': 'no se puede dar una promesa: espérela antes con await',
  'cannot yield the record: its toJSON gives no object': 'no se puede dar el registro: su toJSON no da un objeto',
  'cannot yield a record of {} characters: it is too long':
    'no se puede dar un registro de {1} caracteres: es demasiado largo',
  'cannot yield the record: it contains itself, for which JSON has no form':
    'no se puede dar el registro: se contiene a sí mismo, y JSON no lo puede escribir',
  'cannot read what the program printed: expecting a line with a JSON object; got {}':
    'no se puede leer lo que escribió el programa: se espera una línea con un objeto JSON; hay {1}',
  'cannot import "{}" in a function': 'una función no puede importar "{1}"',
  'cannot keep "{}": expecting a value that JSON has': 'no se puede guardar "{1}": se espera un valor que tenga JSON',
  'cannot use what was read of "{}": it changed meanwhile': 'no se puede usar lo leído de "{1}": cambió mientras tanto',
  'cannot answer with a {}: {}': 'no se puede responder con un {1}: {2}',
  'cannot answer with {}: {}': 'no se puede responder con {1}: {2}',
  'cannot answer with this body: expecting text, bytes, or what JSON has':
    'no se puede responder con este contenido: se espera un texto, bytes, o lo que tiene JSON',
  'cannot send this signal: a function may end its own process only':
    'no se puede enviar esta señal: una función solo puede terminar su propio proceso',
  '{} was called: a function ends by returning': 'se llamó a {1}: una función termina cuando vuelve',
  '{} more lines were left out': 'se omitieron otras {1} líneas',
  'lost: {} records of the stream could not be read': 'perdidos: no se pudieron leer {1} registros del flujo',
  'Write one like: - { given: [{ a: 1 }], gives: [{ a: 1 }] }':
    'Escriba uno como: - { given: [{ a: 1 }], gives: [{ a: 1 }] }',
  'cannot read row of "{}": {}': 'no se puede leer la fila de "{1}": {2}',
  'Correct the file.': 'Corrija el archivo.',
  'threw {}, which tells no place as an Error does': 'lanzó {1}, que no dice el lugar como lo hace un Error',
  ' behind record {}': ' detrás del registro {1}',
}
