/** Of files and records: why they cannot be read, and why they are rejected. */
import type { Sentences } from '../translator.ts'

export const recordsSentences: Sentences = {
  'cannot find source "{}"': 'no existe la fuente "{1}"',
  sources: 'las fuentes',
  waiting: 'esperando',
  stopped: 'parada',
  'cannot read "{}": it is empty': 'no se puede leer "{1}": está vacío',
  'Choose a file that has records.': 'Elija un archivo que tenga registros.',
  'cannot read "{}": expecting lines, CSV or JSON; got binary data':
    'no se puede leer "{1}": se esperan líneas, CSV o JSON; llegaron datos binarios',
  'Save a spreadsheet as CSV, unpack an archive, or choose another file.':
    'Guarde la hoja de cálculo como CSV, desempaquete el archivo, o elija otro.',
  'cannot read Parquet: {}': 'no se puede leer como Parquet: {1}',
  'Check that the file was written and copied whole.': 'Compruebe que el archivo se escribió y se copió entero.',
  'cannot send to stream "{}": Caudal writes it itself': 'no se puede enviar al flujo "{1}": lo escribe Caudal mismo',
  'Send to a stream of your project.': 'Envíe a un flujo de su proyecto.',
  'cannot take the body: its rows are longer than {} bytes as JSON':
    'no se acepta el contenido: sus filas ocupan como JSON más de {1} bytes',
  'Send them in several files.': 'Envíelas en varios archivos.',
  'cannot read Idempotency-Key: expecting 1 to 200 characters':
    'no se puede leer Idempotency-Key: se esperan de 1 a 200 caracteres',
  'Send one random text per request, such as a UUID.':
    'Envíe un texto aleatorio en cada petición, por ejemplo un UUID.',
  'cannot read at "{}": expecting parts of a file of which size tells the bytes':
    'no se puede leer desde "{1}": se esperan partes de un archivo cuyo tamaño dice size',
  'Send the parts that an answer has wanted, in their order, and the size of the file.':
    'Envíe las partes que pidió la respuesta, en su orden, y el tamaño del archivo.',
  'The sources are: {}.': 'Las fuentes son: {1=}.',
  'There are none.': 'No hay ninguna.',
  'cannot read a body of type "{}"': 'no se puede leer un contenido del tipo "{1}"',
  'Send one of these as content-type: {}.': 'Envíe uno de estos como content-type: {1}.',
  'cannot read a body in the charset "{}"': 'no se puede leer un contenido con los caracteres "{1}"',
  'Send it as UTF-8, UTF-16 or ISO-8859-1.': 'Envíelo como UTF-8, UTF-16 o ISO-8859-1.',
  'expecting {} fields; got {}': 'se esperan {1} campos; hay {2}',
  'expecting at most {} bytes; got {}': 'se esperan como mucho {1} bytes; hay {2}',
  'expecting at most {} fields; got {}': 'se esperan como mucho {1} campos; hay {2}',
  'cannot read row: {}': 'no se puede leer la fila: {1}',
  'the line ends inside quotes': 'la línea acaba dentro de las comillas',
  'expecting a delimiter after the closing quote': 'se espera un separador detrás de las comillas de cierre',
  'the input ends inside quotes': 'la entrada acaba dentro de las comillas',
  'cannot find format "{}": expecting one of {}': 'no existe el formato "{1}": se espera uno de {2}',
  'Name one of these formats.': 'Nombre uno de estos formatos.',
  'the input ends inside {}': 'la entrada acaba dentro de {1}',
  'cannot read array: the input ends before its "]"': 'no se puede leer la lista: la entrada acaba antes de su "]"',
  'cannot read record: expecting at most {} bytes; got {}':
    'no se puede leer el registro: se esperan como mucho {1} bytes; hay {2}',
  'cannot read record: {}': 'no se puede leer el registro: {1}',
  'expecting an object; got {}': 'se espera un objeto; hay {1}',
  'an object': 'un objeto',
  'an array': 'una lista',
  'a line ends inside a string': 'una línea acaba dentro de un texto',
  'expecting "," or a closing bracket; got "{}"': 'se espera "," o un corchete de cierre; hay "{1}"',
  'expecting "{}"; got "{}"': 'se espera "{1}"; hay "{2}"',
  'expecting at most {} levels of nesting; got more': 'se esperan como mucho {1} niveles anidados; hay más',
  'cannot read line: expecting at most {} bytes; got {}':
    'no se puede leer la línea: se esperan como mucho {1} bytes; hay {2}',
  'cannot read options of format {}: there is no "{}"': 'no se pueden leer las opciones del formato {1}: no hay "{2}"',
  'Its options are {}.': 'Sus opciones son {1=}.',
  'cannot read options of format {}: got {}': 'no se pueden leer las opciones del formato {1}: hay {2}',
  'cannot read line: expecting a JSON object': 'no se puede leer la línea: se espera un objeto JSON',
  'cannot decompress {}: {}': 'no se puede descomprimir {1}: {2}',
  'expecting at most {} bytes; got more': 'se esperan como mucho {1} bytes; hay más',
  'expecting at most {} bytes from each; got more': 'se esperan como mucho {1} bytes de cada uno; hay más',
  'Check that it was written and sent whole.': 'Compruebe que se escribió y se envió entero.',
  'Send it in smaller parts.': 'Envíelo en partes más pequeñas.',
  'the reader ended with {}': 'el lector terminó con {1}',
  'Check that the file was written and copied whole, and that other programs read it.':
    'Compruebe que el archivo se escribió y se copió entero, y que otros programas lo leen.',
  'cannot read Parquet: its footer is longer than the file':
    'no se puede leer como Parquet: su pie es más largo que el archivo',
  'a value of {}': 'un valor de {1=}',
  'each {} once': 'cada {1=} una vez',
  'a record within {} s': 'un registro cada {1} s',
  'it is not UTF-8': 'no es UTF-8',
  'cannot read line as JSON: {}': 'no se puede leer la línea como JSON: {1}',
  'more follows after the object': 'sigue algo detrás del objeto',
  'it nests deeper than {} levels': 'tiene más de {1} niveles anidados',
  'it ends within a string': 'acaba dentro de un texto',
  'a control character within a string is not escaped': 'un carácter de control dentro de un texto no está escapado',
  'an escape within a string is not known': 'un escape dentro de un texto no se conoce',
  'a number begins with 0': 'un número empieza por 0',
  'it ends too early': 'acaba demasiado pronto',
  'expecting an object; got a list': 'se espera un objeto; hay una lista',
  'expecting an object; got a string': 'se espera un objeto; hay un texto',
  'expecting an object; got a number': 'se espera un objeto; hay un número',
  'cannot find simulator "{}": expecting one of {}': 'no existe el simulador "{1}": se espera uno de {2}',
  'Name one of these simulators.': 'Nombre uno de estos simuladores.',
  'Correct the path, or make the folder: what is put there is read from then on.':
    'Corrija la ruta, o cree la carpeta: lo que se ponga en ella se lee desde entonces.',
  'cannot find folder "{}" of path "{}"': 'no existe la carpeta "{1}" de la ruta "{2}"',
  'cannot read "{}": the link leads out of its folder, to "{}"':
    'no se puede leer "{1}": el enlace lleva fuera de su carpeta, a "{2}"',
  'Put the file itself there, or name in the project file the folder where it lies.':
    'Ponga ahí el archivo mismo, o nombre en el archivo del proyecto la carpeta donde está.',
  'cannot read file as text: expecting lines, CSV or JSON; got binary data':
    'no se puede leer el archivo como texto: se esperan líneas, CSV o JSON; llegaron datos binarios',
  'Keep such files out of the folder, or narrow the path: landing/*.csv.':
    'Ponga esos archivos fuera de la carpeta, o acorte la ruta: landing/*.csv.',
  'cannot read file: it became shorter while it was read: expecting {} bytes; got {}':
    'no se puede leer el archivo: se acortó mientras se leía: se esperan {1} bytes; hay {2}',
  'cannot read file "{}"{}: {}': 'no se puede leer el archivo "{1}"{2}: {3}',
  'cannot follow file "{}": expecting lines of text; got binary data':
    'no se puede seguir el archivo "{1}": se esperan líneas de texto; llegaron datos binarios',
  'cannot follow files in format "{}": its records are not lines':
    'no se pueden seguir archivos en el formato "{1}": sus registros no son líneas',
  'Use a source of type files, or a format in which each line is a record.':
    'Use una fuente del tipo files, o un formato en que cada línea sea un registro.',
  'another file is at "{}"': 'hay otro archivo en "{1}"',
  'Let the user that runs Caudal read it (chmod).': 'Permita que lo lea el usuario con que corre Caudal (chmod).',
  'See to the file, or to its disk.': 'Mire el archivo, o su disco.',
  'cannot read file "{}": {}': 'no se puede leer el archivo "{1}": {2}',
  'unexpected {} at byte {}': '{1} no se espera en el byte {2}',
  'permission denied': 'permiso denegado',
  discard: 'descartar',
  replay: 'reenviar',
  replaying: 'en camino',
  replayed: 'reenviado',
  discarded: 'descartado',
  'its rows could not be read to the end': 'sus filas no se pudieron leer hasta el final',
}
