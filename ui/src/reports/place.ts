import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const reportsPlace = definePlace({
  path: '/reports',
  title,
  needs: 'edit',
  isOfAll: true,
  page: () => import('./page.tsx'),
  // The dashboard of a report that is to be made.
  search: ({ of }) => (typeof of === 'string' ? { of } : {}),
})
