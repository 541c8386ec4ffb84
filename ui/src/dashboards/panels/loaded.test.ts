import { afterEach, describe, expect, it, vi } from 'vitest'
import { panels } from './index.ts'
import { loadPanel } from './loaded.ts'
import { definePanel } from './panel.ts'

const kind = () => definePanel({ View: () => null })

describe('the code of a kind of panel', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is there as soon as it comes, whatever keeps that of another', async () => {
    const [slow, quick] = [kind(), kind()]
    const { promise, resolve } = Promise.withResolvers<{ default: typeof slow }>()
    vi.spyOn(panels.gauge, 'load').mockReturnValue(promise)
    vi.spyOn(panels.pie, 'load').mockResolvedValue({ default: quick })
    const waiting = loadPanel('gauge')
    expect(await loadPanel('pie')).toBe(quick)
    resolve({ default: slow })
    expect(await waiting).toBe(slow)
  })

  it('is asked again after it could not be had, and no more once it is there', async () => {
    const funnel = kind()
    const load = vi
      .spyOn(panels.funnel, 'load')
      .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
      .mockResolvedValue({ default: funnel })
    await expect(loadPanel('funnel')).rejects.toThrow('Failed to fetch')
    expect(await loadPanel('funnel')).toBe(funnel)
    expect(await loadPanel('funnel')).toBe(funnel)
    expect(load).toHaveBeenCalledTimes(2)
  })
})
