import { Search } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { datasetsQuery } from '../client/datasets.ts'
import { queryClient } from '../client/query-client.ts'
import { readState } from './state.ts'
import { title } from './title.ts'

export const explorePlace = definePlace({
  path: '/explore',
  title,
  icon: Search,
  needs: 'read',
  early: () => void queryClient.prefetchQuery(datasetsQuery),
  page: () => import('./page.tsx'),
  search: readState,
})
