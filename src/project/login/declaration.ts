/** What the project file may say of providers by which people log in (OpenID Connect). */
import { Type } from 'typebox'

const text = (description: string, ...examples: string[]) => Type.String({ minLength: 1, description, examples })

const rule = Type.Object({
  when: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description:
        'Claims and the values that they have to have, all of them; of a claim that is a list, one of its values. Claims within others with dots. Without it the rule is for everybody.',
      examples: [{ groups: 'data' }],
    }),
  ),
  role: text('The role that they get.', 'reader'),
  tenant: Type.Optional(text('The client company that they are of.', 'acme')),
})

export const loginOptions = Type.Object({
  title: Type.Optional(text('What stands on the button; the name by default.', 'Example Ltd')),
  issuer: text(
    "The provider's address, from which its configuration is read: https, or http on this machine.",
    'https://id.example.org',
  ),
  client_id: text('What the provider calls this installation.', 'caudal'),
  client_secret: Type.Optional(text('The secret that goes with it; name a variable.')),
  scopes: Type.Array(Type.String({ minLength: 1 }), {
    default: ['openid', 'profile', 'email'],
    description: 'What is asked of the provider.',
  }),
  name: Type.String({
    minLength: 1,
    default: 'email',
    description: 'The claim that is the name of an account that is made; an e-mail address has to be verified.',
    examples: ['preferred_username'],
  }),
  link_by_email: Type.Boolean({
    default: false,
    description:
      'Whoever comes with a verified e-mail address that is the name of an account gets in as that one. Only for a provider that you trust with every account.',
  }),
  logout: Type.Boolean({
    default: false,
    description: 'Logging out of Caudal leads to logging out at the provider, too.',
  }),
  roles: Type.Optional(
    Type.Array(rule, {
      description:
        'Who gets which role: the first rule that fits counts, at each login anew. Whoever fits none is not let in, unless an account is linked.',
      examples: [[{ when: { groups: 'data' }, role: 'editor' }]],
    }),
  ),
})
