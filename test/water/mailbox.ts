/** A real SMTP server that keeps what it is sent. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Mail {
  /** The same for each attempt to deliver it. */
  readonly id: string
  readonly subject: string
  /** Its part for people without HTML. */
  readonly text: string
}

export class Mailbox {
  readonly #server: SMTPServer
  readonly #mails: Mail[] = []

  constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onData: (stream, _session, done) => {
        let raw = ''
        stream.setEncoding('utf8')
        stream.on('data', (part: string) => {
          raw += part
        })
        stream.on('end', () => {
          this.#mails.push({ id: header(raw, 'message-id'), subject: header(raw, 'subject'), text: plainTextOf(raw) })
          done()
        })
      },
    })
    // A client that was killed leaves its connection broken.
    this.#server.on('error', () => {})
  }

  /** Resolves with what a channel calls `server`. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  /** Mails by their ids: a repetition of one counts once. */
  get mails(): ReadonlyMap<string, Mail> {
    return new Map(this.#mails.map((mail) => [mail.id, mail]))
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}

function header(raw: string, name: string): string {
  const value = new RegExp(`^${name}: ((?:.*\\r?\\n[ \\t])*.*)`, 'im').exec(raw)?.[1] ?? ''
  return value.replace(/\r?\n[ \t]/g, ' ').trim()
}

/** The part that is plain text, decoded from Quoted-Printable (RFC 2045 §6.7) where it is written so. */
function plainTextOf(raw: string): string {
  const part = /^content-type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/im.exec(raw)
  const [whole, text] = part ?? ['', '']
  if (!/^content-transfer-encoding: quoted-printable/im.test(whole)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
