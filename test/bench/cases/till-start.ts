import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { serveLoopback } from '#main/carriers/loopback-server.ts'
import { startTillProcess } from '#main/carriers/process-endpoint.ts'
import { readServedFiles } from '#main/screen/served-files.ts'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import type { BenchCase } from '../bench-case.ts'
import { bigShopFolder } from '../bench-screen.ts'

const BUILT_SCREEN = join(import.meta.dirname, '../../../out/renderer')

/**
 * From nothing to a screen that somebody can sign in at, with 100,000 products: the till's process, the browser and its page.
 * Its devices are running, as in a shop, and it was started before: what Node compiled then is there, as on every morning but the
 * first.
 */
async function measure(): Promise<readonly number[]> {
  const { folder } = await bigShopFolder()
  const [pad, host, printer] = await Promise.all([
    startSimulator('abecs-pad', ['--ksn-state', join(folder, 'pad-keys.json')]),
    startSimulator('acquirer-host', ['--ledger', join(folder, 'host-ledger.jsonl')]),
    startSimulator('escpos-printer'),
  ])
  const startedMs = performance.now()
  const [opened, browser] = await Promise.all([
    startTillProcess({
      dataFolder: join(folder, 'data'),
      training: true,
      padEndpoint: pad.endpoint,
      hostEndpoint: host.endpoint,
      printerEndpoint: printer.endpoint,
    }),
    launchChromium(),
  ])
  if (!opened.ok) throw new Error(opened.error.code)
  const till = opened.value
  const server = await serveLoopback(readServedFiles(BUILT_SCREEN))
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' })
    await openLoopback({ page, till, url: server.url })
    await page.goto(server.url)
    await page.getByRole('heading', { name: 'Inès M.', level: 2 }).waitFor()
    return [performance.now() - startedMs]
  } finally {
    await browser.close()
    await till.close()
    await server.close()
    for (const simulator of [pad, host, printer]) await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const benchCase: BenchCase = { name: 'till.start', unit: 'ms', aim: 3_000, measure }
