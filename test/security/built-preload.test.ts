import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { CALL_NAMES } from '#contract/api.ts'

/**
 * Goal: the preload that ships works in Electron's sandbox and gives the page nothing but named functions. Method:
 * the built file runs with a `require` that knows only `electron`, as in the sandbox. Needs `npm run build` before.
 */
const FOLDER = join(import.meta.dirname, '../../out/preload')

function runPreload(name = 'preload.cjs') {
  const exposed = new Map<string, Record<string, unknown>>()
  const listeners = new Map<string, (...args: unknown[]) => void>()
  const invoked: unknown[][] = []
  const required: string[] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: Record<string, unknown>) => exposed.set(key, api) },
    ipcRenderer: {
      invoke: async (...args: unknown[]) => invoked.push(args),
      on: (channel: string, listener: (...args: unknown[]) => void) => listeners.set(channel, listener),
      removeListener: (channel: string) => listeners.delete(channel),
    },
  }
  const require = (name: string) => {
    required.push(name)
    if (name !== 'electron') throw new Error(`the sandbox has no module ${name}`)
    return electron
  }
  runInNewContext(readFileSync(join(FOLDER, name), 'utf8'), { require, exports: {}, module: { exports: {} } })
  return { exposed, listeners, invoked, required }
}

describe('the built preload', () => {
  it('is one file for each window, and needs nothing but electron', () => {
    expect(existsSync(join(FOLDER, 'preload.cjs')), 'run the build first').toBe(true)
    expect(readdirSync(FOLDER).sort()).toEqual(['customer-preload.cjs', 'preload.cjs'])
    for (const name of readdirSync(FOLDER)) expect(new Set(runPreload(name).required)).toEqual(new Set(['electron']))
  })

  it('gives the customer’s page what is shown, one answer, and no call of the till', async () => {
    const { exposed, invoked, listeners } = runPreload('customer-preload.cjs')
    expect([...exposed.keys()]).toEqual(['customerScreen'])
    const bridge = exposed.get('customerScreen') as Record<string, (...args: unknown[]) => unknown>
    expect(Object.keys(bridge).sort()).toEqual(['answer', 'subscribe'])
    const heard: unknown[] = []
    const end = bridge.subscribe?.((...args: unknown[]) => heard.push(args)) as () => void
    listeners.get('customer:show')?.({ sender: 'ipcRenderer' }, { kind: 'away' })
    expect(heard).toEqual([[{ kind: 'away' }]])
    await bridge.answer?.('Q1', 'Y', 'more')
    expect(invoked).toEqual([['customer:show'], ['customer:answer', 'Q1', 'Y']])
    end()
    expect(listeners.size).toBe(0)
    expect(readFileSync(join(FOLDER, 'customer-preload.cjs'), 'utf8')).not.toContain('"till:')
  })

  it('exposes one object with one function per call, and subscribe', () => {
    const { exposed } = runPreload()
    expect([...exposed.keys()]).toEqual(['till'])
    const bridge = exposed.get('till') ?? {}
    expect(Object.keys(bridge).sort()).toEqual([...CALL_NAMES, 'subscribe'].sort())
    for (const entry of Object.values(bridge)) expect(typeof entry).toBe('function')
  })

  it('binds each function to its own name', async () => {
    const { exposed, invoked } = runPreload()
    const bridge = exposed.get('till') as Record<string, (request: unknown, more?: unknown) => Promise<unknown>>
    for (const name of CALL_NAMES) await bridge[name]?.({ name: 'till.other' }, 'another argument')
    expect(invoked).toEqual(CALL_NAMES.map((name) => ['till:call', name, { name: 'till.other' }]))
  })

  it('strips the event object and stops listening', () => {
    const { exposed, listeners } = runPreload()
    const subscribe = exposed.get('till')?.subscribe as (listener: (...args: unknown[]) => void) => () => void
    const heard: unknown[][] = []
    const unsubscribe = subscribe((...args) => heard.push(args))
    listeners.get('till:event')?.({ sender: 'ipcRenderer' }, { sequence: 1 })
    expect(heard).toEqual([[{ sequence: 1 }]])
    unsubscribe()
    expect(listeners.size).toBe(0)
  })
})
