/** A real SMTP server that keeps the mails that it gets. */
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Mail {
  readonly to: readonly string[]
  /** As it came over the wire. */
  readonly source: string
}

export class MailServer {
  readonly mails: Mail[] = []
  /** How many connections there were. */
  connections = 0
  /** What is answered to the next mails instead of taking them: `451` passes, `550` does not. */
  refusal: number | undefined
  readonly #server: SMTPServer

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      authOptional: true,
      // Clients keep their connections.
      closeTimeout: 50,
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, callback) => {
        this.connections++
        callback()
      },
      onData: (stream, session, callback) => {
        const take = (bytes: Buffer) => {
          if (this.refusal !== undefined)
            return callback(Object.assign(new Error('not this one'), { responseCode: this.refusal }))
          const to = session.envelope.rcptTo.map(({ address }) => address)
          this.mails.push({ to, source: bytes.toString() })
          callback()
        }
        // A mail that was cut off is none.
        buffer(stream).then(take, callback)
      },
      ...options,
    })
    // A client that goes in the middle of a mail is its own trouble.
    this.#server.on('error', () => {})
  }

  /** Resolves with its URL. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  /** Closes the connections that clients keep. */
  disconnect(): void {
    for (const { _socket } of this.#server.connections as unknown as Set<{ _socket: Socket }>) _socket.destroy()
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The header of a mail, unfolded. */
export function headerOf({ source }: Mail, name: string): string {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? ''
}

/** Everything that a mail says, without its transfer encodings. */
export function textOf({ source }: Mail): string {
  const parts = source.split(/^--[^\r\n]+\r?\n/m).map((part) => {
    const at = part.indexOf('\r\n\r\n')
    const body = part.slice(at + 4)
    if (/transfer-encoding: base64/i.test(part.slice(0, at))) return Buffer.from(body, 'base64').toString()
    return /quoted-printable/i.test(part.slice(0, at)) ? fromQuotedPrintable(body) : part
  })
  return parts.join('\n')
}

// RFC 2045 §6.7.
function fromQuotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString()
}
