import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const newSourcePlace = definePlace({
  path: '/sources/new',
  title,
  needs: 'edit',
  page: () => import('./page.tsx'),
  search: ({ type }) => ({ type }),
})
