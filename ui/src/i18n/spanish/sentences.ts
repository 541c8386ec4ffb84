/** The server's sentences in Spanish, by their form. A test sees to it that the server still says each of them. */
import type { Sentences } from '../translator.ts'

export const sentences: Sentences = {
  // Who asks, and what they may.
  'cannot tell who asks: {}': 'no se sabe quién pregunta: {1}',
  'the token is not valid': 'el token no es válido',
  'the session has ended': 'la sesión ha terminado',
  'no token was sent': 'no se envió ningún token',
  'cannot {} with the role "{}"': 'el rol "{2}" no permite {1}',
  'Ask as somebody whose role may {}.': 'Pídalo como alguien cuyo rol permita {1}.',
  view: 'ver',
  read: 'leer',
  write: 'enviar',
  edit: 'editar',
  administer: 'administrar',
  'cannot use {} "{}": "{}" is not for it': 'no se puede usar {1} "{2}": "{3}" no sirve para ello',
  'Ask as somebody whose role includes "{}", or with a token that is made for it.':
    'Pídalo como alguien cuyo rol incluya "{1}", o con un token hecho para ello.',
  'cannot do this with a token: it is for people who are logged in':
    'no se puede hacer con un token: es para personas con sesión iniciada',
  'Log in with a browser.': 'Inicie sesión con un navegador.',
  'cannot use this for a client company: it tells of the rows of all':
    'no es para empresas clientes: habla de las filas de todos',
  'Ask by search, SQL, tail or the endpoints.': 'Pregunte con búsqueda, SQL, en vivo o por los endpoints.',
  'cannot log in: the name, the password or the code is wrong':
    'no se puede entrar: el nombre, la contraseña o el código no son correctos',
  'Try again, or ask an administrator for a link to choose a new password.':
    'Inténtelo otra vez, o pida a un administrador un enlace para elegir otra contraseña.',
  'cannot log in: it was tried too often': 'no se puede entrar: se ha intentado demasiadas veces',
  'Try again in {} s.': 'Inténtelo otra vez en {1} s.',
  'cannot log in: what the device has answered is not accepted':
    'no se puede entrar: no se acepta lo que ha respondido el dispositivo',
  'Try again, or log in another way.': 'Inténtelo otra vez, o entre de otro modo.',
  'cannot add the passkey: what the device has answered is not accepted':
    'no se puede añadir la llave de acceso: no se acepta lo que ha respondido el dispositivo',
  'Try again, or with another device.': 'Inténtelo otra vez, o con otro dispositivo.',
  'cannot add the passkey: it is there already': 'no se puede añadir la llave de acceso: ya está',
  'Use another device.': 'Use otro dispositivo.',
  'cannot use passkeys at "{}": browsers take them at names only':
    'no hay llaves de acceso en "{1}": los navegadores solo las aceptan en nombres',
  'cannot use this link: it was used already, or has expired': 'este enlace ya se usó, o ha caducado',
  'Ask an administrator for another one.': 'Pida otro a un administrador.',
  'cannot change this: the password is wrong': 'no se puede cambiar: la contraseña no es correcta',
  'Enter your present password.': 'Escriba su contraseña actual.',
  'cannot change this: you have logged in too long ago': 'no se puede cambiar: entró hace demasiado tiempo',
  'Log in again.': 'Vuelva a entrar.',
  'cannot confirm the authenticator app: the code is wrong':
    'no se puede confirmar la aplicación de códigos: el código no es correcto',
  'Enter the code that it shows now; see that the clock of the device is right.':
    'Escriba el código que muestra ahora; vea que el reloj del dispositivo esté bien.',
  'cannot use this password: {}': 'no se puede usar esta contraseña: {1}',
  'cannot create token "{}": a token of this name exists':
    'no se puede crear el token "{1}": ya hay uno con este nombre',
  'Revoke it first, or take another name.': 'Revóquelo antes, o elija otro nombre.',
  'cannot create token "{}": expecting a name of letters, digits, "_", "-", "." or "@"':
    'no se puede crear el token "{1}": se espera un nombre de letras, cifras, "_", "-", "." o "@"',
  'Name the program or person that will use it, such as shop-backend.':
    'Nombre el programa o la persona que lo usará, por ejemplo shop-backend.',
  'cannot restrict a token to "{}": the project has nothing of this name':
    'no se puede limitar un token a "{1}": el proyecto no tiene nada con este nombre',
  'The project has {}.': 'El proyecto tiene {1}.',

  // What is not there, or not free.
  'cannot find dataset "{}"': 'no existe el conjunto de datos "{1}"',
  'The datasets are: {}.': 'Los conjuntos de datos son: {1}.',
  'Look for its name in the list of datasets.': 'Busque su nombre en la lista de conjuntos de datos.',
  'cannot find view "{}"': 'no existe la vista "{1}"',
  'cannot find function "{}"': 'no existe la función "{1}"',
  'Look for its name in the list of functions.': 'Busque su nombre en la lista de funciones.',
  'cannot find source "{}"': 'no existe la fuente "{1}"',
  'cannot find dashboard "{}"': 'no existe el panel de control "{1}"',
  'cannot find "{}" among the {} of the project': 'no existe "{1}" entre {2} del proyecto',
  sources: 'las fuentes',
  datasets: 'los conjuntos de datos',
  monitors: 'los vigilantes',
  'There are: {}.': 'Hay: {1}.',
  'Did you mean "{}"?': '¿Quería decir "{1}"?',
  'Choose another name.': 'Elija otro nombre.',
  'cannot make dashboard "{}": there is one of this name':
    'no se puede crear el panel de control "{1}": ya hay uno con este nombre',
  'cannot save dashboard "{}": it has been changed since you opened it':
    'no se puede guardar el panel de control "{1}": alguien lo ha cambiado desde que lo abrió',
  'cannot {} {} "{}": {}': 'no se puede {1} {2} "{3}": {4}',
  save: 'guardar',
  remove: 'quitar',
  'there is one of this name': 'ya hay uno con este nombre',
  'somebody else has removed it': 'alguien lo ha quitado',
  'somebody else has changed it': 'alguien lo ha cambiado',
  'Choose another name, or send the version that is to be replaced as If-Match.': 'Elija otro nombre.',
  'Read it again, and change what is there now.': 'Ábralo otra vez y cambie lo que hay ahora.',
  'cannot change the project as somebody who may not use all datasets':
    'solo puede cambiar el proyecto quien puede usar todos los conjuntos de datos',
  'Ask somebody whose role has no "only".': 'Pídaselo a alguien cuyo rol no tenga "only".',
  'cannot write {}: the folder of the project is read-only':
    'no se puede escribir {1}: la carpeta del proyecto es de solo lectura',

  // Forms, and the project file.
  'source "{}"': 'la fuente "{1}"',
  'dataset "{}"': 'el conjunto de datos "{1}"',
  'monitor "{}"': 'el vigilante "{1}"',
  'endpoint "{}"': 'el endpoint "{1}"',
  'cannot read {} "{}" of {}: expecting {}': 'no se puede leer {1} "{2}" de {3}: se espera {4}',
  'cannot read {} of {}: expecting {}; got {}': 'no se puede leer {1} de {2}: se espera {3}; llegó {4}',
  'cannot use key "{}" of {}: expecting {}': 'no se conoce la clave "{1}" de {2}: se espera {3}',
  'cannot use {}: key "{}" is missing': 'a {1} le falta la clave "{2}"',
  'Write it like {}.': 'Escríbalo como {1}.',
  'Choose {}.': 'Elija {1}.',
  'Add {}: {}.': 'Añada {1}: {2}.',
  'Add it, like {}.': 'Añádalo, por ejemplo {1}.',
  'Remove it, or correct its name.': 'Quítelo, o corrija su nombre.',
  'a duration such as 30s, 12h or 7d': 'una duración como 30s, 12h o 7d',
  'a size such as 64MB or 10GB': 'un tamaño como 64MB o 10GB',
  'a name of lower-case letters, digits and _': 'un nombre de minúsculas, cifras y _',
  'true or false': 'true o false',
  'text that is not empty': 'un texto que no esté vacío',
  'cannot read duration "{}": expecting a number and a unit': 'la duración "{1}" no es un número con su unidad',
  'Write it like 500ms, 30s, 15m, 12h, 7d, 4w or 5y.': 'Escríbala como 500ms, 30s, 15m, 12h, 7d, 4w o 5y.',
  'cannot read size "{}": expecting a number and a unit': 'el tamaño "{1}" no es un número con su unidad',
  'Write it like 512KB, 64MB or 10GB.': 'Escríbalo como 512KB, 64MB o 10GB.',
  'cannot read {} "{}": expecting a time or a duration':
    'no se puede leer {1} "{2}": se espera un momento o una duración',
  'Write 2026-01-31, 2026-01-31T12:00:00Z, or 1h for an hour ago.':
    'Escriba 2026-01-31, 2026-01-31T12:00:00Z, o 1h para hace una hora.',
  'cannot read source "{}": {}': 'no se puede leer la fuente "{1}": {2}',
  'It is SQL, in the dialect of DuckDB: correct it at that place.':
    'Es SQL, en el dialecto de DuckDB: corríjalo en ese lugar.',
  "It is SQL, such as level = 'error'; KQL stands under kql, in place of on.":
    "Es SQL, por ejemplo level = 'error'; KQL va en kql, en lugar de on.",
  'It is SQL, such as value > 0.': 'Es SQL, por ejemplo value > 0.',
  'Correct what it names, or its permissions.': 'Corrija lo que nombra, o sus permisos.',
  'cannot fill dataset "{}": there is no stream "{}"': 'nada llena el conjunto de datos "{1}": no hay flujo "{2}"',
  'cannot use monitor "{}": expecting one of the keys {}': 'al vigilante "{1}" le falta una de las claves {2}',
  'cannot read the monitor: expecting a map of its options': 'el vigilante no se puede leer: se esperan sus opciones',
  'Write it as under "monitors:", like on: readings and when: sd > 0.5.':
    'Escríbalo como bajo "monitors:", por ejemplo on: readings y when: sd > 0.5.',

  // Queries.
  'cannot read query: {}': 'no se entiende la consulta: {1}',
  'expecting a condition; got {}': 'se espera una condición; hay {1}',
  'expecting a value after "{}"; got {}': 'se espera un valor detrás de "{1}"; hay {2}',
  'expecting "and" or "or" before {}': 'se espera "and" u "or" delante de {1}',
  'Write a condition on both sides, or \\{} for the word itself.':
    'Escriba una condición a cada lado, o \\{1} para la palabra misma.',
  'Write the name of a field before it, or put the value in quotes.':
    'Escriba delante el nombre de un campo, o ponga el valor entre comillas.',
  'Write a condition such as status:404, or a word to look for.':
    'Escriba una condición como status:404, o una palabra que buscar.',
  'Write a value, a "quoted phrase", or * for any value.':
    'Escriba un valor, una "frase entre comillas", o * para cualquier valor.',
  'Write "and {}" or "or {}"; a field\'s name with spaces needs quotes.':
    'Escriba "and {1}" u "or {2}"; un nombre de campo con espacios va entre comillas.',
  'Write "and {}" or "or {}", or put the value in quotes.':
    'Escriba "and {1}" u "or {2}", o ponga el valor entre comillas.',
  'cannot run query: {}': 'no se puede ejecutar la consulta: {1}',
  'cannot run query: expecting one statement; got {}': 'no se puede ejecutar la consulta: se espera una sola; hay {1}',
  'Send each statement by itself.': 'Envíe cada una por separado.',
  'cannot run query: it needs more memory than queries have':
    'la consulta necesita más memoria de la que tienen las consultas',
  'Read a shorter time range or fewer columns, or aggregate before sorting and joining.':
    'Lea menos tiempo o menos columnas, o agregue antes de ordenar y unir.',
  'cannot finish query: it took longer than it may': 'la consulta tardó más de lo que puede',
  'Read a shorter time range or fewer columns, or raise the time limit.':
    'Lea menos tiempo o menos columnas, o suba el límite de tiempo.',
  'cannot finish query: it was cancelled': 'la consulta se canceló',
  'cannot return result: it has more than {} rows': 'el resultado tiene más de {1} filas',
  'cannot read dataset "{}": it is not among those that you may read':
    'no puede leer el conjunto de datos "{1}": no está entre los suyos',
  'You may read {}.': 'Puede leer {1}.',
  'There is no dataset that you may read yet.': 'Aún no hay ningún conjunto de datos que pueda leer.',
  'cannot use function "{}": it reaches beyond datasets':
    'no se puede usar la función "{1}": llega más allá de los conjuntos de datos',
  'cannot find field "{}": no dataset that is searched has it':
    'ningún conjunto de datos en que se busca tiene el campo "{1}"',

  // What stands in the way of what flows.
  'The project file has a mistake, the earlier one goes on: {}.':
    'El archivo del proyecto tiene un error; sigue el anterior: {1}.',
  'Source "{}" is {}: {}.': 'La fuente "{1}" está {2}: {3}.',
  waiting: 'esperando',
  stopped: 'parada',
  'Function "{}" does not run: {}.': 'La función "{1}" no corre: {2}.',
  'Stream "{}" lost {} records in {} damaged places of its files.':
    'El flujo "{1}" perdió {2} registros en {3} lugares dañados de sus archivos.',
  'View "{}" is not exported: {}.': 'La vista "{1}" no se exporta: {2}.',
  'View "{}" has its last good rows: {}.': 'La vista "{1}" tiene sus últimas filas buenas: {2}.',
  'Monitor "{}" watches nothing: {}.': 'El vigilante "{1}" no vigila nada: {2}.',
  'Channel "{}" cannot send, {} wait: {}.': 'El canal "{1}" no puede enviar, esperan {2}: {3}.',
  'Channel "{}" gave up {} notice{}.': 'El canal "{1}" dejó de intentar avisos: {2}.',
  'The disk is nearly full: {} MB are left.': 'El disco está casi lleno: quedan {1} MB.',

  // What monitors tell of themselves.
  'can be evaluated again': 'se puede evaluar otra vez',
  'cannot be evaluated: {}': 'no se puede evaluar: {1}',
  '{} evaluation{} missed between {} and {}': 'evaluaciones perdidas: {1}, entre {3} y {4}',
  'silenced until {} by {}': 'silenciado hasta {1} por {2}',
  'planned work': 'trabajo planeado',
  '"{}" fires': '"{1}" está disparado',

  // What passes by itself.
  'cannot take the request: {} others are sending records already':
    'no se puede aceptar la petición: otros {1} ya están enviando registros',
  'Send it again in a second, or send more records in fewer requests.':
    'Envíela otra vez en un segundo, o envíe más registros en menos peticiones.',
  'cannot reach the lake: its process ended and is started again':
    'no se alcanzan los datos: su proceso terminó y arranca otra vez',
  'Try again in a moment; whatever was acknowledged is safe in the stream.':
    'Inténtelo en un momento; todo lo confirmado está a salvo en el flujo.',
  'Try again in a moment.': 'Inténtelo en un momento.',
  'Try it again in a second.': 'Inténtelo otra vez en un segundo.',
  'cannot finish the request: the disk failed ({})': 'no se puede terminar la petición: falló el disco ({1})',
  'Try again; see that the disk has space.': 'Inténtelo otra vez; vea que haya sitio en el disco.',

  // Files that are sent, and reports.
  'cannot read "{}": it is empty': 'no se puede leer "{1}": está vacío',
  'Choose a file that has records.': 'Elija un archivo que tenga registros.',
  'cannot read "{}": expecting lines, CSV or JSON; got binary data':
    'no se puede leer "{1}": se esperan líneas, CSV o JSON; llegaron datos binarios',
  'Save a spreadsheet as CSV, unpack an archive, or choose another file.':
    'Guarde la hoja de cálculo como CSV, desempaquete el archivo, o elija otro.',
  'cannot read "{}": {}': 'no se puede leer "{1}": {2}',
  'cannot read Parquet: {}': 'no se puede leer como Parquet: {1}',
  'Check that the file was written and copied whole.': 'Compruebe que el archivo se escribió y se copió entero.',
  'cannot read timezone "{}": there is none of this name': 'no hay ninguna zona horaria "{1}"',
  'cannot read schedule "{}": expecting a cron expression, or every <duration>':
    'el horario "{1}" no es una expresión cron, ni every <duración>',
  'cannot use schedule "{}": that time never comes': 'el horario "{1}" nunca llega',
  'cannot draw dashboard: {}': 'no se puede dibujar el panel de control: {1}',
  'Try it again; if it fails again, try with fewer panels.':
    'Inténtelo otra vez; si falla de nuevo, pruebe con menos paneles.',
  'cannot send mail through "{}": {}': 'no se puede enviar el correo por "{1}": {2}',
}
