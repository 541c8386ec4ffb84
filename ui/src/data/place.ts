import { Database } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const dataPlace = definePlace({
  path: '/data',
  title,
  icon: Database,
  needs: 'read',
  page: () => import('./list-page.tsx'),
  search: ({ upload }) => ({ upload }),
})

export const datasetPlace = definePlace({
  path: '/data/$name',
  title,
  needs: 'read',
  page: () => import('./page.tsx'),
  search: ({ tab, upload }) => ({ tab, upload }),
})
