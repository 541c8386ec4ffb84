/** The charts of a panel as one picture that grows without blur. */
import { getInstanceByDom, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { saveFile } from '../lib/save-file.ts'

use([SVGRenderer])

export function exportSvg(card: HTMLElement, name: string): void {
  const { left, top, width, height } = card.getBoundingClientRect()
  const charts = [...card.querySelectorAll<HTMLElement>('[_echarts_instance_]')].map((place) => {
    const at = place.getBoundingClientRect()
    return `<g transform="translate(${at.left - left} ${at.top - top})">${svgOf(place, at)}</g>`
  })
  const ground = `<rect width="100%" height="100%" fill="${getComputedStyle(card).backgroundColor}"/>`
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`
  saveFile(new Blob([`${head}${ground}${charts.join('')}</svg>`], { type: 'image/svg+xml' }), `${name}.svg`)
}

function svgOf(place: HTMLElement, { width, height }: { width: number; height: number }): string {
  const drawn = init(null, undefined, { renderer: 'svg', ssr: true, width, height })
  drawn.setOption({ ...getInstanceByDom(place)!.getOption(), animation: false })
  const svg = drawn.renderToSVGString()
  drawn.dispose()
  return svg
}
