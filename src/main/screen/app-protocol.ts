import { protocol, type Session } from 'electron'
import { answerFromFiles, readServedFiles } from './served-files.ts'

const SCHEME = 'app'
const HOST = 'till'

/** The address of the till's page, and of the one that faces the customer. */
export const SCREEN_URL = `${SCHEME}://${HOST}/`
export const CUSTOMER_SCREEN_URL = `${SCREEN_URL}customer.html`

/**
 * True when an address is one of ours. Protocol and host are compared, never the origin, which is the text
 * `null` for a scheme of one's own, and never a prefix, which `app://tillevil/` would pass.
 */
export function isScreenUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
}

/** Declares the scheme. Must run once, before the app is ready. */
export function declareScreenScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/** Serves the built screen at `app://till/`, and nothing at `file:`. Reads the files once, now. */
export function serveScreen(session: Session, folder: string): void {
  const files = readServedFiles(folder)
  session.protocol.handle(SCHEME, (request) => {
    const pathname = isScreenUrl(request.url) ? addressedPath(request.url) : ''
    const { status, headers, body } = answerFromFiles(files, request.method, pathname)
    return new Response(body, { status, headers })
  })
  session.protocol.handle('file', () => new Response(null, { status: 403 }))
}

/** The path as it was sent, or nothing when a query or a fragment hangs on it. */
function addressedPath(address: string): string {
  const { pathname, search, hash } = new URL(address)
  return search === '' && hash === '' ? pathname : ''
}
