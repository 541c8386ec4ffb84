/** Every kind of panel, in the order in which people are offered them. */
import {
  AlignLeft,
  BellRing,
  ChartArea,
  ChartColumn,
  ChartLine,
  ChartPie,
  CircleGauge,
  Grid3x3,
  Layers2,
  type LucideIcon,
  ScrollText,
  Sigma,
  Table,
} from 'lucide-react'
import type { PanelType } from '../../../../src/model/dashboard.ts'
import type { Asks, PanelKind } from './panel.ts'

interface Entry {
  readonly asks: Asks
  readonly icon: LucideIcon
  readonly load: () => Promise<{ default: PanelKind }>
}

export const panels: Readonly<Record<PanelType, Entry>> = {
  line: { asks: 'series', icon: ChartLine, load: () => import('./line.tsx') },
  area: { asks: 'series', icon: ChartArea, load: () => import('./area.tsx') },
  stacked: { asks: 'series', icon: Layers2, load: () => import('./stacked.tsx') },
  bar: { asks: 'groups', icon: ChartColumn, load: () => import('./bar.tsx') },
  stat: { asks: 'number', icon: Sigma, load: () => import('./stat.tsx') },
  table: { asks: 'records', icon: Table, load: () => import('./table.tsx') },
  gauge: { asks: 'number', icon: CircleGauge, load: () => import('./gauge.tsx') },
  pie: { asks: 'groups', icon: ChartPie, load: () => import('./pie.tsx') },
  heatmap: { asks: 'cells', icon: Grid3x3, load: () => import('./heatmap.tsx') },
  text: { asks: 'nothing', icon: AlignLeft, load: () => import('./text.tsx') },
  logs: { asks: 'records', icon: ScrollText, load: () => import('./logs.tsx') },
  alerts: { asks: 'nothing', icon: BellRing, load: () => import('./alerts.tsx') },
}
