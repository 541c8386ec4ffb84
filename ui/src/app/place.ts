/**
 * A place of the browser: one page that the rail, the command palette and the address bar lead to. A feature declares its own in
 * `<feature>/place.ts`; the list is `places.ts`. Its page is loaded when somebody goes there.
 */
import type { ComponentType } from 'react'
import type { Right } from '../client/who.ts'
import type { Messages } from '../i18n/messages.ts'

export interface Place {
  /** Below `/ui`: `/explore`, or `/datasets/$name`. */
  readonly path: `/${string}`
  /** Its name in each language. */
  readonly title: Messages<{ readonly title: string }>
  /** Places with an icon stand in the rail. */
  readonly icon?: ComponentType<{ size?: number | string; strokeWidth?: number | string }>
  /** In the rail it stands at the end, behind a gap. */
  readonly isLast?: boolean
  /** Who may not do this is not shown the place, and is told so at its address. */
  readonly needs?: Right
  /** It tells of the rows of all: people of client companies are neither shown it nor answered. */
  readonly isOfAll?: boolean
  /** Who comes there need not have signed in. */
  readonly isOpen?: true
  /** Where most people begin: what it needs is sent with `/ui/`, which leads on when it is known who looks. */
  readonly isStart?: true
  /** What waits there for somebody: a number on the icon. */
  readonly useCount?: () => number | undefined
  /** Begins to ask what its page asks first, by the names in its path, while the server is still asked who looks. */
  readonly early?: (names: Readonly<Record<string, string>>) => void
  /** The server reads in the build which module it is, with `path`, `isOpen` and `isStart`: they are written as they are. */
  readonly page: () => Promise<{ default: ComponentType }>
  /** The state of the page in the address: reads what is there, leaves out what is not understood. */
  readonly search?: (search: Record<string, unknown>) => Record<string, unknown>
}

export function definePlace(place: Place): Place {
  return place
}
