import type { App, Session, WebContents } from 'electron'
import { isScreenUrl } from './app-protocol.ts'

/** Stops every way out of the page: navigation, redirects, new windows, embedded views. */
function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Applies to whatever contents the app ever creates, so it must run before the first window. */
export function lockNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

/** Lets a session load addresses of the screen and nothing else, and download nothing. */
export function lockRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isScreenUrl(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
}
