/**
 * Passwords, as argon2id with the parameters of OWASP's Password Storage Cheat Sheet (19 MiB, at least 2 passes, 1 lane), and more
 * passes where the machine is fast. Stored in the PHC string format, so that older ones stay valid when the parameters change.
 */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { UserError } from '../../lib/errors.ts'

const derive = promisify(argon2)

const memory_kib = 19_456
const leastPasses = 2
const mostPasses = 10
/** So long a guess takes at least, as far as `mostPasses` allow. */
const target_ms = 100

const least = 10
const most = 1000

/** Each takes 19 MiB and a thread: of more at once the others wait, and of many more they come again. */
const mostAtOnce = 2
const mostWaiting = 20

export class Passwords {
  #passes: Promise<number> | undefined
  #dummy: Promise<string> | undefined
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** Throws `invalid` for a password that is easily guessed. */
  async hash(password: string, name: string): Promise<string> {
    requireStrong(password, name)
    return this.#inTurn(async () => this.#hash(password, await this.#calibrated()))
  }

  /** Takes as long where there is no hash as where there is one: nobody learns which names exist. */
  async isRight(password: string, hash: string | undefined): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#dummy ??= this.#calibrated().then((passes) => this.#hash(randomBytes(16).toString('hex'), passes))
      const { parameters, tag } = parse(hash ?? (await this.#dummy))
      const derived = await derive('argon2id', {
        ...parameters,
        message: password.slice(0, most),
        tagLength: tag.length,
      })
      return timingSafeEqual(derived, tag) && hash !== undefined
    })
  }

  async #hash(password: string, passes: number): Promise<string> {
    const nonce = randomBytes(16)
    const tag = await derive('argon2id', {
      message: password,
      nonce,
      memory: memory_kib,
      passes,
      parallelism: 1,
      tagLength: 32,
    })
    return `$argon2id$v=19$m=${memory_kib},t=${passes},p=1$${base64(nonce)}$${base64(tag)}`
  }

  /** Measured once, in processor time: a machine that is busy is not a slow one. */
  #calibrated(): Promise<number> {
    this.#passes ??= (async () => {
      const before = process.cpuUsage()
      await this.#hash('calibration', leastPasses)
      const { user, system } = process.cpuUsage(before)
      const perPass_ms = Math.max(1, (user + system) / 1000 / leastPasses)
      return Math.min(mostPasses, Math.max(leastPasses, Math.ceil(target_ms / perPass_ms)))
    })()
    return this.#passes
  }

  async #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.length >= mostWaiting) {
      throw new UserError('overloaded', 'cannot check the password: too many are being checked', { hint: 'Try again.' })
    }
    if (this.#running >= mostAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#running++
    try {
      return await run()
    } finally {
      this.#running--
      this.#waiting.shift()?.()
    }
  }
}

/** NIST SP 800-63B §3.1.1.2: length counts, rules of composition do not help. */
function requireStrong(password: string, name: string): void {
  const refuse = (why: string) => {
    throw new UserError('invalid', `cannot use this password: ${why}`, {
      hint: 'Take a sentence of some words that you have not used elsewhere.',
    })
  }
  if (password.length < least) refuse(`it has less than ${least} characters`)
  if (password.length > most) refuse(`it has more than ${most} characters`)
  if (new Set(password).size < 5) refuse('it repeats a few characters')
  if (password.toLowerCase().includes(name.toLowerCase()) && password.length < name.length + least) {
    refuse('it is made of the name')
  }
}

function parse(hash: string): { parameters: Omit<Argon2Parameters, 'message' | 'tagLength'>; tag: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash)
  if (!match) throw new Error('a stored password is not in the PHC string format')
  const [, memory, passes, parallelism, nonce, tag] = match
  const parameters = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce!, 'base64'),
  }
  return { parameters, tag: Buffer.from(tag!, 'base64') }
}

/** Without padding, as the format has it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
