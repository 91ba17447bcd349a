import { BrowserWindow, type Session } from 'electron'
import { LIMITS } from '#contract/limits.ts'
import { SCREEN_URL } from './app-protocol.ts'

/**
 * What no page of ours may do. Every security option is spelled out, also where it is Electron's default,
 * so that a test can read it and a later default cannot weaken it.
 */
export const LOCKED_DOWN = {
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
} as const

/** Opens the window of the till. */
export function openWindow({
  preload,
  session,
  devTools,
}: {
  readonly preload: string
  readonly session: Session
  /** False in a packaged till. */
  readonly devTools: boolean
}): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 768,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...LOCKED_DOWN, preload, session, devTools },
  })
  window.once('ready-to-show', () => window.show())
  reopenAfterCrash(window, SCREEN_URL)
  void window.loadURL(SCREEN_URL)
  return window
}

/** The screen holds no truth, so a page that died is loaded again; a page that keeps dying stays down. */
export function reopenAfterCrash(window: BrowserWindow, address: string): void {
  let left: number = LIMITS.screenRestarts
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || left === 0) return
    left -= 1
    void window.loadURL(address)
  })
}
