/** Of queries, views and endpoints. What DuckDB says itself stays as it says it. */
import type { Sentences } from '../translator.ts'

export const queriesSentences: Sentences = {
  'cannot find dataset "{}"': 'no existe el conjunto de datos "{1}"',
  'Look for its name in the list of datasets.': 'Busque su nombre en la lista de conjuntos de datos.',
  'cannot find view "{}"': 'no existe la vista "{1}"',
  'cannot find function "{}"': 'no existe la función "{1}"',
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
  'cannot find patterns: no field has a usual name of a message':
    'no se encuentran patrones: ningún campo tiene un nombre usual de mensaje',
  'Name a field of texts: {}.': 'Nombre un campo de textos: {1}.',
  'Search datasets with texts.': 'Busque en conjuntos de datos con textos.',
  'See the columns of datasets with: GET /api/datasets':
    'Vea las columnas de los conjuntos de datos con: GET /api/datasets',
  'Look for its name in the list of views.': 'Busque su nombre en la lista de vistas.',
  'cannot find endpoint "{}"': 'no existe el endpoint "{1}"',
  'See which there are: GET /api/endpoints.': 'Vea cuáles hay: GET /api/endpoints.',
  'cannot use {}: "{}" is not for it': 'no se puede usar {1}: "{2}" no sirve para ello',
  'cannot run query: a file of the lake could not be read':
    'no se puede ejecutar la consulta: no se pudo leer un archivo de los datos',
  'It is looked into, and mended from the stream if it is damaged: run it again in a moment.':
    'Se está mirando, y si está dañado se repara desde el flujo: ejecútela otra vez en un momento.',
  'cannot write result as Parquet: it has a column of an unsupported type':
    'no se puede escribir el resultado como Parquet: tiene una columna de un tipo no admitido',
  'Cast such columns, for example to VARCHAR.': 'Convierta esas columnas, por ejemplo a VARCHAR.',
  'cannot return result: it has more than 256 MB': 'el resultado tiene más de 256 MB',
  'Choose fewer columns or rows, or take it as NDJSON, CSV, Arrow or Parquet.':
    'Elija menos columnas o filas, o pídalo como NDJSON, CSV, Arrow o Parquet.',
  'cannot run query: parameter {} has no value': 'no se puede ejecutar la consulta: el parámetro {1} no tiene valor',
  'Send "params": { "{}": … } with the query.': 'Envíe "params": { "{1}": … } con la consulta.',
  'cannot run query: parameter {} does not occur in it':
    'no se puede ejecutar la consulta: el parámetro {1} no aparece en ella',
  'The query has {}.': 'La consulta tiene {1}.',
  'Write $name where the value belongs.': 'Escriba $nombre donde va el valor.',
  'cannot bind parameter "${}": its list mixes {}': 'no se puede usar el parámetro "${1}": su lista mezcla {2}',
  'Send a list of one kind of value.': 'Envíe una lista de valores de un solo tipo.',
  'cannot bind parameter "${}": expecting text, number, boolean, null or a list; got {}':
    'no se puede usar el parámetro "${1}": se espera un texto, un número, un booleano, null o una lista; hay {2}',
  'Send nested values as JSON text, and read them with ->>.':
    'Envíe los valores anidados como texto JSON, y léalos con ->>.',
  'cannot run query: Caudal is stopping': 'no se puede ejecutar la consulta: Caudal se está parando',
  'cannot run query: {} others are waiting already': 'no se puede ejecutar la consulta: ya esperan otras {1}',
  'Try again in a few seconds.': 'Inténtelo otra vez en unos segundos.',
  'cannot finish query: Caudal is stopping': 'la consulta no terminó: Caudal se está parando',
  'cannot finish query: its reader process ended ({})': 'la consulta no terminó: se acabó el proceso que la leía ({1})',
  'cannot return column "{}": its fields have no names':
    'no se puede devolver la columna "{1}": sus campos no tienen nombre',
  "Write {'a': 1, 'b': 2} instead of row(1, 2).": "Escriba {'a': 1, 'b': 2} en lugar de row(1, 2).",
  'Add LIMIT or aggregate, raise limits.rows, or take it as NDJSON, CSV, Arrow or Parquet.':
    'Añada LIMIT o agregue, suba limits.rows, o pídalo como NDJSON, CSV, Arrow o Parquet.',
  'cannot search dataset "{}": it does not exist': 'no se puede buscar en el conjunto de datos "{1}": no existe',
  'There is no dataset that you may read.': 'No hay ningún conjunto de datos que pueda leer.',
  'cannot finish query: the engine broke on it': 'la consulta no terminó: el motor falló con ella',
  'Try again, or write it in another way.': 'Inténtelo otra vez, o escríbala de otro modo.',
  'cannot run query: its text has more than 1 MB': 'no se puede ejecutar la consulta: su texto ocupa más de 1 MB',
  'Put long lists into a dataset, and join it.': 'Ponga las listas largas en un conjunto de datos, y únalo.',
  'cannot run query: its text has a character of value zero':
    'no se puede ejecutar la consulta: su texto tiene un carácter de valor cero',
  'cannot run query: only queries that read are allowed':
    'no se puede ejecutar la consulta: solo se permiten consultas que leen',
  'Write a SELECT, or WITH … SELECT. PIVOT needs its values: PIVOT t ON a IN (…) USING sum(b).':
    'Escriba un SELECT, o WITH … SELECT. PIVOT necesita sus valores: PIVOT t ON a IN (…) USING sum(b).',
  'cannot run query: it is empty': 'no se puede ejecutar la consulta: está vacía',
  'Write a SELECT.': 'Escriba un SELECT.',
  'it is no SQL': 'no es SQL',
  'cannot finish query: it failed on the way': 'la consulta no terminó: falló a medio camino',
  'cannot show the plan: it tells how many rows there are of others':
    'no se puede mostrar el plan: dice cuántas filas hay de otros',
  'Run the query itself.': 'Ejecute la consulta misma.',
  'it takes a sample': 'toma una muestra',
  'it turns rows into columns, or reads them in a way of its own': 'cambia filas por columnas, o las lee a su manera',
  'it reads {} in two places': 'lee {1} en dos lugares',
  'it joins {} in a way that depends on all of its rows': 'une {1} de un modo que depende de todas sus filas',
  'it does not read {} in its FROM': 'no lee {1} en su FROM',
  'no column of it tells the time of a group of {}': 'ninguna columna suya dice la hora de un grupo de {1}',
  'it depends on {}, which no row tells': 'depende de {1}, que ninguna fila dice',
  'a window of it looks at rows of all times': 'una ventana suya mira filas de todas las horas',
  'its windows look at rows in several ways': 'sus ventanas miran filas de varios modos',
  'a window of it is partitioned by what it does not select': 'una ventana suya se parte por lo que no selecciona',
  'it is sorted by what it does not select': 'se ordena por lo que no selecciona',
  'it combines queries': 'combina consultas',
  'it groups in several ways at once': 'agrupa de varios modos a la vez',
  'it groups by a window': 'agrupa por una ventana',
  'it brings all records into one row': 'junta todos los registros en una fila',
  'no field "{}" is known: did you mean "{}"?': 'no se conoce ningún campo "{1}": ¿quería decir "{2}"?',
  'no field "{}" is known': 'no se conoce ningún campo "{1}"',
  'it is longer than {} characters': 'tiene más de {1} caracteres',
  'Ask for less at once.': 'Pida menos de una vez.',
  'the quotes are not closed': 'las comillas no están cerradas',
  'Close them with ", or write \\" for quotes in a value.':
    'Ciérrelas con ", o escriba \\" para comillas dentro de un valor.',
  'the escape "{}" is not known': 'no se conoce el escape "{1}"',
  'Write \\\\ for a backslash, or put the value in quotes.':
    'Escriba \\\\ para una barra invertida, o ponga el valor entre comillas.',
  'the end': 'el final',
  'Write it without the colon: field {} 5.': 'Escríbalo sin los dos puntos: campo {1} 5.',
  'it is more than one': 'es más de una',
  '{} looks beyond one record': '{1} mira más allá de un registro',
  'cannot use rule "{}" of {}: expecting an SQL expression; {}':
    'no se puede usar la regla "{1}" de {2}: se espera una expresión de SQL; {3}',
  'Write a condition on the fields of a record, like sql: "sd <= mean".':
    'Escriba una condición sobre los campos de un registro, por ejemplo sql: "sd <= mean".',
  'cannot run query: it is nested too deeply': 'no se puede ejecutar la consulta: está anidada demasiado hondo',
  'Write it in smaller steps with WITH.': 'Escríbala en pasos más pequeños con WITH.',
  'cannot define "{}": expecting a name without . / \\ : * ? [':
    'no se puede definir "{1}": se espera un nombre sin . / \\ : * ? [',
  'Choose a simple name after WITH.': 'Elija un nombre sencillo detrás de WITH.',
  'cannot run query: it has a part "{}" that is not allowed':
    'no se puede ejecutar la consulta: tiene una parte "{1}" que no se permite',
  'cannot read "{}": queries read datasets, not files':
    'no se puede leer "{1}": las consultas leen conjuntos de datos, no archivos',
  'cannot answer: the rows have more than 64 MB': 'no se puede responder: las filas ocupan más de 64 MB',
  'cannot find {}{}: there is no such row': 'no existe {1}{2}: no hay ninguna fila así',
  'cannot answer {}: there are more than {} rows': 'no se puede responder {1}: hay más de {2} filas',
  'Ask for fewer with its parameters.': 'Pida menos con sus parámetros.',
  'cannot answer {}: {}': 'no se puede responder {1}: {2}',
  'Correct the values of its parameters.': 'Corrija los valores de sus parámetros.',
  'cannot find {}: there are no records yet': 'no existe {1}: aún no hay registros',
  'Ask again when the first ones have come.': 'Pregunte otra vez cuando hayan llegado los primeros.',
  'cannot answer {}: its query failed': 'no se puede responder {1}: su consulta falló',
  'Whoever runs it finds the reason in the log.': 'Quien lo mantiene encuentra el motivo en el registro.',
  'cannot answer {}: more than {} requests in a {}': 'no se puede responder {1}: más de {2} peticiones por {3}',
  'Ask again in {} s.': 'Pregunte otra vez en {1} s.',
  'It takes no parameters.': 'No acepta parámetros.',
  'cannot use parameter "{}" of {}: it has none of this name':
    'no se puede usar el parámetro "{1}" de {2}: no lo tiene',
  'cannot answer {}: parameter "{}" is missing': 'no se puede responder {1}: falta el parámetro "{2}"',
  'Add ?{}= with {}.': 'Añada ?{1}= con {2}.',
  'cannot read {}: it was given {} times': 'no se puede leer {1}: se dio {2} veces',
  'Give it once.': 'Délo una sola vez.',
  'cannot read format "{}": expecting {}': 'no se puede leer el formato "{1}": se espera {2}',
  'Write it like ?format={}.': 'Escríbalo como ?format={1}.',
  'cannot answer {} as "{}"': 'no se puede responder {1} como "{2}"',
  'Accept one of {}.': 'Acepte uno de {1}.',
  'it reads nothing': 'no lee nada',
  'it reads _offset of {}, which each refresh of that view gives anew':
    'lee _offset de {1}, que cada cálculo de esa vista da de nuevo',
  'show the history of': 'mostrar el historial de',
  'cannot remove view "{}": the project has it': 'no se puede quitar la vista "{1}": el proyecto la tiene',
  'Remove it from caudal.yaml first.': 'Quítela antes de caudal.yaml.',
  'The views are: {}.': 'Las vistas son: {1=}.',
  'The project has no views.': 'El proyecto no tiene vistas.',
  'cannot {} view "{}": there is none of this name': 'no se puede {1} la vista "{2}": no existe',
  'cannot compute view "{}"': 'no se puede calcular la vista "{1}"',
  'cannot compute view "{}": {}': 'no se puede calcular la vista "{1}": {2}',
  'cannot find dataset': 'no existe el conjunto de datos',
  'What it reads has no rows yet; it is computed once there are some.':
    'Lo que lee aún no tiene filas; se calcula cuando haya alguna.',
  'the project file': 'el archivo del proyecto',
  'the snapshot': 'la instantánea',
  'its own rows': 'sus propias filas',
  'its first rows': 'sus primeras filas',
  'the clock': 'el reloj',
  refresh: 'calcular',
  'by hand': 'a mano',
  'invalid input': 'entrada no válida',
  'not implemented': 'no está hecho',
  'Write it in another way.': 'Escríbalo de otro modo.',
  'cannot read dataset "{}" as it was: queries see the present':
    'no se puede leer el conjunto de datos "{1}" como era: las consultas ven el presente',
  'Remove AT (…).': 'Quite AT (…).',
  'Read datasets by name, and pass values as $parameters.':
    'Lea conjuntos de datos por su nombre, y pase los valores como $parámetros.',
  "See DuckDB's list of functions.": 'Vea la lista de funciones de DuckDB.',
  "cannot show {}: it is the engine's own": 'no se puede mostrar {1=}: es del motor mismo',
  'SHOW TABLES lists the datasets, DESCRIBE with the name of one its columns.':
    'SHOW TABLES da la lista de los conjuntos de datos; DESCRIBE y el nombre de uno, la de sus columnas.',
  'cannot use "{}": a {} has no schema before its name':
    'no se puede usar "{1}": {2} no lleva esquema delante del nombre',
  'FROM names its columns anew': 'FROM da nombres nuevos a sus columnas',
  'WITH names its columns anew': 'WITH da nombres nuevos a sus columnas',
  'LIMIT is about all rows': 'LIMIT es sobre todas las filas',
  'expecting a value after "{}"; got a wildcard': 'se espera un valor detrás de "{1}"; hay un comodín',
  'Name the end of the range.': 'Nombre el fin del intervalo.',
  'it nests deeper than {}': 'tiene más de {1} niveles anidados',
  'Take parentheses away.': 'Quite paréntesis.',
  '"{}" is not closed': '"{1}" no está cerrado',
  'Close it with "{}".': 'Ciérrelo con "{1}".',
  '"{}" closes nothing': '"{1}" no cierra nada',
  'Take it away, or write \\{} for itself.': 'Quítelo, o escriba \\{1} para el signo mismo.',
  'got {} within a value': 'hay {1} dentro de un valor',
  '"{}" is written as a word': '"{1}" se escribe como palabra',
  'Write "{}", or quote the signs.': 'Escriba "{1}", o ponga los signos entre comillas.',
  '[a TO b] is a range of Lucene, not of KQL': '[a TO b] es un intervalo de Lucene, no de KQL',
  'Write field >= a and field <= b.': 'Escriba field >= a and field <= b, con su campo.',
  'See which columns there are: describe <dataset>': 'Vea qué columnas hay: describe <dataset>',
  'took too long': 'tardó demasiado',
}
