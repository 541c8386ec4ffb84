import { Menu } from '@mantine/core'
import { Image, Spline } from 'lucide-react'
import type { RefObject } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { exportPng } from './export.ts'
import { texts } from './texts.ts'

/** Exports of what is drawn. It is looked for when the menu opens: a chart comes after its panel. */
export function PictureItems({ card, name }: { card: RefObject<HTMLElement | null>; name: string }) {
  const t = useMessages(texts)
  const place = card.current
  if (!place?.querySelector('canvas')) return null
  const exportSvg = async () => (await import('./export-svg.ts')).exportSvg(place, name)
  return (
    <>
      <Menu.Item leftSection={<Image size={14} />} onClick={() => exportPng(place, name)}>
        {t.exportPng}
      </Menu.Item>
      <Menu.Item leftSection={<Spline size={14} />} onClick={() => void exportSvg()}>
        {t.exportSvg}
      </Menu.Item>
    </>
  )
}
