/** Goal: numbers without a gap, no event without a change, and a snapshot that equals the events before it. */
import { describe, expect, it } from 'vitest'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { SliceHub, type SliceSources } from '#main/compose/slice-hub.ts'

function hubOf(values: { status: number; sale: number }) {
  const source = (name: 'status' | 'sale') => async () => ({ value: values[name] })
  const sources = { status: source('status'), sale: source('sale') } as unknown as SliceSources
  return new SliceHub(sources, () => {})
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

  it('asks no source after it was closed, and ends what it was reading', async () => {
    let reads = 0
    let answer = (_: unknown) => {}
    const status = () => {
      reads += 1
      return new Promise((resolve) => {
        answer = resolve
      })
    }
    const hub = new SliceHub({ status } as unknown as SliceSources, () => {})
    const heard: SliceEvent[] = []
    hub.subscribe((event) => heard.push(event))
    hub.touch('status')
    await new Promise((resolve) => setImmediate(resolve))
    const closed = hub.close()
    answer(1)
    await closed
    hub.touch('status')
    await hub.settled()
    expect([reads, heard]).toEqual([1, []])
  })

  it('reports a source that throws and publishes the others', async () => {
    const values = { status: 1, sale: 1 }
    const thrown: unknown[] = []
    const broken = new Error('the disk')
    const status = () => Promise.reject(broken)
    const hub = new SliceHub({ status, sale: async () => values } as unknown as SliceSources, (what) =>
      thrown.push(what),
    )
    const heard: SliceEvent[] = []
    hub.subscribe((event) => heard.push(event))
    hub.touch('status', 'sale')
    await hub.settled()
    expect([thrown, heard.map(({ slice }) => slice)]).toEqual([[broken], ['sale']])
  })
})
