import { Menu } from '@mantine/core'
import { Image, Spline } from 'lucide-react'
import type { RefObject } from 'react'
import type { Panel } from '../../../src/model/dashboard.ts'
import { toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { ShownAnswer } from './answers.ts'
import { exportPng } from './export.ts'
import { panels } from './panels/index.ts'
import { texts } from './texts.ts'

interface PictureItemsProps {
  readonly card: RefObject<HTMLElement | null>
  readonly name: string
  readonly panel: Panel
  readonly shown: ShownAnswer | undefined
}

/** Exports of what is shown. A chart is looked for when the menu opens: it comes after its panel. */
export function PictureItems({ card, name, panel, shown }: PictureItemsProps) {
  const t = useMessages(texts)
  const place = card.current
  const isDrawn =
    panels[panel.type].drawing !== undefined && (panel.type === 'text' || shown?.answer.rows !== undefined)
  if (!place || !(isDrawn || place.querySelector('canvas'))) return null
  const save = async (form: 'png' | 'svg') => {
    if (isDrawn) {
      const { answer, range = { from: 0, until: 0 } } = shown ?? {}
      const { exportDrawn } = await import('./export-drawn.ts')
      await exportDrawn({ name, panel, answer, range, marks: [] }, place, form, name)
    } else if (form === 'png') exportPng(place, name)
    else (await import('./export-svg.ts')).exportSvg(place, name)
  }
  return (
    <>
      <Menu.Item leftSection={<Image size={14} />} onClick={() => void save('png').catch(toastError)}>
        {t.exportPng}
      </Menu.Item>
      <Menu.Item leftSection={<Spline size={14} />} onClick={() => void save('svg').catch(toastError)}>
        {t.exportSvg}
      </Menu.Item>
    </>
  )
}
