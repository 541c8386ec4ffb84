/** Every kind of panel, in the order in which people are offered them. */
import {
  AlignLeft,
  BellRing,
  Bubbles,
  CalendarDays,
  ChartArea,
  ChartBar,
  ChartCandlestick,
  ChartColumn,
  ChartColumnBig,
  ChartColumnIncreasing,
  ChartGantt,
  ChartLine,
  ChartPie,
  ChartScatter,
  CircleGauge,
  Funnel,
  Globe,
  Grid2x2Check,
  Grid3x3,
  Image,
  Layers2,
  LayoutGrid,
  type LucideIcon,
  MapPinned,
  Radar,
  ScrollText,
  Sigma,
  Sun,
  Table,
  Waypoints,
} from 'lucide-react'
import type { PanelType } from '../../../../src/model/dashboard.ts'
import type { Asks, DrawPanel, PanelKind } from './panel.ts'

interface Entry {
  readonly asks: Asks
  readonly icon: LucideIcon
  readonly load: () => Promise<{ default: PanelKind }>
  /** Of what is no chart, if it can be drawn on paper and in pictures. */
  readonly drawing?: () => Promise<DrawPanel>
  /** It can show what was before, too. */
  readonly isCompared?: true
  /** Its numbers are heights on an axis: small charts beside one another have the same. */
  readonly hasAxis?: true
  /** It shows the stretch of time that was asked for, and nothing of what lies outside. */
  readonly isOfRange?: true
}

export const panels: Readonly<Record<PanelType, Entry>> = {
  line: {
    asks: 'series',
    isCompared: true,
    hasAxis: true,
    isOfRange: true,
    icon: ChartLine,
    load: () => import('./line.tsx'),
  },
  area: {
    asks: 'series',
    isCompared: true,
    hasAxis: true,
    isOfRange: true,
    icon: ChartArea,
    load: () => import('./area.tsx'),
  },
  stacked: { asks: 'series', isCompared: true, isOfRange: true, icon: Layers2, load: () => import('./stacked.tsx') },
  bar: { asks: 'groups', icon: ChartColumn, load: () => import('./bar.tsx') },
  column: { asks: 'groups', hasAxis: true, icon: ChartColumnBig, load: () => import('./column.tsx') },
  horizontal_bar: { asks: 'groups', icon: ChartBar, load: () => import('./horizontal-bar.tsx') },
  stat: {
    asks: 'number',
    isCompared: true,
    icon: Sigma,
    load: () => import('./stat.tsx'),
    drawing: () => import('../paper/stat.ts').then(({ drawStat }) => drawStat),
  },
  table: {
    asks: 'records',
    icon: Table,
    load: () => import('./table.tsx'),
    drawing: () => import('../paper/rows.ts').then(({ drawTable }) => drawTable),
  },
  gauge: { asks: 'number', hasAxis: true, icon: CircleGauge, load: () => import('./gauge.tsx') },
  pie: { asks: 'groups', icon: ChartPie, load: () => import('./pie.tsx') },
  heatmap: { asks: 'cells', icon: Grid3x3, load: () => import('./heatmap.tsx') },
  calendar: { asks: 'series', icon: CalendarDays, load: () => import('./calendar.tsx') },
  histogram: { asks: 'records', icon: ChartColumnIncreasing, load: () => import('./histogram.tsx') },
  boxplot: { asks: 'records', icon: ChartCandlestick, load: () => import('./boxplot.tsx') },
  scatter: { asks: 'records', icon: ChartScatter, load: () => import('./scatter.tsx') },
  bubble: { asks: 'groups', icon: Bubbles, load: () => import('./bubble.tsx') },
  radar: { asks: 'groups', icon: Radar, load: () => import('./radar.tsx') },
  treemap: { asks: 'groups', icon: LayoutGrid, load: () => import('./treemap.tsx') },
  sunburst: { asks: 'groups', icon: Sun, load: () => import('./sunburst.tsx') },
  sankey: { asks: 'groups', icon: Waypoints, load: () => import('./sankey.tsx') },
  funnel: { asks: 'groups', icon: Funnel, load: () => import('./funnel.tsx') },
  state_timeline: { asks: 'records', icon: ChartGantt, load: () => import('./state-timeline.tsx') },
  status_history: { asks: 'cells', icon: Grid2x2Check, load: () => import('./status-history.tsx') },
  map: { asks: 'records', icon: MapPinned, load: () => import('./map.tsx') },
  text: {
    asks: 'nothing',
    icon: AlignLeft,
    load: () => import('./text.tsx'),
    drawing: () => import('../paper/markdown.ts').then(({ drawMarkdown }) => drawMarkdown),
  },
  logs: {
    asks: 'records',
    icon: ScrollText,
    load: () => import('./logs.tsx'),
    drawing: () => import('../paper/rows.ts').then(({ drawLogs }) => drawLogs),
  },
  alerts: {
    asks: 'nothing',
    icon: BellRing,
    load: () => import('./alerts.tsx'),
    drawing: () => import('../paper/rows.ts').then(({ drawAlerts }) => drawAlerts),
  },
  image: { asks: 'maybe', icon: Image, load: () => import('./image.tsx') },
  embed: { asks: 'nothing', icon: Globe, load: () => import('./embed.tsx') },
}

/** Without a query it shows nothing. */
export function needsQuery(type: PanelType): boolean {
  const { asks } = panels[type]
  return asks !== 'nothing' && asks !== 'maybe'
}
