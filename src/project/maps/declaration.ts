/** What the project file may say of maps: whose tiles are drawn, and where they are. */
import { Type } from 'typebox'
import { sizePattern } from '../../lib/size.ts'
import { nearestZoom } from '../../model/tile.ts'

export const mapOptions = Type.Object({
  tiles: Type.String({
    minLength: 1,
    description:
      'Where the tiles are (PNG, JPEG or WebP, in Web Mercator): an address, or a path in the folder of the project, with {z}, {x} and {y} in it. Only the server asks there, and never a browser.',
    examples: ['https://tiles.example.org/{z}/{x}/{y}.png'],
  }),
  attribution: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Whose they are, as their licence wants it said; stands in the corner of the map.',
      examples: ['© OpenStreetMap contributors'],
    }),
  ),
  zoom: Type.Integer({
    minimum: 0,
    maximum: nearestZoom,
    default: 19,
    description: 'The nearest zoom that they have; from nearer, those are shown larger.',
  }),
  keep: Type.String({
    pattern: sizePattern,
    default: '500MB',
    description:
      'Of the tiles of an address so much stays on disk, so that they are there without it, too. What was not looked at for the longest time goes first.',
  }),
})
