import { useRef } from 'react'
import type { Tab } from '../../../src/model/dashboard.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './tabs-bar.module.css'
import { viewTexts as texts } from './view-texts.ts'

interface TabsBarProps {
  readonly tabs: Readonly<Record<string, Tab>>
  readonly shown: string | undefined
  readonly onShow: (tab: string) => void
}

/** The tabs of a dashboard; arrows walk through them. */
export function TabsBar({ tabs, shown, onShow }: TabsBarProps) {
  const t = useMessages(texts)
  const list = useRef<HTMLDivElement>(null)
  const names = Object.keys(tabs)
  if (names.length === 0) return null
  const walk = (step: number) => {
    const next = (names.indexOf(shown ?? '') + step + names.length) % names.length
    onShow(names[next]!)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div ref={list} className={classes.tabs} role="tablist" aria-label={t.tabs}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => onShow(name)}
          onKeyDown={({ key }) => {
            if (key === 'ArrowRight') walk(1)
            if (key === 'ArrowLeft') walk(-1)
          }}
        >
          {tabs[name]!.title}
        </button>
      ))}
    </div>
  )
}
