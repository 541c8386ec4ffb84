import { LayoutDashboard } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { readState } from './state.ts'
import { title } from './title.ts'

export const dashboardsPlace = definePlace({
  path: '/dashboards',
  title,
  icon: LayoutDashboard,
  page: () => import('./list-page.tsx'),
})

export const dashboardPlace = definePlace({
  path: '/dashboards/$name',
  title,
  page: () => import('./page.tsx'),
  search: readState,
})

/** For who came by a link, which has its secret behind #. */
export const sharedPlace = definePlace({
  path: '/shared/$id',
  title,
  page: () => import('./shared-page.tsx'),
  search: readState,
})
