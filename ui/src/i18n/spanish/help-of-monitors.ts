/** What monitors, channels and their options say of themselves, in Spanish. */
import type { Sentences } from '../translator.ts'

export const helpOfMonitors: Sentences = {
  'A dataset: each of its records is looked at as it comes.':
    'Un conjunto de datos: cada uno de sus registros se mira cuando llega.',
  'One SELECT, asked again and again; `$from` and `$until` in it are the times of `over`.':
    'Un SELECT que se repite; en él `$from` y `$until` son las horas de `over`.',
  'A search, asked again and again: its `value` is how many records it finds in the time of `over`, or the `measure` of these.':
    'Una búsqueda que se repite: su `value` es cuántos registros encuentra en el tiempo de `over`, o su `measure`.',
  'What `value` is of the records that `kql` finds, if not how many: `rate` (how many a second), or `sum`, `avg`, `min`, `max`, `median`, `distinct`, `first`, `last` or a percentile such as `p95` of a field.':
    'Qué es `value` de los registros que encuentra `kql`, si no cuántos son: `rate` (cuántos por segundo), o `sum`, `avg`, `min`, `max`, `median`, `distinct`, `first`, `last` o un percentil como `p95` de un campo.',
  'The dataset that `kql` searches.': 'El conjunto de datos en que busca `kql`.',
  'The condition: SQL over the columns of the record, or of the row that the query gives.':
    'La condición: SQL sobre las columnas del registro, o de la fila que da la consulta.',
  'Columns whose values make groups; each group has a state and notices of its own.':
    'Columnas cuyos valores forman grupos; cada grupo tiene su estado y sus avisos.',
  'The time between two evaluations of a query; 1m by default.':
    'El tiempo entre dos evaluaciones de una consulta; si falta, 1m.',
  'How far back the query looks; 5m by default.': 'Hasta cuánto atrás mira la consulta; si falta, 5m.',
  'How long the condition has to hold before it is told; at once by default.':
    'Cuánto tiene que durar la condición antes de avisar; si falta, se avisa al momento.',
  'What it means when a query gives no row, or a group none any more; `no_data` by default, and `ok` with `by`.':
    'Qué significa que una consulta no dé filas, o que un grupo ya no dé ninguna; si falta, `no_data`, y `ok` con `by`.',
  'How long a group of records waits for more of its kind before it is told; 2s by default.':
    'Cuánto espera un grupo de registros a otros de su tipo antes de avisar; si falta, 2s.',
  'When a trouble that goes on is told again. Records that come for a group before that are told with it, or with `never` only counted. `never` by default for queries, 1h for records.':
    'Cuándo se avisa otra vez de un problema que sigue. Los registros que llegan antes para un grupo se avisan con él, o con `never` solo se cuentan. Si falta, `never` para consultas y 1h para registros.',
  'How bad it is.': 'Cuánta gravedad tiene.',
  'The first line of a notice: a template in Liquid over the columns of `by`, `monitor`, `project`, `state`, `severity` and `time`; of records `count` and `records`, of a query `value`, `since` and the columns of its row.':
    'La primera línea de un aviso: una plantilla en Liquid con las columnas de `by`, `monitor`, `project`, `state`, `severity` y `time`; si son registros, con `count` y `records`; si es una consulta, con `value`, `since` y las columnas de su fila.',
  'What a notice says besides, such as what to do: a template as `title`.':
    'Qué más dice un aviso, por ejemplo qué hacer: una plantilla como `title`.',
  'The channels that are told.': 'Los canales a que se avisa.',
  'Monitors that explain this one: while one of them fires for the same group, this one is not told.':
    'Vigilantes que explican este: mientras uno de ellos está disparado para el mismo grupo, de este no se avisa.',
  'Times of planned work, in which nothing is told; what still goes on afterwards is.':
    'Horas de trabajo planeado, en que no se avisa de nada; de lo que sigue después, sí.',

  // Channels.
  'Sends each notice as a mail, in HTML and as plain text, through an SMTP server.':
    'Envía cada aviso por correo, en HTML y en texto, por un servidor SMTP.',
  'Who gets it.': 'Quién lo recibe.',
  'Who it comes from.': 'De quién viene.',
  'The SMTP server; `smtps://` speaks TLS from the first byte, `smtp://` as soon as the server offers it.':
    'El servidor SMTP; `smtps://` usa TLS desde el primer byte, `smtp://` en cuanto el servidor lo ofrece.',
  'The name to log in with.': 'El nombre con que se entra.',
  'The password to log in with; it is sent over TLS only, or to this machine.':
    'La contraseña con que se entra; solo se envía por TLS, o a esta máquina.',
  'The mail in HTML as you want it: a template over the notice, in which every value is escaped. The plain text stays as it is.':
    'El correo en HTML como usted lo quiera: una plantilla sobre el aviso, en que todos los valores se escapan. El texto sin formato queda como es.',
  'The most messages in an hour, those that failed included; what is more is collected into one.':
    'El máximo de mensajes en una hora, también los que fallaron; los que pasan de ahí se juntan en uno.',
  'Collects the notices of this time into one message.': 'Junta los avisos de este tiempo en un mensaje.',
  'A notice that could not be delivered for so long becomes a dead letter, and can be sent again by hand.':
    'Un aviso que no se pudo entregar en este tiempo se deja de intentar, y se puede reenviar a mano.',
  'The first line of what it sends, instead of project, title and state: a template in Liquid over the notice (`title`, `text`, `project`, `monitor`, `state`, `severity`, `time`, `facts`, `records`, `total`, `links`).':
    'La primera línea de lo que envía, en lugar de proyecto, título y estado: una plantilla en Liquid sobre el aviso (`title`, `text`, `project`, `monitor`, `state`, `severity`, `time`, `facts`, `records`, `total`, `links`).',
  'What it says instead of the text of the notice: a template as `title`.':
    'Qué dice en lugar del texto del aviso: una plantilla como `title`.',
  'Whether the figures, records, chart and links of the notice follow the text.':
    'Si detrás del texto van las cifras, los registros, el gráfico y los enlaces del aviso.',
  'Posts each notice as JSON to a URL, signed as the Standard Webhooks specification says.':
    'Envía cada aviso como JSON a una URL, firmado como dice la especificación Standard Webhooks.',
  'Where to post it.': 'Adónde se envía.',
  'The key of the signature, known to both sides: any text, or the Base64 of bytes behind `whsec_`. Without it nothing is signed.':
    'La clave de la firma, conocida por ambas partes: un texto cualquiera, o bytes en Base64 detrás de `whsec_`. Sin ella no se firma nada.',
  'The key before this one: notices are signed with both, until the other side knows the new one.':
    'La clave anterior: los avisos se firman con ambas, hasta que la otra parte conozca la nueva.',
  'Headers to send besides, such as an API key.': 'Cabeceras que se envían además, por ejemplo una clave de API.',
  'What is posted instead of the notice as JSON: a template over the notice; the filter `json` writes a value as JSON.':
    'Qué se envía en lugar del aviso como JSON: una plantilla sobre el aviso; el filtro `json` escribe un valor como JSON.',
  'Writes each notice into a channel of Slack, through an incoming webhook.':
    'Escribe cada aviso en un canal de Slack, por un webhook entrante.',
  'The URL of the incoming webhook; who has it can write.':
    'La URL del webhook entrante; quien la tiene puede escribir.',
  'Writes each notice into a channel of Microsoft Teams, as an adaptive card through a workflow.':
    'Escribe cada aviso en un canal de Microsoft Teams, como tarjeta adaptable por un flujo de trabajo.',
  'The URL of the workflow that posts to the channel; who has it can write.':
    'La URL del flujo de trabajo que publica en el canal; quien la tiene puede escribir.',
  'Writes each notice into a channel of Discord, through a webhook.':
    'Escribe cada aviso en un canal de Discord, por un webhook.',
  'The URL of the webhook; who has it can write.': 'La URL del webhook; quien la tiene puede escribir.',
  'Writes each notice into a chat of Telegram, as a bot.': 'Escribe cada aviso en un chat de Telegram, como bot.',
  'The token of the bot, as BotFather tells it.': 'El token del bot, como lo da BotFather.',
  'The id of the chat, or the name of a channel.': 'El id del chat, o el nombre de un canal.',
  'The server of the bot API.': 'El servidor de la API de bots.',
  'Publishes each notice to a topic of Amazon SNS, whose subscribers get it as mail, SMS, queue or function call.':
    'Publica cada aviso en un tema de Amazon SNS, cuyos suscriptores lo reciben por correo, SMS, cola o llamada a una función.',
  'The ARN of the topic; it names the region.': 'El ARN del tema; nombra la región.',
  'The id of the access key.': 'El id de la clave de acceso.',
  'The secret of the access key.': 'El secreto de la clave de acceso.',
  'Another server that speaks the protocol; that of the region by default.':
    'Otro servidor que habla el protocolo; si falta, el de la región.',
  'Opens and resolves incidents in PagerDuty, through its Events API v2.':
    'Abre y resuelve incidentes en PagerDuty, por su Events API v2.',
  'The integration key of the service.': 'La clave de integración del servicio.',
  'The server of the Events API; accounts in Europe have `https://events.eu.pagerduty.com`.':
    'El servidor de la Events API; las cuentas de Europa tienen `https://events.eu.pagerduty.com`.',
}
