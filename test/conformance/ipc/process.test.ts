import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { startTillProcess, type TillProcess } from '#main/carriers/process-endpoint.ts'
import { serveProcess } from '#main/carriers/process-server.ts'
import { createFakeTill } from '#test/support/carriers/fake-till.ts'
import { describeCarrier } from './carrier.suite.ts'

const FAKE = fileURLToPath(new URL('../../support/carriers/fake-till-process.ts', import.meta.url))
const NO_DEVICES = { dataFolder: '', training: true, padEndpoint: '', hostEndpoint: '', printerEndpoint: '' }

async function startFake(): Promise<TillProcess> {
  const started = await startTillProcess(NO_DEVICES, [process.execPath, FAKE])
  if (!started.ok) throw new Error(`the fake till did not start: ${started.error.code}`)
  return started.value
}

describeCarrier('process', async () => {
  const till = await startFake()
  let ends: (() => void)[] = []
  return {
    call: (name, request) => till.dispatch(name, request, { carrier: 'test' }),
    subscribe: async (listener) => {
      const end = till.subscribe(listener)
      ends.push(end)
      return async () => end()
    },
    // `sale.recall` of the fake till tells one event; its answer comes after the event on the same pipe.
    emit: async (waitingSales) => {
      await till.dispatch('sale.recall', { saleId: `emit-${waitingSales}` }, { carrier: 'test' })
    },
    reload: async () => {
      for (const end of ends) end()
      ends = []
    },
    close: () => till.close(),
  }
})

describe('an engine killed under a living screen', () => {
  let till: TillProcess | null = null
  afterEach(() => till?.close())

  it('answers IPC_ENGINE_AWAY while it is gone, also to calls on their way', async () => {
    till = await startFake()
    const onItsWay = till.dispatch('sale.next', {}, { carrier: 'test' })
    await till.kill('SIGKILL')
    expect(await onItsWay).toEqual({ ok: false, error: { code: 'IPC_ENGINE_AWAY' } })
    expect(await till.dispatch('till.snapshot', {}, { carrier: 'test' })).toEqual({
      ok: false,
      error: { code: 'IPC_ENGINE_AWAY' },
    })
  })

  it('comes back as another process, with a gap in the numbers that makes the screen ask again', async () => {
    till = await startFake()
    const heard: SliceEvent[] = []
    till.subscribe((event) => heard.push(event))
    await till.dispatch('sale.void', {}, { carrier: 'test' })
    const { pid } = till
    await till.kill('SIGKILL')
    const restarted = await till.restart()
    expect(restarted.ok && restarted.value.pid).not.toBe(pid)
    expect(till.pid).not.toBe(pid)
    const snapshot = await till.dispatch('till.snapshot', {}, { carrier: 'test' })
    expect(snapshot).toMatchObject({ ok: true, value: { sequence: 5 } })
    await till.dispatch('sale.void', {}, { carrier: 'test' })
    expect(heard.map((event) => event.sequence)).toEqual([1, 2, 3, 5, 6, 7, 8])
  })

  it('never repeats a number when only snapshots were asked before the kill', async () => {
    till = await startFake()
    const heard: number[] = []
    till.subscribe((event) => heard.push(event.sequence))
    await till.restart()
    await till.restart()
    expect(heard).toEqual([2, 4])
  })

  it('tells why an engine would not open', async () => {
    const script =
      'console.log("a warning"); console.log(JSON.stringify({kind:"refused",error:{code:"STORE_LOCKED"}})); setInterval(() => {}, 1000)'
    const started = await startTillProcess(NO_DEVICES, [process.execPath, '-e', script])
    expect(started).toEqual({ ok: false, error: { code: 'STORE_LOCKED' } })
  })

  it('tells of a program that ends at once or does not exist', async () => {
    for (const command of [[process.execPath, '-e', ''], ['/nowhere/at/all']]) {
      expect(await startTillProcess(NO_DEVICES, command)).toEqual({ ok: false, error: { code: 'IPC_ENGINE_AWAY' } })
    }
  })
})

describe('the serving side', () => {
  it('ignores lines that are no call and goes on', async () => {
    const till = createFakeTill()
    const input = new PassThrough()
    const output = new PassThrough({ encoding: 'utf8' })
    const served = serveProcess(till, input, output)
    input.end('not json\n{"id":"x"}\n[]\nnull\n{"id":7,"name":"drawer.open","payload":{}}\n')
    await served
    await new Promise((resolve) => setImmediate(resolve))
    const lines = String(output.read()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { kind: 'ready', pid: process.pid },
      { kind: 'answer', id: 7, envelope: { ok: false, error: { code: 'SESSION_LOCKED' } } },
    ])
    expect(till.subscriberCount).toBe(0)
  })
})
