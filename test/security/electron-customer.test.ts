import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { OpenedByShell } from '#test/support/electron-stand-in/fake-compose.ts'
import { type ElectronStandIn, startMain } from '#test/support/electron-stand-in/start-main.ts'

/**
 * Goal: a second screen shows the customer's window, locked down like the till's, without the keyboard, and reached by nobody
 * else. Method: the real `main.ts` runs against a stand-in for `electron` with two screens, which are plugged in and out.
 */
const FIRST = { id: 1, label: 'Caisse', bounds: { x: 0, y: 0, width: 1280, height: 800 } }
const SECOND = { id: 2, label: 'Client', bounds: { x: 1280, y: 0, width: 1024, height: 768 } }

let electron: ElectronStandIn
beforeAll(async () => {
  electron = await startMain(({ screen }) => screen.plug(FIRST, SECOND))
})

const windows = () => electron.recorded.windows.filter(({ destroyed }) => !destroyed)
const tillWindow = () => electron.recorded.windows[0] as InstanceType<ElectronStandIn['BrowserWindow']>
const customerWindow = () => windows()[1]
const ours = () => {
  const contents = customerWindow()?.webContents
  if (!contents) throw new Error('the customer has no window')
  return contents
}
const invoke = (channel: string, event: { sender: unknown; senderFrame: unknown }, ...args: unknown[]) =>
  electron.recorded.invokeHandlers.get(channel)?.(event, ...args)
const fromCustomer = () => ({ sender: ours(), senderFrame: ours().mainFrame })

describe('the window of the customer', () => {
  it('opens on the second screen, whole, without frame, and leaves the keyboard where it is', () => {
    expect(customerWindow()?.options).toMatchObject({
      ...SECOND.bounds,
      kiosk: true,
      frame: false,
      focusable: false,
      closable: false,
      show: false,
    })
    customerWindow()?.emit('ready-to-show')
    expect(customerWindow()?.done).toEqual(['showInactive'])
    customerWindow()?.emit('focus')
    expect(tillWindow().done).toContain('focus')
    expect(customerWindow()?.loaded).toEqual(['app://till/customer.html'])
  })

  it('may do no more than the till’s, and has a preload of its own', () => {
    const preferencesOf = (options: Record<string, unknown> | undefined) => {
      const { preload, ...preferences } = (options?.webPreferences ?? {}) as Record<string, unknown>
      return { preload: String(preload), preferences }
    }
    const customer = preferencesOf(customerWindow()?.options)
    expect(customer.preferences).toEqual(preferencesOf(tillWindow().options).preferences)
    expect(customer.preload).toMatch(/\/out\/preload\/customer-preload\.cjs$/)
    expect(ours().windowOpenHandler?.({ url: 'app://till/' })).toEqual({ action: 'deny' })
  })

  it('is shown what the customer may know and nothing else', async () => {
    const shown = (await invoke('customer:show', fromCustomer())) as { view: Record<string, unknown> }
    expect(shown).toMatchObject({ kind: 'view', view: { message: { kind: 'welcome' }, ticket: null } })
    expect(Object.keys(shown.view).sort()).toEqual(
      ['currency', 'isCardRefused', 'locale', 'message', 'question', 'shopName', 'theme', 'ticket', 'training'].sort(),
    )
  })

  it('makes no call of the till', async () => {
    expect(await invoke('till:call', fromCustomer(), 'till.snapshot', {})).toEqual({
      ok: false,
      error: { code: 'IPC_SENDER_REJECTED' },
    })
  })

  it('answers nothing that is not asked', async () => {
    expect(await invoke('customer:answer', fromCustomer(), 'Q1', 'Y')).toMatchObject({
      ok: false,
      error: { code: 'IPC_BAD_REQUEST' },
    })
  })

  it.each(['customer:show', 'customer:answer'])('lets nobody else into %s', async (channel) => {
    const till = tillWindow().webContents
    for (const event of [
      { sender: till, senderFrame: till.mainFrame },
      { sender: ours(), senderFrame: null },
      { sender: ours(), senderFrame: { url: 'app://till/customer.html' } },
      { sender: {}, senderFrame: ours().mainFrame },
    ]) {
      expect(await invoke(channel, event)).toEqual({ ok: false, error: { code: 'IPC_SENDER_REJECTED' } })
    }
    ours().mainFrame.url = 'app://till/'
    expect(await invoke(channel, fromCustomer())).toMatchObject({ ok: false })
    ours().mainFrame.url = 'app://till/customer.html'
  })
})

describe('a picture to try the screen by', () => {
  afterEach(() => vi.useRealTimers())

  it('stands there by the name of the screen for its time, then what the till tells', () => {
    vi.useFakeTimers()
    const shown: { kind: string; screenName?: string }[] = []
    const hear = (_event: unknown, show: { kind: string }) => void shown.push(show)
    electron.ipcRenderer.on('customer:show', hear)
    const { openedByShell } = globalThis as OpenedByShell
    expect(openedByShell?.customerScreen?.test()).toBe(true)
    expect(shown).toMatchObject([{ kind: 'test', screenName: 'Client' }])
    vi.advanceTimersByTime(LIMITS.customerScreenTestMs - 1)
    expect(shown.at(-1)?.kind).toBe('test')
    vi.advanceTimersByTime(1)
    expect(shown.at(-1)?.kind).toBe('view')
    electron.ipcRenderer.off('customer:show', hear)
  })

  it('is refused while the window is on no screen', () => {
    electron.screen.plug(FIRST)
    const { openedByShell } = globalThis as OpenedByShell
    expect(openedByShell?.customerScreen?.test()).toBe(false)
    electron.screen.plug(FIRST, SECOND)
  })
})

describe('screens that come and go', () => {
  it('close the window with its screen, and open it again', () => {
    electron.screen.plug(FIRST)
    expect(windows()).toHaveLength(1)
    electron.screen.plug(FIRST, SECOND)
    expect(windows()).toHaveLength(2)
  })

  it('do not touch it while its screen stays', () => {
    const before = customerWindow()
    electron.screen.plug(FIRST, SECOND, { ...SECOND, id: 3 })
    expect(customerWindow()).toBe(before)
  })

  it('fill a screen anew that gets another size', () => {
    electron.screen.plug(FIRST, { ...SECOND, bounds: { ...SECOND.bounds, width: 768, height: 1024 } })
    expect(customerWindow()?.options).toMatchObject({ width: 768, height: 1024 })
    electron.screen.plug(FIRST, SECOND)
    expect(windows()).toHaveLength(2)
  })

  it('take it away from the screen that the till is moved to', () => {
    tillWindow().place(SECOND.bounds)
    tillWindow().emit('move')
    expect(customerWindow()?.options).toMatchObject(FIRST.bounds)
    tillWindow().place(FIRST.bounds)
    tillWindow().emit('move')
    expect(customerWindow()?.options).toMatchObject(SECOND.bounds)
  })

  it('load a page that died again', () => {
    const loads = customerWindow()?.loaded.length ?? 0
    ours().emit('render-process-gone', {}, { reason: 'crashed' })
    expect(customerWindow()?.loaded).toHaveLength(loads + 1)
  })
})

describe('the end', () => {
  it('of the till’s window closes the customer’s, so that the program ends', async () => {
    tillWindow().destroyed = true
    tillWindow().emit('closed')
    expect(windows()).toHaveLength(0)
    electron.app.emit('window-all-closed')
    electron.app.quit()
    await new Promise((resolve) => setImmediate(resolve))
    expect(electron.recorded.invokeHandlers.size).toBe(0)
    expect(electron.screen.listenerCount('display-added')).toBe(0)
  })
})
