/** What sources, streams and functions say of themselves and of their options, in Spanish. */
import type { Sentences } from '../translator.ts'

export const helpOfSources: Sentences = {
  'Follows growing text files, through rotation, truncation and restarts, and emits one record a line.':
    'Sigue archivos de texto que crecen, aunque roten, se trunquen o haya un reinicio, y da un registro por línea.',
  'The stream that it writes to; a stream named here needs no entry under "streams".':
    'El flujo en que escribe; un flujo nombrado aquí no necesita entrada en "streams".',
  'The files to follow: paths, folders or globs, one or a list; relative to the project.':
    'Los archivos que sigue: rutas, carpetas o comodines, uno o una lista; relativos al proyecto.',
  'The format of a line: `lines` makes it `{ "message": line }`, `ndjson` takes it as a JSON object, `csv` names its fields by the first line.':
    'El formato de una línea: con `lines` es `{ "message": línea }`, con `ndjson` es un objeto JSON, con `csv` la primera línea da nombre a los campos.',
  'Options of the format, such as `{ columns: [time, level, text] }` for CSV without a header.':
    'Opciones del formato, por ejemplo `{ columns: [time, level, text] }` para CSV sin cabecera.',
  'Where the time of a plain line comes from: `auto` takes the time with which it begins, where that has an offset (RFC 3339, access logs); `utc` takes times without an offset, too, and as UTC; `received` is when it came.':
    'De dónde viene la hora de una línea de texto: `auto` toma la hora con que empieza, si lleva su diferencia con UTC (RFC 3339, registros de acceso); `utc` toma también horas sin ella, como UTC; `received` es cuando llegó.',
  'How the text is written; `detect` knows UTF-8, UTF-16 and Windows-1252 (Latin-1).':
    'Cómo está escrito el texto; `detect` conoce UTF-8, UTF-16 y Windows-1252 (Latin-1).',
  'Where to begin in files that are there at the first start; later ones are read from their beginning.':
    'Dónde empieza en los archivos que ya están en el primer arranque; los posteriores se leen desde el principio.',
  'The pause before looking again once all is read; changes that the system tells of end it early.':
    'La pausa antes de mirar otra vez cuando todo está leído; los cambios que avisa el sistema la acortan.',
  'How long a last line without its end stays as it is before it is taken as it stands.':
    'Cuánto espera una última línea sin final antes de tomarse como está.',
  'Reads each file that lands in a folder once: CSV, JSON, Parquet or plain text, packed or not.':
    'Lee una vez cada archivo que llega a una carpeta: CSV, JSON, Parquet o texto, comprimido o no.',
  'The files to read: folders, globs or paths, one or a list; relative to the project.':
    'Los archivos que lee: carpetas, comodines o rutas, uno o una lista; relativos al proyecto.',
  'The format of the files; `detect` tells by the ending of the name, else by the content.':
    'El formato de los archivos; `detect` lo sabe por el final del nombre, o si no por el contenido.',
  'Options of the format, such as `{ delimiter: ";" }` for CSV.':
    'Opciones del formato, por ejemplo `{ delimiter: ";" }` para CSV.',
  'How long a file must not have changed before it is taken to be whole.':
    'Cuánto tiempo debe llevar un archivo sin cambiar para darlo por completo.',
  'What becomes of a file that was read; with `move`, a broken one goes to the folder `failed` beside it.':
    'Qué se hace con un archivo leído; con `move`, uno dañado va a la carpeta `failed` junto a él.',
  'The folder into which read files are moved, relative to their own.':
    'La carpeta a que se mueven los archivos leídos, relativa a la suya.',
  'A field to be added to each record with the path of its file in the project; empty for none.':
    'Un campo que se añade a cada registro con la ruta de su archivo en el proyecto; vacío para ninguno.',
  'The pause before looking again; changes that the system tells of end it early.':
    'La pausa antes de mirar otra vez; los cambios que avisa el sistema la acortan.',
  'How long the content of files that are gone is remembered, so that it is not read again.':
    'Cuánto tiempo se recuerda el contenido de archivos que ya no están, para no leerlo otra vez.',
  'Measures this machine: processor, load, memory, disk, network and processes.':
    'Mide esta máquina: procesador, carga, memoria, disco, red y procesos.',
  'The time between two records.': 'El tiempo entre dos registros.',
  'Makes records that say of themselves that they are simulated, to try things on before real ones come.':
    'Crea registros que dicen de sí mismos que son simulados, para probar antes de que lleguen los reales.',
  'What is simulated.': 'Qué se simula.',
  'Options of the simulator.': 'Opciones del simulador.',
  'Another number gives another world of the same kind.': 'Otro número da otro mundo del mismo tipo.',
  'How often what has happened is told.': 'Cada cuánto se cuenta lo que ha pasado.',

  // Streams.
  'How many logs the stream is spread over; records keep their order within one.':
    'En cuántas particiones se reparte el flujo; los registros conservan su orden dentro de cada una.',
  'The field whose value chooses the partition, so that equal values keep their order.':
    'El campo cuyo valor elige la partición, para que los valores iguales conserven su orden.',
  'Fields whose values `caudal record` replaces by others of the same shape.':
    'Campos cuyos valores `caudal record` cambia por otros de la misma forma.',
  'Records older than this are removed; without it they are kept.':
    'Los registros más antiguos que esto se borran; sin ello se conservan.',
  'The oldest records are removed once all together are larger than this.':
    'Los registros más antiguos se borran cuando todos juntos ocupan más que esto.',

  // Functions.
  'What starts it: records of a stream, files that land, requests by HTTP, or times.':
    'Qué la pone en marcha: registros de un flujo, archivos que llegan, peticiones por HTTP, u horas.',
  'A file of the project, in TypeScript or JavaScript, that exports a function.':
    'Un archivo del proyecto, en TypeScript o JavaScript, que exporta una función.',
  'A built-in function by its name, or a list of them, each with its options: a chain.':
    'Una función incorporada por su nombre, o una lista de ellas, cada una con sus opciones: una cadena.',
  'A program and its arguments; for each batch it reads JSON lines and writes JSON lines.':
    'Un programa y sus argumentos; por cada lote lee líneas JSON y escribe líneas JSON.',
  'What the function is given as config; for one built-in function, its options.':
    'Lo que la función recibe como config; para una función incorporada, sus opciones.',
  'What the function is given as secrets; a program has them as its environment.':
    'Lo que la función recibe como secretos; un programa los tiene como variables de entorno.',
  'The stream that its records go to; without one it gives none.':
    'El flujo a que van sus registros; sin él no da ninguno.',
  'The stream that rejected records go to, each with its reason; by default <name>_errors. It is a dataset, too, unless another one stores it.':
    'El flujo a que van los registros rechazados, cada uno con su motivo; si falta, <nombre>_errors. También es un conjunto de datos, salvo que otro lo guarde.',
  'The longest that one batch, file, request or time may take; then the worker is replaced, and the batch taken apart.':
    'Lo más que puede tardar un lote, un archivo, una petición o una hora; después se cambia el proceso y se parte el lote.',
  'The most memory that a worker may take; then it is replaced, and the batch taken apart.':
    'La memoria máxima que puede usar un proceso; después se cambia por otro y se parte el lote.',
  'The most records that it is given at once.': 'El máximo de registros que recibe de una vez.',
  'How often a batch that fails is tried again, with longer and longer pauses, before it is taken apart.':
    'Cuántas veces se reintenta un lote que falla, con pausas cada vez más largas, antes de partirlo.',
  'How many processes work at the same time, each on its own partitions of the stream.':
    'Cuántos procesos trabajan a la vez, cada uno en sus particiones del flujo.',
}
