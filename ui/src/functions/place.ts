import { SquareFunction } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const functionsPlace = definePlace({
  path: '/functions',
  title,
  icon: SquareFunction,
  needs: 'read',
  page: () => import('./page.tsx'),
  search: ({ name }) => ({ name }),
})
