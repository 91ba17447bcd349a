import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright'
import { LIMITS } from '#contract/limits.ts'
import { plainText } from '#contract/plain-text.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME } from '#store/open-store.ts'
import { hundredThousandProducts } from '#test/support/catalogue/hundred-thousand-products.ts'
import { hashAtFullCost } from '#test/support/quick-hashes.ts'
import { fixedSecretStore, testClock } from '#test/support/till/fixed-ports.ts'
import type { CataloguePort, CatalogueProduct } from '#till/ports/catalogue.port.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { openStage, type Stage } from '../../tools/stage/stage.ts'

/** A product as the ticket shows it. */
export interface BenchProduct {
  readonly id: string
  readonly barcode: string
  readonly name: string
}

/** A till with 100,000 products whose screen a real browser shows, with a cashier signed in. */
export interface BenchScreen {
  readonly stage: Stage
  readonly page: Page
  /** The browser's own figures: seconds of script, bytes of its heap. */
  readonly session: CDPSession
  /** Another product each time, by another name than those of the last tickets. */
  nextProduct(): BenchProduct
  close(): Promise<void>
}

const CASHIER = { code: '1111', name: 'Inès M.' } as const
/** What the screen says when it waits for goods. */
export const READY = 'Prêt à scanner'
/** A prime: neighbours in the list differ in one word. */
const PRODUCT_STEP = 7_919
/** More than any ticket here has lines. */
const NAMES_APART = 1_000

/** Writing 100,000 products takes longer than what is measured: it is done once for all measurements of a run. */
let bigShop: Promise<BigShop> | null = null

interface BigShop {
  /** Its database; copied for each till. */
  readonly folder: string
  readonly products: readonly CatalogueProduct[]
}

async function makeBigShop(): Promise<BigShop> {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-shop-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const products = hundredThousandProducts()
  const seed = trainingSeed('EUR')
  const known = new Set(seed.products.map(({ barcode }) => barcode))
  const others = products.filter(({ barcode }) => !known.has(barcode))
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  const store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
  // The till that is measured is a process of its own, and checks codes at their full cost.
  await hashAtFullCost(() => seedShop(store, { ...seed, products: [...seed.products, ...others] }))
  opened.close()
  return { folder, products: others }
}

/** A new folder with the data of a training shop that sells 100,000 products; the caller takes it away. */
export async function bigShopFolder(): Promise<{ readonly folder: string; readonly products: BigShop['products'] }> {
  bigShop ??= makeBigShop()
  const { folder: made, products } = await bigShop
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-screen-'))
  mkdirSync(join(folder, 'data'))
  copyFileSync(join(made, DATABASE_FILE_NAME), join(folder, 'data', DATABASE_FILE_NAME))
  return { folder, products }
}

/** What the same catalogue answers to a question, found beside the till that is measured. */
export async function openOtherCatalogue(): Promise<{ readonly catalogue: CataloguePort; close(): void }> {
  const { folder } = await bigShopFolder()
  const opened = openDatabase({ folder: join(folder, 'data'), fileName: DATABASE_FILE_NAME })
  const { catalogue } = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
  return {
    catalogue,
    close: () => {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const PAINT = join(import.meta.dirname, 'page/paint.js')

/** Opens it and signs in. */
export async function openBenchScreen(): Promise<BenchScreen> {
  const { folder, products } = await bigShopFolder()
  const putAway = () => rmSync(folder, { recursive: true, force: true })
  const stage = await openStage({
    folder,
    prepare: async (page) => void (await page.addInitScript({ path: PAINT })),
  }).catch((thrown) => {
    putAway()
    throw thrown
  })
  const { page } = stage
  let taken = 0
  const lastNames = new Set<string>()
  await signIn(page).catch(async (thrown) => {
    await stage.close()
    putAway()
    throw thrown
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return {
    stage,
    page,
    session,
    nextProduct: () => {
      for (;;) {
        taken += 1
        const { id, barcode, name: given = '' } = products[(taken * PRODUCT_STEP) % products.length] ?? {}
        // As the till keeps it: some names of the real file hold control bytes.
        const name = plainText(given, LIMITS.articleNameCharacters).trim()
        if (id === undefined || !barcode || lastNames.has(name)) continue
        lastNames.add(name)
        if (lastNames.size > NAMES_APART) lastNames.clear()
        return { id, barcode, name }
      }
    },
    close: async () => {
      await stage.close()
      putAway()
    },
  }
}

/** The first person of the training shop, from the sign-in screen. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('heading', { name: CASHIER.name, level: 2 }).waitFor()
  await page.keyboard.type(CASHIER.code)
  await page.keyboard.press('Enter')
  await page.getByText(READY).waitFor()
}

/** One of the figures that Chromium keeps of a page, such as `ScriptDuration` in seconds. */
export async function pageMetric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = metrics.find((each) => each.name === name)
  if (metric === undefined) throw new Error(`the browser keeps no ${name}`)
  return metric.value
}

/** Presses keys in one task of the page, as a scanner does, and resolves with the time until `selector` shows `text`, painted. */
export function keysToPaint(page: Page, keys: readonly string[], selector: string, text: string): Promise<number> {
  return page.evaluate(`paint.afterKeys(${JSON.stringify(keys)}, ${JSON.stringify(selector)}, ${JSON.stringify(text)})`)
}

/** What one line more cost the page. */
export interface DrawnLine {
  /** From the end mark to the glass, the till's own work and the wait for the frame to begin included. */
  readonly glassMs: number
  /** Script, style, layout and paint from the till's word on, without that wait. */
  readonly workMs: number
  /** In how many frames the ticket changed. */
  readonly frames: number
}

/** As `keysToPaint`, of one line more on the ticket. */
export function keysToLine(page: Page, keys: readonly string[], selector: string, text: string): Promise<DrawnLine> {
  return page.evaluate(`paint.drawn(${JSON.stringify(keys)}, ${JSON.stringify(selector)}, ${JSON.stringify(text)})`)
}

/** Drops the ticket in hand, unmeasured. */
export async function emptyTicket({ stage }: BenchScreen): Promise<void> {
  await stage.ask('sale.void', {})
  await stage.until('an empty ticket', ({ sale }) => sale.lines.length === 0)
}
