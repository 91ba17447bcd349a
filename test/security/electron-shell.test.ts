import { beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { type ElectronStandIn, startMain } from '#test/support/electron-stand-in/start-main.ts'

/**
 * Goal: the shell holds the security baseline. Method: the real `main.ts` runs against a stand-in for `electron`;
 * what it registered is read back, and hostile input is given to the very handlers it registered.
 */
let electron: ElectronStandIn
beforeAll(async () => {
  electron = await startMain()
})

const ownSession = () => {
  const found = electron.recorded.sessions.get('till')
  if (!found) throw new Error('the shell made no session of its own')
  return found
}
const theWindow = () => {
  const [window] = electron.recorded.windows
  if (!window) throw new Error('the shell opened no window')
  return window
}

describe('start', () => {
  it('switches the sandbox on and declares the scheme before the app is ready, and opens one window after', () => {
    expect(electron.recorded.order).toEqual(['sandbox', 'schemes', 'lock', 'ready', 'window'])
    expect(electron.recorded.privileges).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    expect(electron.recorded.applicationMenus).toEqual([null])
  })

  it('spells out every option of the window', () => {
    const { preload, session, ...preferences } = theWindow().options.webPreferences as Record<string, unknown>
    expect(preferences).toEqual({
      devTools: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
    expect(session).toBe(ownSession())
    expect(String(preload)).toMatch(/\/out\/preload\/preload\.cjs$/)
    expect(theWindow().loaded).toEqual(['app://till/'])
  })

  it('keeps nothing of the page on disk', () => {
    expect(ownSession().partition.startsWith('persist:')).toBe(false)
    expect(ownSession().options).toEqual({ cache: false })
  })

  it('brings the first window to the front when a second copy is started', () => {
    electron.app.emit('second-instance')
    expect(theWindow().done).toEqual(['restore', 'focus'])
  })
})

describe('content', () => {
  const ask = async (url: string, method = 'GET') => {
    const handler = ownSession().protocols.get('app')
    if (!handler) throw new Error('app: is not handled')
    // A plain object: `Request` of Node refuses schemes and tidies addresses that a hostile page may send as they are.
    return handler({ url, method } as Request)
  }

  it('serves the built files with exact types and the policy', async () => {
    const page = await ask('app://till/')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toContain('<title>Comptoir</title>')
    const script = await ask('app://till/assets/index.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    for (const answer of [page, script]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /)
    }
  })

  it.each([
    ['a file beside the build', 'app://till/../../secret.txt'],
    ['the same, encoded', 'app://till/%2e%2e/%2e%2e/secret.txt'],
    ['the same, with backslashes', 'app://till/..\\..\\secret.txt'],
    ['a double slash', 'app://till//index.html'],
    ['an absolute path', 'app://till//etc/passwd'],
    ['a folder', 'app://till/assets/'],
    ['another case', 'app://till/INDEX.HTML'],
    ['an encoded name', 'app://till/%69ndex.html'],
    ['a query', 'app://till/index.html?x=1'],
    ['a null byte', 'app://till/index.html%00.js'],
    ['another host', 'app://eviltill/index.html'],
    ['a host that ends alike', 'app://evil.till/index.html'],
    ['a host that begins alike', 'app://till.evil/index.html'],
    ['a port', 'app://till:99/index.html'],
    ['a name and password', 'app://user:word@till/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['no address', 'index.html'],
  ])('does not serve %s', async (_what, url) => {
    const answer = await ask(url)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get'])('refuses the method %s', async (method) => {
    expect((await ask('app://till/', method)).status).toBe(405)
  })

  it('answers nothing for file:', async () => {
    const answer = await ownSession().protocols.get('file')?.({ url: 'file:///etc/passwd', method: 'GET' } as Request)
    expect(answer?.status).toBe(403)
    expect(await answer?.text()).toBe('')
  })
})

describe('permissions', () => {
  const sessions = () => [ownSession(), electron.session.defaultSession]

  it.each(['media', 'geolocation', 'usb', 'serial', 'hid', 'clipboard-read', 'openExternal', 'unknown'])(
    'says no to %s, asked or checked',
    (permission) => {
      for (const session of sessions()) {
        const answers: boolean[] = []
        session.requestHandler?.(null, permission, (answer) => answers.push(answer))
        answers.push(session.checkHandler?.(null, permission, 'app://till/') ?? true)
        expect(answers).toEqual([false, false])
      }
    },
  )

  it('gives no device, no screen picture, no download', () => {
    for (const session of sessions()) {
      expect(session.deviceHandler?.({ deviceType: 'usb' })).toBe(false)
      const shared: object[] = []
      session.displayMediaHandler?.({}, (answer) => shared.push(answer))
      expect(shared).toEqual([{}])
      let prevented = false
      session.emit('will-download', { preventDefault: () => (prevented = true) })
      expect(prevented).toBe(true)
    }
  })
})

describe('ways out of the page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('stops %s', (name) => {
    let prevented = false
    theWindow().webContents.emit(name, { preventDefault: () => (prevented = true), url: 'https://evil.example/' })
    expect(prevented).toBe(true)
  })

  it('stops them for contents it did not make itself', () => {
    const later = new electron.BrowserWindow({}).webContents
    electron.recorded.windows.pop()
    let prevented = false
    later.emit('will-navigate', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
    expect(later.windowOpenHandler?.({ url: 'app://till/' })).toEqual({ action: 'deny' })
  })

  it('opens no window', () => {
    for (const url of ['https://evil.example/?app://till/', 'app://till/', 'about:blank']) {
      expect(theWindow().webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
    }
  })

  it.each([
    ['app://till/index.html', false],
    ['app://tillevil/index.html', true],
    ['app://evil/?app://till/', true],
    ['https://evil.example/app://till/', true],
    ['http://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,<p>x', true],
    ['blob:app://till/1', true],
    ['about:blank', true],
    ['javascript:alert(1)', true],
    ['ws://till/', true],
    ['', true],
  ])('request for %j is cancelled: %s', (url, cancel) => {
    for (const session of [ownSession(), electron.session.defaultSession]) {
      const answers: unknown[] = []
      session.beforeRequest?.({ url }, (answer) => answers.push(answer))
      expect(answers).toEqual([{ cancel }])
    }
  })
})

describe('sender of a call', () => {
  const invoke = (event: { sender: unknown; senderFrame: unknown }) =>
    electron.recorded.invokeHandlers.get('till:call')?.(event, 'till.snapshot', {})
  const ours = () => theWindow().webContents

  it('answers the main frame of the window', async () => {
    expect(await invoke({ sender: ours(), senderFrame: ours().mainFrame })).toMatchObject({ ok: true })
  })

  it.each([
    ['a frame that is gone', () => ({ sender: ours(), senderFrame: null })],
    ['an inner frame with our address', () => ({ sender: ours(), senderFrame: { url: 'app://till/' } })],
    ['another window with our address', () => ({ sender: {}, senderFrame: { url: 'app://till/' } })],
    ['another window borrowing our frame', () => ({ sender: {}, senderFrame: ours().mainFrame })],
  ])('rejects %s', async (_what, event) => {
    expect(await invoke(event())).toEqual({ ok: false, error: { code: 'IPC_SENDER_REJECTED' } })
  })

  it.each([
    '',
    'about:blank',
    'app://eviltill/',
    'app://till.evil/',
    'https://till/',
    'file:///till',
    'data:,app://till/',
  ])('rejects the main frame at %j', async (url) => {
    const before = ours().mainFrame.url
    ours().mainFrame.url = url
    try {
      expect(await invoke({ sender: ours(), senderFrame: ours().mainFrame })).toEqual({
        ok: false,
        error: { code: 'IPC_SENDER_REJECTED' },
      })
    } finally {
      ours().mainFrame.url = before
    }
  })
})

describe('a page that dies', () => {
  it('is loaded again a few times, then stays down', () => {
    const loads = theWindow().loaded.length
    for (let round = 0; round < LIMITS.screenRestarts + 3; round += 1) {
      theWindow().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    }
    expect(theWindow().loaded.length - loads).toBe(LIMITS.screenRestarts)
  })
})

describe('end', () => {
  it('asks about papers before the window closes', () => {
    expect(theWindow().listenerCount('close')).toBe(1)
  })

  it('closes the till once, then leaves, however often it is asked', async () => {
    electron.app.emit('window-all-closed')
    electron.app.quit()
    await new Promise((resolve) => setImmediate(resolve))
    expect(electron.recorded.invokeHandlers.size).toBe(0)
    expect(electron.app.exitCodes).toEqual([0])
  })
})
