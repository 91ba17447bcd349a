import { LIMITS } from '#contract/limits.ts'
import { type BenchCase, figuresOf } from '../bench-case.ts'
import {
  type BenchProduct,
  type BenchScreen,
  type DrawnLine,
  emptyTicket,
  keysToLine,
  keysToPaint,
  openBenchScreen,
  openOtherCatalogue,
  pageMetric,
  READY,
} from '../bench-screen.ts'

/** The screen of one case; opened when it is measured first. */
function onScreen(
  measure: (screen: BenchScreen) => Promise<readonly number[]>,
  tell: () => void = () => {},
): Pick<BenchCase, 'measure' | 'close'> {
  let screen: Promise<BenchScreen> | null = null
  return {
    measure: async () => {
      screen ??= openBenchScreen()
      return measure(await screen)
    },
    close: async () => {
      tell()
      await (await screen)?.close()
    },
  }
}

const LINE = '[data-line] span'
const SCANS = 25

/** From the end mark of a scan to the line on the glass. */
async function scanToPaint(screen: BenchScreen): Promise<readonly number[]> {
  const samples: number[] = []
  for (let scan = 0; scan < SCANS; scan += 1) {
    const { barcode, name } = screen.nextProduct()
    samples.push(await keysToPaint(screen.page, [...barcode, 'Enter'], LINE, name))
  }
  await emptyTicket(screen)
  return samples
}

const WORDS = 8
const LETTERS_MAX = 6
const NAMES_COMPARED = 6

/** From each letter of a name to the list that answers it, on the glass. */
async function searchToPaint(screen: BenchScreen): Promise<readonly number[]> {
  const { page } = screen
  const other = await openOtherCatalogue()
  const samples: number[] = []
  try {
    for (let word = 0; word < WORDS; word += 1) {
      const { name } = screen.nextProduct()
      await page.keyboard.press('F1')
      await page.locator('input:focus').waitFor()
      for (let letters = 1; letters <= Math.min(LETTERS_MAX, name.length); letters += 1) {
        const text = name.slice(0, letters)
        const { products } = await other.catalogue.search(text, LIMITS.searchRows)
        const names = products.slice(0, NAMES_COMPARED).map((product) => product.name)
        if (names.length === 0) continue
        const sample: number | null = await page.evaluate(
          `paint.afterTyping(${JSON.stringify(text)}, 'ul[aria-label="Articles trouvés"] li', ${JSON.stringify(names)})`,
        )
        if (sample !== null) samples.push(sample)
      }
      await page.keyboard.press('Escape')
    }
    return samples
  } finally {
    other.close()
  }
}

const LONG_TICKET = 200
const ADDITIONS = 12
/** One of sixty a second. */
const FRAME_MS = 1_000 / 60

const drawnLines: DrawnLine[] = []

/** A ticket of 200 lines, and the measure of each line more. */
async function addTo200<Sample>(
  screen: BenchScreen,
  add: (product: BenchProduct) => Promise<Sample>,
): Promise<Sample[]> {
  const { stage } = screen
  for (let line = 0; line < LONG_TICKET; line += 1) {
    await stage.ask('sale.addProduct', { productId: screen.nextProduct().id })
  }
  const samples: Sample[] = []
  for (let addition = 0; addition < ADDITIONS; addition += 1) samples.push(await add(screen.nextProduct()))
  await emptyTicket(screen)
  return samples
}

/** The time of the page's own script for one more line on a ticket of 200. */
async function addLineTo200(screen: BenchScreen): Promise<readonly number[]> {
  const { page, session } = screen
  return addTo200(screen, async ({ barcode, name }) => {
    const beforeS = await pageMetric(session, 'ScriptDuration')
    await keysToPaint(page, [...barcode, 'Enter'], LINE, name)
    return ((await pageMetric(session, 'ScriptDuration')) - beforeS) * 1_000
  })
}

/**
 * The page's own work for one more line on a ticket of 200: script, style, layout and paint, which must fit into one frame. What the till takes before
 * it tells the page, and the wait for the frame to begin, are not of it; to the glass, they are told beside it.
 */
async function drawLineOn200(screen: BenchScreen): Promise<readonly number[]> {
  const drawn = await addTo200(screen, ({ barcode, name }) =>
    keysToLine(screen.page, [...barcode, 'Enter'], LINE, name),
  )
  drawnLines.push(...drawn)
  return drawn.map(({ workMs }) => workMs)
}

