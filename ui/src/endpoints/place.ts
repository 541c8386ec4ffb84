import { Webhook } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const endpointsPlace = definePlace({
  path: '/endpoints',
  title,
  icon: Webhook,
  needs: 'read',
  isOfAll: true,
  page: () => import('./page.tsx'),
  search: ({ name }) => ({ name }),
})
