/** What the project file may say of how it, or a client company, is shown. */
import { Type } from 'typebox'

export const brandOptions = Type.Object({
  title: Type.Optional(
    Type.String({ minLength: 1, maxLength: 60, description: 'Stands where Caudal would.', examples: ['Rivers Ltd'] }),
  ),
  logo: Type.Optional(
    Type.String({
      pattern: '\\.(svg|png|jpg|webp)$',
      description: 'A picture in the folder of the project, of 64 KB at most.',
      examples: ['brand/logo.svg'],
    }),
  ),
  color: Type.Optional(
    Type.String({
      pattern: '^#[0-9a-fA-F]{6}$',
      description: 'The colour of buttons and links; it has to be read on white. The dark theme has a lighter one.',
      examples: ['#0b5cad'],
    }),
  ),
})
