import { vi } from 'vitest'
import type { Envelope } from '#contract/dispatch.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { serveIpc } from '#main/carriers/electron-ipc.ts'
import { createFakeTill } from '#test/support/carriers/fake-till.ts'
import * as electron from '#test/support/electron-stand-in/electron.ts'
import { describeCarrier } from './carrier.suite.ts'

vi.mock('electron', () => import('#test/support/electron-stand-in/electron.ts'))

type Subscribe = (listener: (event: SliceEvent) => void) => () => void

/** Runs the preload as a page load does, and answers what it gave the page. */
async function loadPreload(): Promise<Record<string, unknown>> {
  electron.ipcRenderer.removeAllListeners()
  vi.resetModules()
  await import('#main/preload/preload.ts')
  return electron.recorded.exposed.get('till') ?? {}
}

/** Electron's own carrier and preload, with the stand-in for `electron` between them. */
describeCarrier('electron (stand-in)', async () => {
  const till = createFakeTill()
  const window = new electron.BrowserWindow({})
  await window.loadURL('app://till/')
  const end = serveIpc({ till, window: window as never, reportStranger: () => {} })
  let bridge = await loadPreload()
  return {
    // The bridge has no function for a name that is not in the contract; the channel below it still must answer.
    call: (name, request) => {
      const known = Object.hasOwn(bridge, name) ? bridge[name] : undefined
      const call = known ?? ((payload: unknown) => electron.ipcRenderer.invoke('till:call', name, payload))
      return (call as (request: unknown) => Promise<Envelope>)(request)
    },
    subscribe: async (listener) => {
      const unsubscribe = (bridge.subscribe as Subscribe)(listener)
      return async () => unsubscribe()
    },
    emit: async (waitingSales) => till.emit(waitingSales),
    reload: async () => {
      bridge = await loadPreload()
    },
    close: async () => {
      end()
      await till.close()
    },
  }
})
