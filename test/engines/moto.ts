/** moto, from PyPI: AWS on this machine, with users, policies and signatures that are verified by AWS's own library for Python. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { AwsClient } from 'aws4fetch'
import { pythonPackages } from '../support/python-packages.ts'

const packages = pythonPackages('moto', ['moto[server]==5.2.5'])

/** Why it cannot be had here, if so. */
export const { absence } = packages

type Service = 'iam' | 'sns' | 'sqs'

export class Moto {
  readonly #process: ChildProcess
  readonly url: string

  private constructor(child: ChildProcess, url: string) {
    this.#process = child
    this.url = url
  }

  static async start(): Promise<Moto> {
    const child = spawn(packages.python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    for await (const line of createInterface({ input: child.stderr! })) {
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (!url) continue
      child.stderr!.resume()
      return new Moto(child, url)
    }
    throw new Error('moto did not start')
  }

  stop(): void {
    this.#process.kill()
  }

  /** From now on so many requests go through without being asked who they are. */
  async trust(requests: number): Promise<void> {
    await fetch(`${this.url}/moto-api/reset-auth`, { method: 'POST', body: String(requests) })
  }

  /** A request of the query protocol; resolves with the XML. */
  async ask(service: Service, action: string, parameters: Record<string, string>): Promise<string> {
    const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service, region: 'eu-west-1' })
    const body = new URLSearchParams({ Action: action, ...parameters }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await client.fetch(`${this.url}/`, { method: 'POST', headers, body })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${action}: ${answer.status} ${text}`)
    return text
  }
}

/** The text of an element. */
export function elementOf(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  if (text === undefined) throw new Error(`there is no ${name} in ${xml}`)
  return text
}
