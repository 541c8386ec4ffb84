/** Passkeys of the device, as the browser offers them (Web Authentication §5.1). What is exchanged with the server is JSON. */
import type { Routes } from './api.gen.ts'
import { ask } from './api.ts'

type Made = Routes['POST /api/session/passkeys']['body']['response']
type Signed = Routes['POST /api/session/passkey']['body']

/** Browsers take them on safe pages at a name, and not at a number. */
export function isPasskeyPossible(): boolean {
  const isNumber = /^\[|^[\d.]+$/.test(location.hostname)
  return isSecureContext && !isNumber && 'PublicKeyCredential' in window
}

/** Makes one on this device; its owner is asked there. */
export async function addPasskey(title: string, password: string): Promise<void> {
  const body = password === '' ? {} : { password }
  const options = await ask('POST /api/session/passkeys/options', { body })
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON)
  const made = jsonOf(await navigator.credentials.create({ publicKey })) as Made
  await ask('POST /api/session/passkeys', { body: { title, response: made } })
}

/** Logs in with one that this device has. */
export async function signInByPasskey(): Promise<void> {
  const options = await ask('POST /api/session/passkey/options')
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON)
  await ask('POST /api/session/passkey', { body: jsonOf(await navigator.credentials.get({ publicKey })) as Signed })
}

/** The device or its owner has said no: nothing is wrong. */
export function isDeclined(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

/** The device has one of this account already. */
export function isThere(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}

function jsonOf(credential: Credential | null): unknown {
  return (credential as PublicKeyCredential).toJSON()
}
