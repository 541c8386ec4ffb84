import { Bell } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const monitorsPlace = definePlace({
  path: '/monitors',
  title,
  icon: Bell,
  needs: 'read',
  isOfAll: true,
  page: () => import('./page.tsx'),
  search: ({ name }) => ({ name }),
})
