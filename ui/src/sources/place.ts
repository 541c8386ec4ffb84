import { definePlace } from '../app/place.ts'
import { editTitle, title } from './title.ts'

export const newSourcePlace = definePlace({
  path: '/sources/new',
  title,
  needs: 'edit',
  page: () => import('./page.tsx'),
  search: ({ type }) => ({ type }),
})

export const sourcePlace = definePlace({
  path: '/sources/edit',
  title: editTitle,
  needs: 'edit',
  page: () => import('./edit-page.tsx'),
  search: ({ name }) => ({ name }),
})
