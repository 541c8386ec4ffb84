import { TimeChart } from '../chart/time-chart.tsx'
import { definePanel } from './panel.ts'

export default definePanel({ View: (props) => <TimeChart {...props} form="area" /> })
