/** Of what flows and is stored, and what stands in its way. */
import type { Sentences } from '../translator.ts'

export const datasetsSentences: Sentences = {
  'The datasets are: {}.': 'Los conjuntos de datos son: {1}.',
  'cannot read source "{}": {}': 'no se puede leer la fuente "{1}": {2}',
  'Correct what it names, or its permissions.': 'Corrija lo que nombra, o sus permisos.',
  'The project file has a mistake, the earlier one goes on: {}.':
    'El archivo del proyecto tiene un error; sigue el anterior: {1}.',
  'Source "{}" is {}: {}.': 'La fuente "{1}" está {2}: {3}.',
  'Function "{}" does not run: {}.': 'La función "{1}" no corre: {2}.',
  'Stream "{}" lost {} records in {} damaged places of its files.':
    'El flujo "{1}" perdió {2} registros en {3} lugares dañados de sus archivos.',
  'View "{}" is not exported: {}.': 'La vista "{1}" no se exporta: {2}.',
  'View "{}" has its last good rows: {}.': 'La vista "{1}" tiene sus últimas filas buenas: {2}.',
  'Monitor "{}" watches nothing: {}.': 'El vigilante "{1}" no vigila nada: {2}.',
  'Channel "{}" cannot send, {} wait: {}.': 'El canal "{1}" no puede enviar, esperan {2}: {3}.',
  'Channel "{}" gave up {} notice{}.': 'El canal "{1}" dejó de intentar avisos: {2}.',
  'The disk is nearly full: {} MB are left.': 'El disco está casi lleno: quedan {1} MB.',
  'cannot take the request: {} others are sending records already':
    'no se puede aceptar la petición: otros {1} ya están enviando registros',
  'Send it again in a second, or send more records in fewer requests.':
    'Envíela otra vez en un segundo, o envíe más registros en menos peticiones.',
  'cannot reach the lake: its process ended and is started again':
    'no se alcanzan los datos: su proceso terminó y arranca otra vez',
  'Try again in a moment; whatever was acknowledged is safe in the stream.':
    'Inténtelo en un momento; todo lo confirmado está a salvo en el flujo.',
  'Try again in a moment.': 'Inténtelo en un momento.',
  'cannot read "{}": {}': 'no se puede leer "{1}": {2}',
  'nobody remembers that time any more': 'nadie recuerda ya ese momento',
  'its columns have changed': 'sus columnas han cambiado',
  'another client has written to it': 'otro cliente ha escrito en él',
  'cannot tell which rows of dataset "{}" have changed: {}':
    'no se sabe qué filas del conjunto de datos "{1}" han cambiado: {2}',
  'Read all of it.': 'Léalo entero.',
  'it has {} bytes instead of {}': 'tiene {1} bytes en lugar de {2}',
  'the list of its removed rows: {}': 'la lista de sus filas borradas: {1}',
  'its checksum is wrong': 'su suma de comprobación no es correcta',
  'it cannot be read: {}': 'no se puede leer: {1}',
  'its parts contradict each other': 'sus partes se contradicen',
  'cannot store records of dataset "{}": {}': 'no se pueden guardar registros del conjunto de datos "{1}": {2}',
  'It is tried again; see that the disk has space and is not failing.':
    'Se intenta otra vez; vea que el disco tenga sitio y no falle.',
  'cannot repair datasets yet: their catalogue is damaged and made again':
    'aún no se pueden reparar conjuntos de datos: su catálogo está dañado y se está rehaciendo',
  'cannot use dataset "{}": it is closed': 'no se puede usar el conjunto de datos "{1}": está cerrado',
  'Open it, and read on from its position.': 'Ábralo, y siga leyendo desde su posición.',
  'the checksum of "{}" is wrong': 'la suma de comprobación de "{1}" no es correcta',
  "lost: the stream's file was damaged": 'perdido: el archivo del flujo estaba dañado',
  'Correct the rule in caudal.yaml, or let it warn; the records wait until then.':
    'Corrija la regla en caudal.yaml, o deje que solo avise; los registros esperan hasta entonces.',
  'cannot store record: expecting {}': 'no se puede guardar el registro: se espera {1}',
  'cannot ask rule "{}" of dataset "{}": {}': 'no se puede comprobar la regla "{1}" del conjunto de datos "{2}": {3}',
  'cannot use pattern "{}" of dataset "{}": {}': 'no se puede usar el patrón "{1}" del conjunto de datos "{2}": {3}',
  'Write a regular expression of RE2 that fits the whole value.':
    'Escriba una expresión regular de RE2 que coincida con el valor entero.',
  'cannot store records of dataset "{}": those before them were not stored':
    'no se pueden guardar registros del conjunto de datos "{1}": los anteriores no se guardaron',
  'Read on from the committed position.': 'Siga leyendo desde la posición confirmada.',
  'cannot store the rows of view "{}": {}': 'no se pueden guardar las filas de la vista "{1}": {2}',
  'cannot open dataset "{}": a view of this name is kept in the lake':
    'no se puede abrir el conjunto de datos "{1}": se guarda una vista con este nombre',
  'Give the dataset another name, or put the view back into the project and remove it with: caudal views remove {}':
    'Dé otro nombre al conjunto de datos, o devuelva la vista al proyecto y quítela con: caudal views remove {1}',
  'cannot exchange the rows of view "{}": another client changed them':
    'no se pueden cambiar las filas de la vista "{1}": otro cliente las cambió',
  'cannot tell the rows of view "{}" apart by "{}": it has no such column':
    'no se distinguen las filas de la vista "{1}" por "{2}": no tiene esa columna',
  'Its columns are {}; correct "key".': 'Sus columnas son {1}; corrija "key".',
  'cannot exchange a part of view "{}": its rows are of another form':
    'no se puede cambiar una parte de la vista "{1}": sus filas tienen otra forma',
  'Exchange all of them.': 'Cámbielas todas.',
  'cannot keep view "{}": the lake has a dataset of this name':
    'no se puede guardar la vista "{1}": hay un conjunto de datos con este nombre',
  'Give the view another name.': 'Dé otro nombre a la vista.',
  'cannot store records of dataset "{}": another client changed its columns':
    'no se pueden guardar registros del conjunto de datos "{1}": otro cliente cambió sus columnas',
  'It is tried again at once with the new columns.': 'Se intenta otra vez al momento con las columnas nuevas.',
  'cannot store record: {}': 'no se puede guardar el registro: {1}',
  'cannot read "{}" as a time in {} {}, such as {}: their _time is the time received':
    'no se puede leer "{1}" como hora en {2} {3}, por ejemplo {4}: su _time es la hora en que llegaron',
  'cannot store "{}" as {} in {} {}, such as {}: the values are in _rest':
    'no se puede guardar "{1}" como {2} en {3} {4}, por ejemplo {5}: los valores están en _rest',
  'cannot keep column "{}" {} for {} {}: it is {} now':
    'la columna "{1}" no puede seguir siendo {2} para {3} {4}: ahora es {5}',
  'cannot read "{}" as a time: the time received stands for it':
    'no se puede leer "{1}" como hora: vale la hora en que llegó',
  'cannot store "{}" as {}: the values are in _rest': 'no se puede guardar "{1}" como {2}: los valores están en _rest',
  'cannot keep the type of column "{}" for a value of another kind: it is {} now':
    'la columna "{1}" no puede conservar su tipo con un valor de otra clase: ahora es {2}',
  'Name the field that holds the time (datasets: { {}: { time: … } }), or bring the values to ISO 8601 with a function.':
    'Nombre el campo que tiene la hora (datasets: { {1}: { time: … } }), o pase los valores a ISO 8601 con una función.',
  'cannot find stream "{}"': 'no existe el flujo "{1}"',
  'The project has no streams: add one to caudal.yaml.': 'El proyecto no tiene flujos: añada uno a caudal.yaml.',
  'The streams are: {}.': 'Los flujos son: {1=}.',
  'cannot {}: stream "{}" could not be opened': 'no se puede {1}: el flujo "{2}" no se pudo abrir',
  'See what is said of the stream.': 'Vea qué se dice del flujo.',
  'cannot rebuild dataset "{}": the project has none of this name':
    'no se puede reconstruir el conjunto de datos "{1}": el proyecto no lo tiene',
  'cannot rebuild dataset "{}": it is rebuilt already':
    'no se puede reconstruir el conjunto de datos "{1}": ya se está reconstruyendo',
  'Wait until that is done.': 'Espere a que termine.',
  'cannot rebuild the dataset: Caudal stops': 'no se puede reconstruir el conjunto de datos: Caudal se para',
  'It is as it was; rebuild it again after the start.': 'Está como estaba; reconstrúyalo otra vez tras el arranque.',
  'cannot rebuild dataset "{}": the project declares it in another way by now':
    'no se puede reconstruir el conjunto de datos "{1}": el proyecto ya lo declara de otro modo',
  'Rebuild it again.': 'Reconstrúyalo otra vez.',
  'it lies outside of the project': 'está fuera del proyecto',
  'Name a file of the project, such as functions/mend.ts.':
    'Nombre un archivo del proyecto, por ejemplo functions/mend.ts.',
  'expecting a file that ends in .ts, .mts, .js or .mjs': 'se espera un archivo que acabe en .ts, .mts, .js o .mjs',
  'Name one such as functions/mend.ts.': 'Nombre uno, por ejemplo functions/mend.ts.',
  'cannot edit by "{}": {}': 'no se puede corregir con "{1}": {2}',
  'cannot edit rejected records: expecting either a function or fields':
    'no se pueden corregir registros rechazados: se espera una función o campos',
  'Send function, or set and remove with the names of fields.':
    'Envíe function, o set y remove con los nombres de los campos.',
  'cannot write "{}": {}': 'no se puede escribir "{1}": {2}',
  'Let Caudal write into the folder of the project.': 'Deje que Caudal escriba en la carpeta del proyecto.',
  'it is no JSON object, and has no fields': 'no es un objeto JSON, y no tiene campos',
  'it gave several records: expecting one': 'dio varios registros: se espera uno',
  'it gave no record': 'no dio ningún registro',
  'Correct the function.': 'Corrija la función.',
  'cannot find rejected records of "{}": there are none': '"{1}" no tiene registros rechazados',
  'There are some in {}.': 'Los hay en {1}.',
  'Nothing was rejected.': 'No se rechazó nada.',
  'it is another JSON value': 'es otro valor de JSON',
  'cannot replay rejected record "{}": expecting a JSON object; {}':
    'no se puede reenviar el registro rechazado "{1}": se espera un objeto JSON; {2}',
  'Correct its text, and replay what comes of it.': 'Corrija su texto, y reenvíe lo que salga.',
  'cannot find rejected record "{}:{}"': 'no existe el registro rechazado "{1}:{2}"',
  'Look for it among the rejected records of {}.': 'Búsquelo entre los registros rechazados de {1}.',
  'cannot {} rejected record "{}": it was {} at {} by {}':
    'no se puede {1} el registro rechazado "{2}": está {3}, desde {4} por {5}',
  'Send its text as a new record.': 'Envíe su texto como registro nuevo.',
  'See what rejected record {} is now.': 'Vea qué es ahora el registro rechazado {1}.',
  'no stream is known for them': 'no se conoce ningún flujo para ellos',
  'there is no stream "{}" any more': 'ya no hay ningún flujo "{1}"',
  'cannot replay records of "{}": {}': 'no se pueden reenviar registros de "{1}": {2}',
  'Let the project have the dataset, or the function, that rejected them.':
    'Haga que el proyecto tenga el conjunto de datos, o la función, que los rechazó.',
  'it is no JSON object': 'no es un objeto JSON',
  'Channel "{}" was removed with {} notice{} that it had not sent.':
    'El canal "{1}" se quitó con avisos que no había enviado: {2}.',
  'Free some space; appends are taken again as soon as there is room.':
    'Libere sitio; se vuelve a guardar en cuanto lo haya.',
  'Raise the quota or free some space; appends are taken again as soon as there is room.':
    'Suba la cuota o libere sitio; se vuelve a guardar en cuanto lo haya.',
  'Raise the limit of open files (ulimit -n).': 'Suba el límite de archivos abiertos (ulimit -n).',
  "Raise the system's limit of open files (fs.file-max).":
    'Suba el límite de archivos abiertos del sistema (fs.file-max).',
  'the disk is full': 'el disco está lleno',
  'the disk quota is used up': 'la cuota del disco está agotada',
  'cannot {} stream "{}": {}': 'no se puede {1} el flujo "{2}": {3}',
  'Look at the disk and the system log; every new attempt tries the disk again.':
    'Mire el disco y el registro del sistema; cada intento nuevo prueba el disco otra vez.',
  'cannot open stream "{}": expecting at least {} partitions; got {}':
    'no se puede abrir el flujo "{1}": se esperan al menos {2} particiones; hay {3}',
  'Give it {} partitions or more: a stream can grow, but records cannot move to another partition.':
    'Dele {1} particiones o más: un flujo puede crecer, pero los registros no cambian de partición.',
  'cannot open stream "{}": expecting a name of a-z, 0-9, "_", "-" and "."':
    'no se puede abrir el flujo "{1}": se espera un nombre de a-z, 0-9, "_", "-" y "."',
  'Choose a name of at most 200 such characters that does not begin with a dot.':
    'Elija un nombre de como mucho 200 de esos caracteres que no empiece por un punto.',
  'cannot open stream "{}": expecting 1 to {} partitions; got {}':
    'no se puede abrir el flujo "{1}": se esperan de 1 a {2} particiones; hay {3}',
  'Give the stream between 1 and {} partitions.': 'Dé al flujo entre 1 y {1} particiones.',
  'cannot find partition "{}" of stream "{}": expecting 0 to {}':
    'no existe la partición "{1}" del flujo "{2}": se espera de 0 a {3}',
  'Use a partition of the stream; there can be up to {}.': 'Use una partición del flujo; puede haber hasta {1}.',
  'cannot append to stream "{}": {} bytes wait to be synced already':
    'no se puede añadir al flujo "{1}": ya esperan {2} bytes a guardarse en el disco',
  'Send it again in a second, or send less at once.': 'Envíelo otra vez en un segundo, o envíe menos de una vez.',
  'cannot {} stream "{}": it is closed': 'no se puede {1} el flujo "{2}": está cerrado',
  'Start the project again.': 'Arranque el proyecto otra vez.',
  'cannot append to stream "{}": expecting records of at most {} bytes; got one of {}':
    'no se puede añadir al flujo "{1}": se esperan registros de como mucho {2} bytes; hay uno de {3}',
  'Split the record, or store its large part elsewhere and send a reference to it.':
    'Parta el registro, o guarde su parte grande en otro lugar y envíe una referencia.',
  'store dataset "{}"': 'guardar el conjunto de datos "{1}"',
  'run function "{}"': 'ejecutar la función "{1}"',
  'start source "{}"': 'arrancar la fuente "{1}"',
  'append to': 'añadir a',
  'store a position in': 'guardar una posición en',
  '{} cannot read {} more.': '{1} no puede leer otros {2}.',
  'Source "{}" ({}:{}:{})': 'La fuente "{1}" ({2}:{3}:{4})',
  'offsets {} to {}': 'posiciones de {1} a {2}',
  'of source "{}" in dataset "{}"': 'de la fuente "{1}" en el conjunto de datos "{2}"',
  'Correct the values where they come from, or declare the field a string: {}':
    'Corrija los valores en su origen, o declare que el campo es un texto: {1}',
  "Declare the field's type to keep it, values that do not fit go to _rest then: {}; and fill the dataset again: caudal rebuild {}":
    'Declare el tipo del campo para conservarlo, y lo que no encaje irá a _rest: {1}; y llene otra vez el conjunto de datos: caudal rebuild {2}',
  'Mend the channel, then send it again: caudal channel retry {}':
    'Arregle el canal, y envíelo otra vez: caudal channel retry {1}',
  '{} "{}" sees no rows: the role "{}" asks for a company, and none is named.':
    '{1} "{2}" no ve filas: el rol "{3}" exige una empresa cliente, y no se nombra ninguna.',
  'cannot export view "{}" to "{}": {}': 'no se puede exportar la vista "{1}" a "{2}": {3}',
  'It is tried again, or at once when it is refreshed.':
    'Se intenta otra vez, o al momento cuando se vuelve a calcular.',
  'too many files are open': 'hay demasiados archivos abiertos',
  'too many files are open in the system': 'hay demasiados archivos abiertos en el sistema',
}
