import { Search } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { readState } from './state.ts'
import { title } from './title.ts'

export const explorePlace = definePlace({
  path: '/explore',
  title,
  icon: Search,
  needs: 'read',
  page: () => import('./page.tsx'),
  search: readState,
})
