import { CloseButton } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMay, useMe } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { Stored } from '../lib/stored.ts'
import classes from './guide.module.css'
import { usePlaces } from './places-of.ts'
import { texts } from './texts.ts'

/** The steps that were taken, by number; `closed` once nobody wants to see it. */
const taken = new Stored<string>('guide', '', (text) => /^(closed|\d*)$/.test(text))

/** Five steps from what there is to one's own data, for who runs the project; it can be closed, and stays so. */
export function Guide() {
  const t = useMessages(texts)
  const state = taken.use()
  const me = useMe()
  const mayAdminister = useMay('administer')
  const places = usePlaces()
  const { pathname, searchStr } = useLocation()
  const isThere = (path: string) => places.some((place) => place.path === path)
  const steps = [
    { to: '/', search: {}, title: t.stepSee, hint: t.stepSeeHint },
    { to: '/explore', search: { q: 'error' }, title: t.stepSearch, hint: t.stepSearchHint },
    { to: '/pipeline', search: {}, title: t.stepFlow, hint: t.stepFlowHint },
    {
      to: isThere('/rejected') ? '/rejected' : '/pipeline',
      search: {},
      title: t.stepRejected,
      hint: t.stepRejectedHint,
    },
    { to: '/data', search: { upload: 'new' }, title: t.stepOwn, hint: <OwnHint /> },
  ]
  const next = steps.findIndex((_, i) => !state.includes(String(i)))
  const isOpen = me?.is_person === true && mayAdminister && state !== 'closed'
  useEffect(() => {
    if (!isOpen) return
    if (pathname.includes('/dashboards/')) take(0)
    if (pathname.endsWith('/explore') && new URLSearchParams(searchStr).get('q')) take(1)
  }, [isOpen, pathname, searchStr])
  if (!isOpen) return null
  return (
    // Behind the first step the next one is enough on other pages: what they show counts there.
    <section
      className={classes.guide}
      aria-label={t.guide}
      data-whole={state === '' || pathname.includes('/dashboards') || undefined}
    >
      <div className={classes.head}>
        <strong>{t.guide}</strong>
        <span>{next < 0 ? t.guideDone : t.guideHint}</span>
        <CloseButton size="sm" aria-label={t.guideClose} title={t.guideClose} onClick={() => taken.set('closed')} />
      </div>
      <ol className={classes.steps}>
        {steps.map(({ to, search, title, hint }, i) => (
          <li key={title} data-done={state.includes(String(i)) || undefined} data-next={i === next || undefined}>
            <Link to={to} search={search} onClick={() => take(i)}>
              {title}
            </Link>
            <span>{hint}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A file is the nearest; what comes again and again is a source. */
function OwnHint() {
  const t = useMessages(texts)
  return (
    <>
      {t.stepOwnHint}{' '}
      <Link to="/sources/new" onClick={() => take(4)}>
        {t.stepSource}
      </Link>
    </>
  )
}

function take(step: number): void {
  const { value } = taken
  if (value !== 'closed' && !value.includes(String(step))) taken.set(`${value}${step}`)
}
