import { BrowserWindow, type Session } from 'electron'
import { LIMITS } from '#contract/limits.ts'
import { SCREEN_URL } from './app-protocol.ts'

/**
 * Opens the one window of the till. Every security option is spelled out, also where it is Electron's default,
 * so that a test can read it and a later default cannot weaken it.
 */
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
    webPreferences: {
      preload,
      session,
      devTools,
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
    },
  })
  window.once('ready-to-show', () => window.show())
  reopenAfterCrash(window)
  void window.loadURL(SCREEN_URL)
  return window
}

/** The screen holds no truth, so a page that died is loaded again; a page that keeps dying stays down. */
function reopenAfterCrash(window: BrowserWindow): void {
  let left: number = LIMITS.screenRestarts
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || left === 0) return
    left -= 1
    void window.loadURL(SCREEN_URL)
  })
}
