/** What the options of datasets, views, endpoints and reports say of themselves, in Spanish. */
import type { Sentences } from '../translator.ts'

export const helpOfDatasets: Sentences = {
  'The stream that it stores; by default the one of its own name.': 'El flujo que guarda; si falta, el de su nombre.',
  "The field that holds a record's time; by default @timestamp, timestamp, time, ts, datetime or date, else the time received.":
    'El campo con la hora del registro; si falta, @timestamp, timestamp, time, ts, datetime o date, o si no la hora en que llegó.',
  'The types of fields, where inferring them is not wanted; nested fields with dots. A value that does not fit is kept in _rest and counted.':
    'Los tipos de los campos, donde no se quiere deducirlos; los anidados, con puntos. Un valor que no encaja se conserva en _rest y se cuenta.',
  'Fields whose values tell one record from another: of records with the same values one is stored, the others are counted as duplicate. A record without one of them is always stored.':
    'Campos cuyos valores distinguen un registro de otro: de los que tienen los mismos se guarda uno y los demás se cuentan como duplicados. Un registro sin alguno de ellos se guarda siempre.',
  'Which of the records with the same key is stored.': 'Cuál de los registros con la misma clave se guarda.',
  'Records with the same key are duplicates if they come within this time after the one that is stored; for ever without it.':
    'Los registros con la misma clave son duplicados si llegan dentro de este tiempo tras el guardado; sin ello, siempre.',
  'The column that says to which client company a row belongs; _tenant by default. Without the column no company sees a row.':
    'La columna que dice de qué empresa cliente es una fila; si falta, _tenant. Sin la columna ninguna empresa ve filas.',
  'What is asked of the records, each rule with one condition. The scorecard is `caudal quality`; `caudal profile` proposes rules.':
    'Lo que se pide a los registros, cada regla con una condición. Los resultados están en `caudal quality`; `caudal profile` propone reglas.',

  // Views.
  'One SELECT over datasets and other views, or the name of a file that ends in .sql.':
    'Un SELECT sobre conjuntos de datos y otras vistas, o el nombre de un archivo que acaba en .sql.',
  'When it is computed anew: on_change of what it reads, "every 1h", a cron expression such as "0 3 * * *" in UTC, or manual.':
    'Cuándo se vuelve a calcular: on_change de lo que lee, "every 1h", una expresión cron como "0 3 * * *" en UTC, o manual.',
  'The columns that tell rows apart, for the history of changes; by default the fewest first columns that do.':
    'Las columnas que distinguen las filas, para el historial de cambios; si faltan, las menos primeras columnas que basten.',
  'How long its refreshes are remembered.': 'Cuánto tiempo se recuerdan sus cálculos.',
  'Writes the rows to a file after each change, in one step: whoever reads it sees all of it.':
    'Escribe las filas en un archivo tras cada cambio, en un solo paso: quien lo lee lo ve entero.',

  // Endpoints.
  'One SELECT over datasets and views, or the name of a file that ends in .sql; $name is a parameter.':
    'Un SELECT sobre conjuntos de datos y vistas, o el nombre de un archivo que acaba en .sql; $nombre es un parámetro.',
  'What it answers, in a sentence, for its documentation.': 'Qué responde, en una frase, para su documentación.',
  'The parameters of the request by name: a type, or a map with type, values, default, required, min, max.':
    'Los parámetros de la petición por su nombre: un tipo, o un mapa con type, values, default, required, min, max.',
  'Answer with the first row as an object; without a row with 404.':
    'Responder con la primera fila como objeto; sin filas, con 404.',
  'The most rows of one answer; more are an error, or the next page.':
    'El máximo de filas de una respuesta; más son un error, o la página siguiente.',
  'Take limit and offset, and tell the next page in the header Link. The SQL should order its rows.':
    'Aceptar limit y offset, y decir la página siguiente en la cabecera Link. El SQL debería ordenar sus filas.',
  'The hint of the answer 404 when there is no row: a sentence, or a SELECT that finds a fact that helps.':
    'La ayuda de la respuesta 404 cuando no hay filas: una frase, o un SELECT que encuentra un dato que sirva.',
  'The forms in which it answers, by Accept or ?format=; all by default, the first if none is asked for.':
    'Las formas en que responde, según Accept o ?format=; si falta, todas, y la primera si no se pide ninguna.',
  'Which rows of what it reads a token sees, in SQL: $token.company is what was set for it with --set company=acme. A token without it sees nothing.':
    'Qué filas de lo que lee ve un token, en SQL: $token.company es lo que se le puso con --set company=acme. Un token sin ello no ve nada.',
  'How many requests each token, or each address without one, may send: 100/m, or a list such as [10/s, 5000/d]. Hours and days are counted on across starts.':
    'Cuántas peticiones puede enviar cada token, o cada dirección sin token: 100/m, o una lista como [10/s, 5000/d]. Las horas y los días siguen contándose tras un reinicio.',
  'The origins whose pages may ask from a browser; "*" for all.':
    'Los orígenes cuyas páginas pueden preguntar desde un navegador; "*" para todos.',
  'Whether anybody may ask; else a token is needed whose role may read.':
    'Si puede preguntar cualquiera; si no, hace falta un token cuyo rol permita leer.',

  // Reports.
  'The dashboard that is sent.': 'El panel de control que se envía.',
  'When it is sent: a cron expression, or every <duration>.':
    'Cuándo se envía: una expresión cron, o every <duración>.',
  'The time zone of the schedule, and of the times in the report.':
    'La zona horaria del horario, y de las horas del informe.',
  'The channel that sends it, which has to be of the type email.':
    'El canal que lo envía, que debe ser del tipo email.',
  'Who gets it; those of the channel without it.': 'Quién lo recibe; si falta, los del canal.',
  'What it is called; as the dashboard without it.': 'Cómo se llama; si falta, como el panel de control.',
  'Pages, or one picture.': 'Páginas, o una imagen.',
  'The language of its words, numbers and dates.': 'El idioma de sus palabras, números y fechas.',
  'The time that it shows; that of the dashboard without it.':
    'El tiempo que muestra; si falta, el del panel de control.',
  'The client company whose rows it shows.': 'La empresa cliente cuyas filas muestra.',
  'Only rows whose fields have these values; a dataset without such a field shows none.':
    'Solo las filas cuyos campos tienen estos valores; un conjunto de datos sin ese campo no muestra ninguna.',
  'What is chosen in the dashboard.': 'Lo que se elige en el panel de control.',
}
