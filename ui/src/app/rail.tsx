import { Link } from '@tanstack/react-router'
import { BrandMark } from '../design/brand-mark.tsx'
import { formatCompact } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Place } from './place.ts'
import { usePlaces } from './places-of.ts'
import classes from './rail.module.css'
import { texts } from './texts.ts'

export function Rail() {
  const t = useMessages(texts)
  const places = usePlaces()
  return (
    <nav className={classes.rail} aria-label={t.places}>
      <Link to="/" className={classes.mark} aria-label={t.home}>
        <BrandMark />
      </Link>
      {places.map((place) => place.icon && <RailLink key={place.path} place={place} />)}
    </nav>
  )
}

function RailLink({ place: { path, title, icon: Icon, useCount, isLast } }: { place: Place }) {
  const { title: name } = useMessages(title)
  const count = useCount?.() ?? 0
  const shown = count > 0 ? formatCompact(count) : undefined
  return (
    <Link
      to={path}
      className={classes.link}
      data-last={isLast}
      activeProps={{ 'data-active': true }}
      aria-label={shown === undefined ? name : `${name}: ${shown}`}
      title={name}
    >
      {Icon && <Icon size={20} strokeWidth={1.6} />}
      {shown !== undefined && <span className={classes.count}>{shown}</span>}
    </Link>
  )
}
