import { Settings } from 'lucide-react'
import { definePlace, type Place } from '../app/place.ts'
import {
  accountTitle,
  auditTitle,
  installationTitle,
  linksTitle,
  peopleTitle,
  settingsTitle,
  tokensTitle,
} from './title.ts'

/** What one's own is comes first, and needs no right. */
export const settingsPlaces: readonly Place[] = [
  definePlace({
    path: '/settings',
    title: settingsTitle,
    icon: Settings,
    isLast: true,
    page: () => import('./account/page.tsx'),
  }),
  definePlace({
    path: '/settings/people',
    title: peopleTitle,
    needs: 'administer',
    page: () => import('./people/page.tsx'),
  }),
  definePlace({
    path: '/settings/tokens',
    title: tokensTitle,
    needs: 'administer',
    page: () => import('./tokens/page.tsx'),
  }),
  definePlace({
    path: '/settings/links',
    title: linksTitle,
    needs: 'administer',
    page: () => import('./links/page.tsx'),
  }),
  definePlace({
    path: '/settings/audit',
    title: auditTitle,
    needs: 'administer',
    page: () => import('./audit/page.tsx'),
    search: ({ days, action, who }) => ({ days, action, who }),
  }),
  definePlace({
    path: '/settings/installation',
    title: installationTitle,
    needs: 'administer',
    page: () => import('./installation/page.tsx'),
  }),
]

/** The tabs over each page. */
export const sections = settingsPlaces.map((place, i) => ({ ...place, title: i === 0 ? accountTitle : place.title }))
