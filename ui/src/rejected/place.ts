import { TriangleAlert } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { useRejectedHolders } from '../client/rejected-holders.ts'
import { title } from './title.ts'

export const rejectedPlace = definePlace({
  path: '/rejected',
  title,
  icon: TriangleAlert,
  needs: 'read',
  isOfAll: true,
  useCount: () => useRejectedHolders()?.reduce((sum, { open }) => sum + open, 0),
  page: () => import('./page.tsx'),
  search: ({ in: dataset, reason, record }) => ({ in: dataset, reason, record }),
})
