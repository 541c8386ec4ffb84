/** A chart in a box of a sheet: ECharts draws on the sheet's own canvas, so that lines stay lines and texts stay texts. */
import type { EChartsOption } from 'echarts'
import { setPlatformAPI } from 'echarts/core'
import { init } from '../chart/echarts.ts'
import { type Box, type Context, drawable } from './drawing.ts'

/** Charts measure their texts on canvases of this kind, and draw on them what is blurred. */
export function useCanvases(make: () => { getContext(kind: '2d'): Context }): void {
  const createCanvas = () => {
    const canvas = make()
    const context = canvas.getContext('2d')
    const measure = context.measureText.bind(context)
    context.measureText = (text) => measure(drawable(text))
    return canvas as unknown as HTMLCanvasElement
  }
  // Without a clock no drawing takes long, so that none is left for the next frame.
  setPlatformAPI({ createCanvas, getTime: () => 0 } as Parameters<typeof setPlatformAPI>[0])
}

export function drawChart(context: Context, { x, y, w, h }: Box, option: EChartsOption): void {
  context.save()
  context.translate(x, y)
  // As on a screen nothing of it is seen beside it.
  context.beginPath()
  context.rect(0, 0, w, h)
  context.clip()
  const canvas = {
    nodeName: 'CANVAS',
    width: w,
    height: h,
    style: {},
    getContext: () => moved(context),
    addEventListener() {},
    removeEventListener() {},
  }
  const chart = init(canvas as never, undefined, { renderer: 'canvas', width: w, height: h, devicePixelRatio: 1 })
  chart.setOption({ ...option, animation: false, series: wholeSeries(option) } as EChartsOption)
  chart.dispose()
  context.restore()
}

/** All at once: nobody waits for the next frame. */
function wholeSeries({ series = [] }: EChartsOption) {
  return [series].flat().map((one) => ({ ...one, progressive: 0, animation: false }))
}

/** The context for a drawing that takes its canvas for all there is: it sets the transformation, and clears. */
function moved(context: Context): Context {
  const base = context.getTransform()
  return new Proxy(context, {
    get(target, key) {
      if (key === 'setTransform') {
        return (...matrix: [number, number, number, number, number, number]) => {
          target.setTransform(base)
          target.transform(...matrix)
        }
      }
      if (key === 'clearRect') return () => {}
      if (key === 'fillText') return (text: string, x: number, y: number) => target.fillText(drawable(text), x, y)
      if (key === 'strokeText') return (text: string, x: number, y: number) => target.strokeText(drawable(text), x, y)
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  })
}
