/** Of dashboards, their panels, imports, links and reports. */
import type { Sentences } from '../translator.ts'

export const dashboardsSentences: Sentences = {
  'panel {}': 'panel {1=}',
  'variable {}': 'variable {1=}',
  annotations: 'anotaciones',
  'cannot find dashboard "{}"': 'no existe el panel de control "{1}"',
  'cannot make dashboard "{}": there is one of this name':
    'no se puede crear el panel de control "{1}": ya hay uno con este nombre',
  'cannot save dashboard "{}": it has been changed since you opened it':
    'no se puede guardar el panel de control "{1}": alguien lo ha cambiado desde que lo abrió',
  'Ask somebody whose role has no "only".': 'Pídaselo a alguien cuyo rol no tenga "only".',
  'cannot draw dashboard: {}': 'no se puede dibujar el panel de control: {1}',
  'Try it again; if it fails again, try with fewer panels.':
    'Inténtelo otra vez; si falla de nuevo, pruebe con menos paneles.',
  'cannot read filter of "{}": expecting a text or null':
    'no se puede leer el filtro de "{1}": se espera un texto o null',
  'Write it like { "field": "service", "value": "web" }.': 'Escríbalo como { "field": "service", "value": "web" }.',
  'cannot read variable "{}": expecting text, a list of texts, or null':
    'no se puede leer la variable "{1}": se espera un texto, una lista de textos, o null',
  'Write it like { "service": ["web"] }.': 'Escríbala como { "service": ["web"] }.',
  'Only these rows are shown; a dataset without such a field shows none.':
    'Solo se muestran estas filas; un conjunto de datos sin ese campo no muestra ninguna.',
  'cannot make link: dashboard "{}" has no variable "{}"':
    'no se puede crear el enlace: el panel de control "{1}" no tiene la variable "{2}"',
  'Leave it out, or correct its name.': 'Quítela, o corrija su nombre.',
  'Only rows whose fields have these values, of the datasets that have the fields.':
    'Solo las filas cuyos campos tienen estos valores, de los conjuntos de datos que tienen los campos.',
  'cannot show panel: its query failed': 'no se puede mostrar el panel: su consulta falló',
  'Tell whoever sent you here.': 'Avise a quien le envió el enlace.',
  'cannot find "{}": no dashboard names it': 'no se encuentra "{1}": ningún panel de control lo nombra',
  'Write the SQL itself.': 'Escriba el SQL mismo.',
  'cannot save dashboard: expecting either dashboard or yaml':
    'no se puede guardar el panel de control: se espera dashboard o yaml, uno de los dos',
  'Send what it says, or its whole text.': 'Envíe lo que dice, o su texto entero.',
  'cannot restore dashboard "{}": it has no version {}':
    'no se puede recuperar el panel de control "{1}": no tiene la versión {2}',
  'Choose one of its history.': 'Elija una de su historial.',
  'cannot change dashboards as somebody who may not use all datasets':
    'solo puede cambiar paneles de control quien puede usar todos los conjuntos de datos',
  'cannot use reports: "{}" is for some datasets only':
    'no se pueden usar informes: "{1}" es solo para algunos conjuntos de datos',
  'Ask as somebody who is limited neither to names nor to values.':
    'Pídalo como alguien sin límite de nombres ni de valores.',
  'cannot use {}: expecting one of monitors, in or sql':
    'no se puede usar {1}: se espera monitors, in o sql, uno de ellos',
  'Write it like monitors: all.': 'Escríbalo como monitors: all.',
  'cannot use dataset "{}" in {}: there is no such dataset':
    'no se puede usar el conjunto de datos "{1}" en {2}: no existe',
  'cannot use {}: key "text" is missing': 'a {1} le falta la clave "text"',
  'Name the field that says what happened, like text: message.':
    'Nombre el campo que dice qué pasó, por ejemplo text: message.',
  'cannot use monitor "{}" in {}: there is no such monitor': 'no se puede usar el vigilante "{1}" en {2}: no existe',
  'Declare it under monitors of the project.': 'Declárelo en monitors del proyecto.',
  'cannot name {} "{}" of {}: expecting lower-case letters, digits and _':
    'no se puede llamar a {1} "{2}" de {3}: se esperan minúsculas, cifras y _',
  'Its title may be any text.': 'Su título puede ser cualquier texto.',
  'cannot use {} "{}" in {}: the dashboard has none of this name':
    'no se puede usar {1} "{2}" en {3}: el panel de control no lo tiene',
  'Declare it under {}s.': 'Declárelo en {1}s.',
  'cannot place panel "{}" of {}: it has a tab and a section':
    'no se puede colocar el panel "{1}" de {2}: tiene pestaña y sección',
  'Leave out the tab: it is that of its section.': 'Quite la pestaña: es la de su sección.',
  'cannot use dashboard "{}": {}': 'no se puede usar el panel de control "{1}": {2}',
  'Rename one.': 'Cambie el nombre de uno.',
  'cannot name {}: expecting lower-case letters, digits, - and _, beginning with a letter':
    'no se puede llamar a {1} así: se esperan minúsculas, cifras, - y _, empezando por una letra',
  'cannot read dashboard: expecting keys': 'no se puede leer el panel de control: se esperan claves',
  'Begin with "title:", then "panels:".': 'Empiece con "title:", después "panels:".',
  'expecting a name of lower-case letters, digits and _ that is not taken':
    'se espera un nombre de minúsculas, cifras y _ que no esté ocupado',
  'Choose a name such as service.': 'Elija un nombre, por ejemplo service.',
  'key "sql" is missing': 'falta la clave "sql"',
  'Add it, like sql: select distinct service from shop order by 1.':
    'Añádala, por ejemplo sql: select distinct service from shop order by 1.',
  'key "values" is missing': 'falta la clave "values"',
  'Add it, like values: [1m, 5m, 1h].': 'Añádala, por ejemplo values: [1m, 5m, 1h].',
  'cannot place {}: the grid has {} columns, and x + w is more':
    'no se puede colocar {1}: la cuadrícula tiene {2} columnas, y x + w pasa de ahí',
  'Make it narrower.': 'Hágalo más estrecho.',
  'cannot use query of {}: expecting either sql or in':
    'no se puede usar query de {1}: se espera sql o in, uno de los dos',
  'Write in: with a dataset, or sql: with a SELECT.': 'Escriba in: con un conjunto de datos, o sql: con un SELECT.',
  'Declare it under variables.': 'Declárela en variables.',
  'cannot use variable "{}" in {}: the dashboard has none of this name':
    'no se puede usar la variable "{1}" en {2}: el panel de control no la tiene',
  'cannot read measure "{}" of {}: expecting count, rate, or a function of a field':
    'no se puede leer la medida "{1}" de {2}: se espera count, rate, o una función de un campo',
  'Write it like avg(duration_ms).': 'Escríbala como avg(duration_ms).',
  'cannot use options of {}: a panel of type {} has none':
    'no se pueden usar opciones de {1}: un panel del tipo {2} no tiene',
  'Remove them, or choose another type.': 'Quítelas, o elija otro tipo.',
  'cannot use SQL of {}: there is no variable "${}"': 'no se puede usar el SQL de {1}: no hay ninguna variable "${2}"',
  'cannot use kql of {}: {}': 'no se puede usar kql de {1}: {2}',
  'expecting at most {} panels; got {}': 'se esperan como mucho {1} paneles; hay {2}',
  'there are none here yet': 'aquí aún no hay',
  'cannot read dashboard: expecting JSON: {}': 'no se puede leer el panel de control: se espera JSON: {1}',
  'In Grafana choose Share, Export, Save to file.': 'En Grafana elija Share, Export, Save to file.',
  'expecting at most {} maps and lists within each other':
    'se esperan como mucho {1} mapas y listas unos dentro de otros',
  'cannot read dashboard: expecting a dashboard of Grafana with "panels"':
    'no se puede leer el panel de control: se espera uno de Grafana con "panels"',
  'cannot import the dashboard: {}': 'no se puede importar el panel de control: {1}',
  'Divide it in Grafana first.': 'Divídalo antes en Grafana.',
  'panels of the type {} do not exist here': 'aquí no hay paneles del tipo {1}',
  'its thresholds are shares of the range, not values': 'sus umbrales son partes del intervalo, no valores',
  'its HTML is shown as text': 'su HTML se muestra como texto',
  'only the first of its {} queries came along': 'solo vino la primera de sus {1} consultas',
  'its query cannot be asked here: {}': 'su consulta no se puede hacer aquí: {1}',
  'its query names no dataset: import it again with the one that it searches':
    'su consulta no nombra un conjunto de datos: impórtelo otra vez con aquel en que busca',
  'it has no values': 'no tiene valores',
  'its intervals are none here': 'sus intervalos no lo son aquí',
  'its query is no SQL: {}': 'su consulta no es SQL: {1}',
  'variables of the type {} do not exist here': 'aquí no hay variables del tipo {1}',
  'cannot send {} by channel "{}": expecting the type email; got {}':
    'no se puede enviar {1} por el canal "{2}": se espera el tipo email; es {3}',
  'Name a channel that sends mails.': 'Nombre un canal que envíe correos.',
  'cannot use {} "{}" in {}: there is none of this name': 'no se puede usar {1} "{2}" en {3}: no existe',
  'Declare it first.': 'Declárelo antes.',
  'cannot find "{}" in dashboard "{}"': 'no existe "{1}" en el panel de control "{2}"',
  'Name panels and variables that ask something, like panels.requests.':
    'Nombre paneles y variables que pregunten algo, por ejemplo panels.requests.',
  'The dashboards are: {}.': 'Los paneles de control son: {1=}.',
  'Make one first.': 'Cree uno antes.',
  'Save yours under another name, or open the new one.': 'Guarde el suyo con otro nombre, o abra el nuevo.',
  'cannot revoke link "{}": there is none of this id': 'no se puede revocar el enlace "{1}": no existe',
  'It may have been revoked.': 'Puede que ya se haya revocado.',
  'cannot ask panel: variable "${}" has no value': 'el panel no puede preguntar: la variable "${1}" no tiene valor',
  'Declare it under variables, or correct its name.': 'Declárela en variables, o corrija su nombre.',
  'cannot ask panel: it has neither sql nor in': 'el panel no puede preguntar: no tiene ni sql ni in',
  'Choose a dataset.': 'Elija un conjunto de datos.',
  'cannot read measure "{}": expecting count, rate, or a function of a field':
    'no se puede leer la medida "{1}": se espera count, rate, o una función de un campo',
  'cannot use variable "{}": expecting lower-case letters, digits and _':
    'no se puede usar la variable "{1}": se esperan minúsculas, cifras y _',
  'the process that draws ended with {}': 'el proceso que dibuja terminó con {1}',
  'it took too long': 'tardó demasiado',
  'it gave nothing': 'no dio nada',
  'cannot find report "{}": the project has none of this name': 'no existe el informe "{1}": el proyecto no lo tiene',
  'Add it under "reports".': 'Añádalo en "reports".',
  'cannot make report "{}": "{}" may see no dashboards':
    'no se puede hacer el informe "{1}": "{2}" no puede ver paneles de control',
  'Declare the company under "tenants".': 'Declare la empresa en "tenants".',
  'Not imported: {}': 'No se ha importado: {1}',
}
