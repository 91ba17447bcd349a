import { EventEmitter } from 'node:events'

/**
 * Stands in for the module `electron` where its binary is not: it has the parts the product uses, does with
 * calls and events what the real one does, and keeps all it was told in `recorded`, for tests to read.
 */
interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
type Answer<Value> = (value: Value) => void
type RequestDetails = { readonly url: string; readonly resourceType?: string }

class StandInSession extends EventEmitter {
  readonly partition: string
  readonly options: unknown
  readonly protocols = new Map<string, (request: Request) => Response | Promise<Response>>()
  requestHandler: ((contents: unknown, permission: string, answer: Answer<boolean>) => void) | null = null
  checkHandler: ((...args: readonly unknown[]) => boolean) | null = null
  deviceHandler: ((details: unknown) => boolean) | null = null
  displayMediaHandler: ((request: unknown, answer: Answer<object>) => void) | null = null
  beforeRequest: ((details: RequestDetails, answer: Answer<{ cancel: boolean }>) => void) | null = null
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      if (this.protocols.has(scheme)) throw new Error(`protocol ${scheme} is already handled`)
      this.protocols.set(scheme, handler)
    },
  }
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<StandInSession['beforeRequest']>) => {
      this.beforeRequest = listener
    },
  }
  constructor(partition: string, options: unknown) {
    super()
    this.partition = partition
    this.options = options
  }
  setPermissionRequestHandler(handler: StandInSession['requestHandler']) {
    this.requestHandler = handler
  }
  setPermissionCheckHandler(handler: StandInSession['checkHandler']) {
    this.checkHandler = handler
  }
  setDevicePermissionHandler(handler: StandInSession['deviceHandler']) {
    this.deviceHandler = handler
  }
  setDisplayMediaRequestHandler(handler: StandInSession['displayMediaHandler']) {
    this.displayMediaHandler = handler
  }
}

class StandInContents extends EventEmitter {
  readonly mainFrame = { url: '' }
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null
  setWindowOpenHandler(handler: NonNullable<StandInContents['windowOpenHandler']>) {
    this.windowOpenHandler = handler
  }
  send(channel: string, ...args: unknown[]) {
    ipcRenderer.emit(channel, { sender: 'not for pages' }, ...args.map((arg) => structuredClone(arg)))
  }
}

export class BrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown>
  readonly webContents = new StandInContents()
  readonly loaded: string[] = []
  readonly done: string[] = []
  destroyed = false
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    recorded.order.push('window')
    recorded.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string) {
    this.loaded.push(url)
    this.webContents.mainFrame.url = url
  }
  isDestroyed() {
    return this.destroyed
  }
  destroy() {
    this.destroyed = true
    this.emit('closed')
  }
  #bounds: Bounds = { x: 0, y: 0, width: 1280, height: 800 }
  getBounds() {
    return this.#bounds
  }
  /** As a person drags it. */
  place(bounds: Bounds) {
    this.#bounds = bounds
  }
  showInactive() {
    this.done.push('showInactive')
  }
  isMinimized() {
    return true
  }
  show() {
    this.done.push('show')
  }
  restore() {
    this.done.push('restore')
  }
  focus() {
    this.done.push('focus')
  }
}

class StandInApp extends EventEmitter {
  isPackaged = false
  appPath = ''
  readonly paths: Record<string, string> = {}
  hasLock = true
  readonly switches = new Set<string>()
  readonly commandLine = { hasSwitch: (name: string) => this.switches.has(name) }
  readonly exitCodes: number[] = []
  enableSandbox() {
    recorded.order.push('sandbox')
  }
  requestSingleInstanceLock() {
    recorded.order.push('lock')
    return this.hasLock
  }
  async whenReady() {
    recorded.order.push('ready')
  }
  getPath(name: string) {
    return this.paths[name] ?? ''
  }
  setPath(name: string, path: string) {
    this.paths[name] = path
  }
  getAppPath() {
    return this.appPath
  }
  getLocale() {
    return 'fr-FR'
  }
  /** Ends unless somebody asks it to wait, as the real one does. */
  quit() {
    let isPrevented = false
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true
      },
    })
    if (!isPrevented) this.exit(0)
  }
  exit(code: number) {
    this.exitCodes.push(code)
  }
}

type InvokeHandler = (event: { sender: unknown; senderFrame: unknown }, ...args: unknown[]) => unknown

/** What the program told the stand-in, in the order of its own choosing where order matters. */
export const recorded = {
  order: [] as string[],
  privileges: [] as { scheme: string; privileges: Record<string, boolean> }[],
  windows: [] as BrowserWindow[],
  sessions: new Map<string, StandInSession>(),
  invokeHandlers: new Map<string, InvokeHandler>(),
  exposed: new Map<string, Record<string, unknown>>(),
  errorBoxes: [] as string[],
  applicationMenus: [] as unknown[],
}

export const app = new StandInApp()

export const protocol = {
  registerSchemesAsPrivileged(schemes: (typeof recorded)['privileges']) {
    recorded.order.push('schemes')
    recorded.privileges.push(...schemes)
  },
}

export const session = {
  defaultSession: new StandInSession('', {}),
  fromPartition(partition: string, options: unknown) {
    const found = recorded.sessions.get(partition) ?? new StandInSession(partition, options)
    recorded.sessions.set(partition, found)
    return found
  },
}

export const ipcMain = {
  handle(channel: string, handler: InvokeHandler) {
    if (recorded.invokeHandlers.has(channel)) throw new Error(`${channel} is already handled`)
    recorded.invokeHandlers.set(channel, handler)
  },
  removeHandler(channel: string) {
    recorded.invokeHandlers.delete(channel)
  },
}

class StandInIpcRenderer extends EventEmitter {
  /** From the main frame of the newest window, as a call of its page comes. */
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const contents = recorded.windows.at(-1)?.webContents
    const handler = recorded.invokeHandlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    const answer = await handler(
      { sender: contents, senderFrame: contents?.mainFrame ?? null },
      ...args.map((arg) => structuredClone(arg)),
    )
    return structuredClone(answer)
  }
}
export const ipcRenderer = new StandInIpcRenderer()

export const contextBridge = {
  exposeInMainWorld(key: string, api: Record<string, unknown>) {
    recorded.exposed.set(key, api)
  },
}

interface StandInDisplay {
  readonly id: number
  readonly label: string
  readonly bounds: Bounds
}

/** Screens side by side; a machine has one until a test plugs in others. */
class StandInScreen extends EventEmitter {
  #displays: readonly StandInDisplay[] = [{ id: 1, label: '', bounds: { x: 0, y: 0, width: 1280, height: 800 } }]
  plug(...displays: readonly StandInDisplay[]) {
    this.#displays = displays
    this.emit('display-added')
  }
  getAllDisplays() {
    return this.#displays.map((display) => ({ ...display, size: display.bounds, scaleFactor: 1 }))
  }
  getDisplayMatching({ x }: Bounds) {
    return this.getAllDisplays().find(({ bounds }) => x >= bounds.x && x < bounds.x + bounds.width)
  }
}
export const screen = new StandInScreen()

export const dialog = {
  showErrorBox(title: string, text: string) {
    recorded.errorBoxes.push(`${title}: ${text}`)
  },
}

export const Menu = {
  setApplicationMenu(menu: unknown) {
    recorded.applicationMenus.push(menu)
  },
}

export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text',
  encryptString: (): Buffer => {
    throw new Error('no key store')
  },
  decryptString: (): string => {
    throw new Error('no key store')
  },
}
