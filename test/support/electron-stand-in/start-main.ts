import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as StandIn from './electron.ts'

/** The module `electron` as the started program saw it. */
export type ElectronStandIn = typeof StandIn

const STAND_IN = new URL('./electron.ts', import.meta.url).href
const FAKE_COMPOSE = new URL('./fake-compose.ts', import.meta.url).href
const MAIN = new URL('../../../src/main/main.ts', import.meta.url)

/** Sends every import of `electron` to the stand-in, and the till behind `main` to a fake one. */
function redirectImports(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'electron') return { url: STAND_IN, shortCircuit: true, format: 'module-typescript' }
      if (specifier === './compose.ts' && context.parentURL === MAIN.href) {
        return { url: FAKE_COMPOSE, shortCircuit: true, format: 'module-typescript' }
      }
      return next(specifier, context)
    },
  })
}

/** A built screen of two files. */
function makeBuiltScreen(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-app-'))
  mkdirSync(join(folder, 'out', 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'out', 'renderer', 'index.html'), '<!doctype html><title>Comptoir</title>')
  writeFileSync(join(folder, 'out', 'renderer', 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'not served')
  return folder
}

/**
 * Starts the real `main.ts` in this process, from its source, against the stand-in; once per process.
 * @param prepare sets the stand-in before the program runs.
 */
export async function startMain(prepare: (electron: ElectronStandIn) => void = () => {}): Promise<ElectronStandIn> {
  redirectImports()
  // Node's own loader, which the hooks belong to, and not the one of the test runner.
  const load = createRequire(import.meta.url)
  const electron = load(new URL(STAND_IN).pathname) as ElectronStandIn
  electron.app.appPath = makeBuiltScreen()
  electron.app.paths.userData = mkdtempSync(join(tmpdir(), 'comptoir-data-'))
  const endpoints = ['--pad=tcp://127.0.0.1:1', '--host=tcp://127.0.0.1:2', '--printer=tcp://127.0.0.1:3']
  process.argv = [process.execPath, pathToFileURL(electron.app.appPath).pathname, ...endpoints]
  prepare(electron)
  load(MAIN.pathname)
  await new Promise((resolve) => setTimeout(resolve, 50))
  return electron
}
