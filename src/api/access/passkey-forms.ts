/** What browsers and devices say of passkeys, as JSON (Web Authentication §5.1.8, §5.1.9, §5.1.10); bytes are base64url. */
import { Type } from 'typebox'

const bytes = Type.String({ maxLength: 100_000 })
const Credential = Type.Object({
  id: Type.String(),
  type: Type.Literal('public-key'),
  transports: Type.Optional(Type.Array(Type.String())),
})

/** For `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export const CreationOptions = Type.Object({
  challenge: bytes,
  rp: Type.Object({ id: Type.Optional(Type.String()), name: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Optional(Type.Integer({ description: 'Milliseconds.' })),
  attestation: Type.Optional(Type.String()),
  excludeCredentials: Type.Optional(Type.Array(Credential)),
  authenticatorSelection: Type.Optional(
    Type.Object({
      residentKey: Type.Optional(Type.String()),
      requireResidentKey: Type.Optional(Type.Boolean()),
      userVerification: Type.Optional(Type.String()),
    }),
  ),
})

/** For `PublicKeyCredential.parseRequestOptionsFromJSON`. */
export const RequestOptions = Type.Object({
  challenge: bytes,
  rpId: Type.Optional(Type.String()),
  timeout: Type.Optional(Type.Integer({ description: 'Milliseconds.' })),
  userVerification: Type.Optional(Type.String()),
  allowCredentials: Type.Optional(Type.Array(Credential)),
})

const common = {
  id: Type.String({ minLength: 1, maxLength: 2000 }),
  rawId: Type.String({ maxLength: 2000 }),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  clientExtensionResults: Type.Object({}, { additionalProperties: true }),
}

/** What `toJSON()` gives of a credential that was made. */
export const Registration = Type.Object({
  ...common,
  response: Type.Object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    authenticatorData: Type.Optional(bytes),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    publicKeyAlgorithm: Type.Optional(Type.Integer()),
    publicKey: Type.Optional(Type.Union([bytes, Type.Null()])),
  }),
})

/** ... and of one that has signed. */
export const Authentication = Type.Object({
  ...common,
  response: Type.Object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  }),
})

export const Passkey = Type.Object({
  id: Type.String(),
  title: Type.String({ description: 'What its owner calls it.' }),
  host: Type.String({ description: 'The host at which it works.' }),
  created: Type.String({ description: 'ISO 8601.' }),
  used: Type.Optional(Type.String({ description: 'When it was used last, ISO 8601.' })),
})
