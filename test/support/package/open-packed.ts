import { mkdtempSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as StandIn from '../electron-stand-in/electron.ts'

/**
 * Opens a packed program, laid out as files, with a stand-in for `electron` and a home of its own, and asks it for its
 * snapshot as its page would: `node open-packed.ts FOLDER`. It prints one line of JSON.
 */
const STAND_IN = new URL('../electron-stand-in/electron.ts', import.meta.url)
const OPEN_TIMEOUT_MS = 60_000

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: STAND_IN.href, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
})

const folder = process.argv[2] ?? ''
const electron = createRequire(import.meta.url)(STAND_IN.pathname) as typeof StandIn
const { app, ipcRenderer, recorded } = electron
app.isPackaged = true
app.appPath = folder
app.paths.userData = mkdtempSync(join(tmpdir(), 'comptoir-home-'))
process.argv = [process.execPath]
await import(join(folder, 'out/main/main.js'))
const deadline = Date.now() + OPEN_TIMEOUT_MS
while (recorded.windows.length + recorded.errorBoxes.length === 0 && Date.now() < deadline) {
  await new Promise((resolve) => setTimeout(resolve, 20))
}
const answer = recorded.windows.length > 0 ? await ipcRenderer.invoke('till:call', 'till.snapshot', {}) : null
const page = await recorded.sessions.get('till')?.protocols.get('app')?.(new Request('app://till/'))
console.log(JSON.stringify({ errors: recorded.errorBoxes, answer, page: page?.status ?? null }))
app.quit()
while (app.exitCodes.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
process.exit(app.exitCodes[0] ?? 1)
