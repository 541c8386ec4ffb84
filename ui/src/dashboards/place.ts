import { LayoutDashboard } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { dashboardQuery, dashboardsQuery } from '../client/dashboards.ts'
import { queryClient } from '../client/query-client.ts'
import { readState } from './state.ts'
import { title } from './title.ts'

export const dashboardsPlace = definePlace({
  path: '/dashboards',
  title,
  icon: LayoutDashboard,
  early: () => void queryClient.prefetchQuery(dashboardsQuery),
  page: () => import('./list-page.tsx'),
  search: ({ make }) => ({ make }),
})

export const dashboardPlace = definePlace({
  path: '/dashboards/$name',
  title,
  isStart: true,
  early: ({ name = '' }) => void queryClient.prefetchQuery(dashboardQuery(name)),
  page: () => import('./page.tsx'),
  search: readState,
})

/** For who came by a link, which has its secret behind #. */
export const sharedPlace = definePlace({
  path: '/shared/$id',
  title,
  isOpen: true,
  early: () => void queryClient.prefetchQuery(dashboardsQuery),
  page: () => import('./shared-page.tsx'),
  search: readState,
})
