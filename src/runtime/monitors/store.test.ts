import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { exampleNotice } from '../../channels/channel.contract.ts'
import { openState } from '../state.ts'
import { Outbox } from './outbox.ts'
import { MonitorStore } from './store.ts'

function opened() {
  const folder = temporaryFolder()
  const state = openState(folder, () => 'nobody')
  onTestFinished(() => {
    if (state.isOpen) state.close()
  })
  const reopen = () => {
    state.close()
    const again = openState(folder, () => 'nobody')
    onTestFinished(() => again.close())
    return { store: new MonitorStore(again), outbox: new Outbox(again) }
  }
  return { store: new MonitorStore(state), outbox: new Outbox(state), reopen }
}

describe('what monitors remember', () => {
  it('is there after a restart, and begins anew with another definition', () => {
    const { store, reopen } = opened()
    expect(store.open('spread', 'sd > 0.5', { ok: true })).toEqual({ health: { ok: true }, isNew: true })
    store.setGroup('spread', '["a"]', { told_ms: 1 })
    store.setPosition('spread', 0, 17)
    const { store: again } = reopen()
    expect(again.open('spread', 'sd > 0.5', { ok: false })).toEqual({ health: { ok: true }, isNew: false })
    expect([...again.groups('spread')]).toEqual([['["a"]', { told_ms: 1 }]])
    expect(again.positions('spread')).toEqual(new Map([[0, 17]]))
    expect(again.open('spread', 'sd > 0.6', { ok: false }).isNew).toBe(true)
    expect(again.groups('spread').size + again.positions('spread').size).toBe(0)
  })

  it('changes together with the notices that tell of it, or not at all', () => {
    const { store, outbox, reopen } = opened()
    const failing = () =>
      store.inTransaction(() => {
        store.setGroup('spread', '[]', { told_ms: 1 })
        outbox.add(exampleNotice(), ['ops'], 1)
        throw new Error('the disk is full')
      })
    expect(failing).toThrow('the disk is full')
    expect(store.groups('spread').size + outbox.report('ops').waiting).toBe(0)
    store.inTransaction(() => {
      store.setGroup('spread', '[]', { told_ms: 1 })
      outbox.add(exampleNotice(), ['ops', 'hook'], 1)
    })
    const after = reopen()
    expect(after.store.groups('spread').size).toBe(1)
    expect(after.outbox.report('hook').waiting).toBe(1)
  })

  it('is a history, newest first', () => {
    const { store } = opened()
    for (const [i, text] of ['ok to firing', 'firing to ok'].entries())
      store.addEvent('spread', { at_ms: i, kind: 'changed', key: { place: 'a' }, text })
    expect(store.events('spread', 0, Number.MAX_SAFE_INTEGER, 10).map(({ text }) => text)).toEqual([
      'firing to ok',
      'ok to firing',
    ])
    expect(store.events('spread', 1, Number.MAX_SAFE_INTEGER, 10)).toHaveLength(1)
    expect(store.events('other', 0, Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  })

  it('has silences until they end', () => {
    const { store } = opened()
    const at = (ms: number) => new Date(ms).toISOString()
    const silence = { monitor: 'spread', group: {}, from: at(0), until: at(10), comment: '', created_by: 'anna' }
    const { id } = store.addSilence(silence)
    expect(store.silences(9)).toEqual([{ id, ...silence }])
    expect(store.silences(10)).toEqual([])
    expect(store.removeSilence(id)).toBe(true)
    expect(store.removeSilence(id)).toBe(false)
  })
})
