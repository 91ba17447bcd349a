/** Goal: numbers without a gap, no event without a change, and a snapshot that equals the events before it. */
import { describe, expect, it } from 'vitest'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { SliceHub, type SliceSources } from '#main/compose/slice-hub.ts'

function hubOf(values: { status: number; sale: number }) {
  const source = (name: 'status' | 'sale') => async () => ({ value: values[name] })
  return new SliceHub({ status: source('status'), sale: source('sale') } as unknown as SliceSources)
}

describe('the stream of changes', () => {
  it('publishes a slice once however often it was touched, and not at all when it is the same', async () => {
    const values = { status: 1, sale: 1 }
    const hub = hubOf(values)
    const heard: SliceEvent[] = []
    hub.subscribe((event) => heard.push(event))
    await hub.snapshot()
    heard.length = 0
    values.sale = 2
    hub.touch('sale')
    hub.touch('sale', 'status')
    await hub.settled()
    expect(heard).toEqual([{ sequence: 3, slice: 'sale', value: { value: 2 } }])
  })

  it('answers a snapshot that holds the last event', async () => {
    const values = { status: 1, sale: 1 }
    const hub = hubOf(values)
    await hub.snapshot()
    values.status = 5
    hub.touch('status')
    await hub.settled()
    expect(await hub.snapshot()).toEqual({
      sequence: 3,
      slices: { status: { value: 5 }, sale: { value: 1 } },
    })
  })

  it('stops after an unsubscribe', async () => {
    const values = { status: 1, sale: 1 }
    const hub = hubOf(values)
    const heard: SliceEvent[] = []
    const off = hub.subscribe((event) => heard.push(event))
    off()
    await hub.snapshot()
    expect(heard).toEqual([])
  })
})
