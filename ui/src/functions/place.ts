import { SquareFunction } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const functionsPlace = definePlace({
  path: '/functions',
  title,
  icon: SquareFunction,
  needs: 'read',
  isOfAll: true,
  page: () => import('./page.tsx'),
  search: ({ name }) => ({ name }),
})