function tellDrawn(): void {
  const { median, p95 } = figuresOf(
    drawnLines.map(({ glassMs }) => glassMs),
    'ms',
  )
  const inOne = drawnLines.filter(({ frames }) => frames === 1).length
  const told = `median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`
  console.log(
    `till.drawLine200: ${inOne} of ${drawnLines.length} lines in one frame; from the end mark to the glass ${told}`,
  )
}

const SWITCHES = 8
/** The first two faces of the training shop; the first is chosen when the till is locked. */
const CASHIERS = [
  { name: 'Inès M.', code: '1111' },
  { name: 'Hugo P.', code: '2222' },
] as const

/**
 * From the last key of a code to the ticket of the next person, on the glass. Two cashiers take turns, each chosen on the screen of a
 * till that was locked; the check of the code is a part of it, as slow as it must be for whoever has stolen the file.
 */
async function switchUser({ stage, page }: BenchScreen): Promise<readonly number[]> {
  const samples: number[] = []
  for (let turn = 0; turn < SWITCHES; turn += 1) {
    const [away, { name, code }] = turn % 2 === 0 ? [CASHIERS[0], CASHIERS[1]] : [CASHIERS[1], CASHIERS[0]]
    await stage.ask('session.lock', {})
    await page.getByRole('heading', { name: CASHIERS[0].name, level: 2 }).waitFor()
    if (away === CASHIERS[0]) await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name, level: 2 }).waitFor()
    await page.keyboard.type(code)
    samples.push(await keysToPaint(page, ['Enter'], 'button', READY))
  }
  return samples
}

const SALES = 2_000
/** The heap is looked at after each so many; the first ones fill what is filled once, and are in no figure. */
const SALES_A_LOOK = 250
const LINES_OF_A_SALE = 3
/** What each screen of a sale says, by which its end is known, and the key that takes the exact sum in cash. */
const SALE_WORDS = { ready: READY, choosing: 'Comment le client paie-t-il', cash: '/', next: 'Nouvelle vente' } as const

/**
 * What the page keeps of each sale: the slope of its heap after forced collections, by least squares, over 2,000 sales on one
 * page that is never loaded anew. The page itself presses the keys, each as soon as it is ready for it: asked from outside, whether
 * it is ready took most of the time.
 */
async function heapOfSales(screen: BenchScreen): Promise<readonly number[]> {
  await sell(screen, SALES_A_LOOK)
  const looks = [{ sales: 0, bytes: await heapBytes(screen) }]
  for (let sales = SALES_A_LOOK; sales <= SALES; sales += SALES_A_LOOK) {
    await sell(screen, SALES_A_LOOK)
    looks.push({ sales, bytes: await heapBytes(screen) })
  }
  return [slopeOf(looks) / 1_024]
}

function slopeOf(looks: readonly { readonly sales: number; readonly bytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(looks.map(({ sales }) => sales)), mean(looks.map(({ bytes }) => bytes))]
  const covariance = mean(looks.map(({ sales, bytes }) => (sales - x) * (bytes - y)))
  return covariance / mean(looks.map(({ sales }) => (sales - x) ** 2))
}

async function heapBytes({ session }: BenchScreen): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  return pageMetric(session, 'JSHeapUsedSize')
}

/** Sales in cash by keys, the ticket number growing with each. */
async function sell(screen: BenchScreen, sales: number): Promise<void> {
  for (let sale = 0; sale < sales; sale += 1) {
    const lines = Array.from({ length: LINES_OF_A_SALE }, () => screen.nextProduct())
    const said = [lines, LINE, SALE_WORDS].map((each) => JSON.stringify(each)).join(', ')
    await screen.page.evaluate(`paint.cashSale(${said})`)
  }
}

export const benchCases: readonly BenchCase[] = [
  { name: 'till.scanToPaint', unit: 'ms', aim: 50, ...onScreen(scanToPaint) },
  { name: 'till.searchToPaint', unit: 'ms', aim: 35, ...onScreen(searchToPaint) },
  { name: 'till.addLine200', unit: 'ms', aim: 16, ...onScreen(addLineTo200) },
  { name: 'till.drawLine200', unit: 'ms', aim: FRAME_MS, ...onScreen(drawLineOn200, tellDrawn) },
  { name: 'till.switchUser', unit: 'ms', aim: 200, ...onScreen(switchUser) },
  { name: 'till.heapPerSale', unit: 'KB', aim: 1, runs: 1, ...onScreen(heapOfSales) },
]
