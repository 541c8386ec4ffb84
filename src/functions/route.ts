import { Type } from 'typebox'
import { defineFunction } from './function.ts'

export default defineFunction({
  name: 'route',
  summary: 'Sends each record to the stream of the first condition that it meets; the others go on.',
  options: Type.Object({
    routes: Type.Array(
      Type.Object({
        when: Type.String({ minLength: 1, description: 'The condition, in KQL.' }),
        to: Type.String({ minLength: 1, description: 'The stream.' }),
      }),
      {
        minItems: 1,
        description: 'Conditions and streams, tried in this order.',
        examples: [[{ when: 'temp > 30', to: 'hot' }]],
      },
    ),
    otherwise: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The stream of the records that meet none; without it they go on to the next function, or to where all goes.',
        examples: ['rest'],
      }),
    ),
  }),
  cases: [
    {
      options: {
        routes: [
          { when: 'temp > 30', to: 'hot' },
          { when: 'temp < 0', to: 'cold' },
        ],
      },
      given: [{ temp: 31 }, { temp: -5 }, { temp: 20 }],
      gives: [{ temp: 20 }],
      sends: { hot: [{ temp: 31 }], cold: [{ temp: -5 }] },
    },
    {
      options: { routes: [{ when: 'level: error', to: 'errors' }], otherwise: 'rest' },
      given: [{ level: 'error' }, { level: 'info' }],
      gives: [],
      sends: { errors: [{ level: 'error' }], rest: [{ level: 'info' }] },
    },
  ],

  needs({ routes, otherwise }) {
    const outputs = [...routes.map(({ to }) => to), ...(otherwise === undefined ? [] : [otherwise])]
    return { conditions: routes.map(({ when }) => when), outputs: [...new Set(outputs)] }
  },

  each({ routes, otherwise }, { matches, send }) {
    const compiled = routes.map(({ when, to }) => ({ isMet: matches(when), to }))
    return (record) => {
      const to = compiled.find(({ isMet }) => isMet(record))?.to ?? otherwise
      return to === undefined ? record : send(to, record)
    }
  },
})
