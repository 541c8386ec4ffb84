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
  // With `make` a new one begins, of a search (`in`, `q`) or of SQL (`q`); with `edit` the one of the name is changed.
  search: ({ name, edit, make, in: dataset, q }) => ({ name, edit, make, in: dataset, q }),
})
