import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { linkSecret } from '../client/link.ts'
import { meNow } from '../client/who.ts'
import { maybeHome } from '../dashboards/home.ts'
import { allowed } from './allowed.tsx'
import { LinkShell } from './link-shell.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageError } from './page-error.tsx'
import { places } from './places.ts'
import { startOf } from './places-of.ts'
import { parseSearch, stringifySearch } from './search-text.ts'
import { Shell } from './shell.tsx'

const root = createRootRoute({
  component: linkSecret === undefined ? Shell : LinkShell,
  notFoundComponent: NotFoundPage,
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const home = await maybeHome()
    if (home) throw redirect({ to: '/dashboards/$name', params: { name: home }, replace: true })
    throw redirect({ to: startOf(meNow()).path, replace: true })
  },
})

const pages = places.map((place) => {
  const { path, page, search, needs } = place
  return createRoute({
    getParentRoute: () => root,
    path,
    component: needs ? allowed(place, lazyRouteComponent(page)) : lazyRouteComponent(page),
    errorComponent: PageError,
    ...(search ? { validateSearch: search } : {}),
  })
})

export const router = createRouter({
  routeTree: root.addChildren([start, ...pages]),
  basepath: '/ui',
  defaultPreload: 'intent',
  parseSearch,
  stringifySearch,
})
