import { plural } from '../../i18n/format.ts'
import { defineMessages } from '../../i18n/messages.ts'

type Type = 'number' | 'text' | 'time' | 'boolean' | 'nested'

export const texts = defineMessages({
  en: {
    titleNone: 'Upload a file',
    title: (name: string) => `Upload ${name}`,
    close: 'Close',
    dropHere: 'Let go to upload',
    drop: 'Drop a file here, or',
    choose: 'Choose a file',
    kinds: 'CSV, TSV, JSON, JSON lines or plain lines, as they are or packed as .gz or .zst; or Parquet.',
    folder: 'A folder cannot be uploaded.',
    folderHint: 'Drop the files in it one by one, or let a source of type files watch it.',
    several: 'One file at a time can be uploaded.',
    severalHint: 'Drop them one after the other, or let a source of type files watch their folder.',
    formatOf: (format: string) =>
      ({ csv: 'CSV', ndjson: 'JSON lines', json: 'JSON', lines: 'Lines', parquet: 'Parquet' })[format] ?? format,
    encodingOf: (encoding: string) =>
      ({ 'utf-8': 'UTF-8', 'windows-1252': 'Windows-1252 (Latin-1)', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16 BE' })[
        encoding
      ] ?? encoding,
    delimiterOf: (delimiter: string) =>
      ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' })[delimiter] ?? delimiter,
    found: (format: string, encoding: string | undefined, compression: string | undefined): string =>
      [texts.en.formatOf(format), encoding && texts.en.encodingOf(encoding), compression].filter(Boolean).join(', '),
    dialect: (delimiter: string, decimal: string, header: boolean): string =>
      `with ${texts.en.delimiterOf(delimiter)}, numbers as 1${decimal}5, ${header ? 'the first row names the fields' : 'no row of names'}.`,
    looked: (count: number, shown: string) => `${shown} ${plural('en', count, 'record', 'records')} looked at`,
    holds: (count: number, shown: string) => `${shown} ${plural('en', count, 'record', 'records')}`,
    outOfReach: 'Its first records can be seen once it is uploaded; its fields and their types are known.',
    otherwise: 'Read it otherwise',
    format: 'Format',
    encoding: 'Encoding',
    delimiter: 'Between fields',
    decimal: 'Decimals',
    header: 'First row',
    headerYes: 'names the fields',
    headerNo: 'is a record',
    firstRecords: 'First records',
    typeOf: (field: string) => `${field} is`,
    type: (type: Type) =>
      ({ number: 'number', text: 'text', time: 'time', boolean: 'yes or no', nested: 'as it is' })[type],
    ignore: 'leave out',
    misfits: (count: number, shown: string) => `${shown} ${plural('en', count, 'does', 'do')} not fit`,
    nothingFound: 'There is no record in it.',
    willBeRejected: 'Such lines will be kept as rejected:',
    line: (line: string) => `Line ${line}:`,
    dataset: 'Into the dataset',
    known: (count: number, shown: string) =>
      `It has ${shown} ${plural('en', count, 'record', 'records')}; its types stay.`,
    new: 'A new one: it is written to the project file.',
    badName: 'Lower-case letters, digits and _, beginning with a letter.',
    taken: 'A view, or a dataset of Caudal’s own, has this name.',
    onlyKnown: 'Choose one that there is: your role makes no new ones.',
    timeOf: 'The time of a record is',
    timeHint: 'Searches and charts go by it.',
    whenSent: 'when it is sent',
    send: 'Upload',
    otherFile: 'Choose another file',
    preparing: 'The dataset is being made ready…',
    sending: 'Sending',
    sent: (sent: string, all: string) => `${sent} of ${all}`,
    closeAsked: 'It is still being sent. Cancel first, or wait.',
    cancel: 'Cancel',
    received: (count: number, shown: string) =>
      `${shown} ${plural('en', count, 'record is', 'records are')} safely received.`,
    storing: 'They are being stored…',
    goOnWithout: 'Close, it goes on',
    stored: (count: number, shown: string, name: string) =>
      `${shown} ${plural('en', count, 'record is', 'records are')} stored in ${name}`,
    duplicates: (count: number, shown: string) => `${shown} ${plural('en', count, 'was', 'were')} there already.`,
    rejected: (count: number, shown: string) =>
      `${shown} could not be stored and ${plural('en', count, 'waits', 'wait')} with the reason.`,
    seeRejected: 'Decide on them',
    another: 'Another file',
    explore: 'Explore',
    seeDataset: 'See the dataset',
    again: 'Go on',
    againHint: 'What was received stays; it goes on behind it.',
    back: 'Back',
    cancelled: 'Cancelled. What was received until then stays.',
    goOn: 'Go on where it stopped',
  },
  es: {
    titleNone: 'Subir un archivo',
    title: (name: string) => `Subir ${name}`,
    close: 'Cerrar',
    dropHere: 'Suelte para subir',
    drop: 'Suelte aquí un archivo, o',
    choose: 'Elija un archivo',
    kinds: 'CSV, TSV, JSON, líneas JSON o líneas de texto, tal cual o comprimidos en .gz o .zst; o Parquet.',
    folder: 'No se puede subir una carpeta.',
    folderHint: 'Suelte sus archivos uno a uno, o deje que una fuente de tipo files la vigile.',
    several: 'Los archivos se suben de uno en uno.',
    severalHint: 'Suéltelos uno tras otro, o deje que una fuente de tipo files vigile su carpeta.',
    formatOf: (format: string) =>
      ({ csv: 'CSV', ndjson: 'líneas JSON', json: 'JSON', lines: 'Líneas', parquet: 'Parquet' })[format] ?? format,
    encodingOf: (encoding: string) =>
      ({ 'utf-8': 'UTF-8', 'windows-1252': 'Windows-1252 (Latin-1)', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16 BE' })[
        encoding
      ] ?? encoding,
    delimiterOf: (delimiter: string) =>
      ({ ',': 'coma', ';': 'punto y coma', '\t': 'tabulador', '|': 'barra' })[delimiter] ?? delimiter,
    found: (format: string, encoding: string | undefined, compression: string | undefined): string =>
      [texts.es.formatOf(format), encoding && texts.es.encodingOf(encoding), compression].filter(Boolean).join(', '),
    dialect: (delimiter: string, decimal: string, header: boolean): string =>
      `con ${texts.es.delimiterOf(delimiter)}, números como 1${decimal}5, ${header ? 'la primera fila nombra los campos' : 'sin fila de nombres'}.`,
    looked: (count: number, shown: string) => `${shown} ${plural('es', count, 'registro mirado', 'registros mirados')}`,
    holds: (count: number, shown: string) => `${shown} ${plural('es', count, 'registro', 'registros')}`,
    outOfReach: 'Sus primeros registros se verán una vez subido; sus campos y los tipos de estos se conocen.',
    otherwise: 'Leerlo de otro modo',
    format: 'Formato',
    encoding: 'Codificación',
    delimiter: 'Entre campos',
    decimal: 'Decimales',
    header: 'Primera fila',
    headerYes: 'nombra los campos',
    headerNo: 'es un registro',
    firstRecords: 'Primeros registros',
    typeOf: (field: string) => `${field} es`,
    type: (type: Type) =>
      ({ number: 'número', text: 'texto', time: 'hora', boolean: 'sí o no', nested: 'como está' })[type],
    ignore: 'omitir',
    misfits: (count: number, shown: string) => `${shown} no ${plural('es', count, 'encaja', 'encajan')}`,
    nothingFound: 'No hay ningún registro en él.',
    willBeRejected: 'Las líneas como estas se guardarán como rechazadas:',
    line: (line: string) => `Línea ${line}:`,
    dataset: 'Al conjunto de datos',
    known: (count: number, shown: string) =>
      `Tiene ${shown} ${plural('es', count, 'registro', 'registros')}; conserva sus tipos.`,
    new: 'Es nuevo: se escribe en el archivo del proyecto.',
    badName: 'Letras minúsculas, cifras y _, empezando por una letra.',
    taken: 'Una vista, o un conjunto propio de Caudal, ya se llama así.',
    onlyKnown: 'Elija uno que exista: su rol no crea nuevos.',
    timeOf: 'La hora de un registro es',
    timeHint: 'Por ella van las búsquedas y los gráficos.',
    whenSent: 'cuando se envía',
    send: 'Subir',
    otherFile: 'Elegir otro archivo',
    preparing: 'Se prepara el conjunto de datos…',
    sending: 'Enviando',
    sent: (sent: string, all: string) => `${sent} de ${all}`,
    closeAsked: 'Todavía se está enviando. Cancele antes, o espere.',
    cancel: 'Cancelar',
    received: (count: number, shown: string) =>
      `${shown} ${plural('es', count, 'registro recibido', 'registros recibidos')} y a salvo.`,
    storing: 'Se están guardando…',
    goOnWithout: 'Cerrar, sigue solo',
    stored: (count: number, shown: string, name: string) =>
      `${shown} ${plural('es', count, 'registro guardado', 'registros guardados')} en ${name}`,
    duplicates: (count: number, shown: string) => `${shown} ya ${plural('es', count, 'estaba', 'estaban')}.`,
    rejected: (count: number, shown: string) =>
      `${shown} no se ${plural('es', count, 'pudo guardar y espera', 'pudieron guardar y esperan')} con su motivo.`,
    seeRejected: 'Decidir sobre ellos',
    another: 'Otro archivo',
    explore: 'Explorar',
    seeDataset: 'Ver el conjunto',
    again: 'Continuar',
    againHint: 'Lo recibido se queda; continúa detrás.',
    back: 'Volver',
    cancelled: 'Cancelado. Lo recibido hasta entonces se queda.',
    goOn: 'Continuar donde paró',
  },
})
