import { performance } from 'node:perf_hooks'
import { hundredThousandProducts } from '#test/support/catalogue/hundred-thousand-products.ts'
import { sendFile, settledWork } from '#test/support/till/article-files.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { CSV_MARK, exportHead, exportRow } from '#till/import/write-export.ts'
import { type BenchCase, figuresOf } from '../bench-case.ts'

/** A customer every so often, as at a busy counter; each buys two articles and pays in cash. */
const SALE_EVERY_MS = 250

/** A till that sells while it imports: the import's own time, and what its customers waited for the last key of each sale. */
async function importWhileSelling(text: string): Promise<{ readonly importMs: number; readonly saleMs: number[] }> {
  const desk = await openTestTill()
  try {
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const format = await sendFile(desk, text)
    const before = performance.now()
    const begun = await desk.call('articles.import', { format })
    if (!begun.ok) throw new Error(begun.error.code)
    const saleMs: number[] = []
    const selling = sellUntilDone(desk, saleMs)
    const { ended } = await settledWork(desk)
    const importMs = performance.now() - before
    await selling
    if (ended?.outcome !== 'done' || ended.count !== PRODUCTS - STEERING_NAMES) throw new Error(JSON.stringify(ended))
    return { importMs, saleMs }
  } finally {
    desk.close()
  }
}

async function sellUntilDone(desk: TestTill, saleMs: number[]): Promise<void> {
  while (desk.till.slice('articleWork').running !== null) {
    for (const productId of ['baguette', 'croissant']) {
      const added = await desk.call('sale.addProduct', { productId })
      if (!added.ok) throw new Error(added.error.code)
    }
    // The key is pressed between two turns of everything else, as keys of people are.
    const before = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 0))
    const paid = await desk.call('tender.cash', { givenMinor: 50_000 })
    saleMs.push(performance.now() - before)
    if (!paid.ok) throw new Error(paid.error.code)
    await desk.call('sale.next', {})
    await new Promise((resolve) => setTimeout(resolve, SALE_EVERY_MS))
  }
}

const PRODUCTS = 100_000
/** Names of the real file that hold control bytes, left by a wrong encoding: the import reports them and leaves them out. */
const STEERING_NAMES = 17
let file: string | null = null

/** The file as the till itself would export it, a head and a row each. */
function fileOfAll(): string {
  const terms = { locale: 'fr', currency: 'EUR', families: [], priceLists: [] } as const
  const rows = hundredThousandProducts().map(({ barcode, ...product }) => {
    const barcodes = barcode === null ? [] : [{ barcode, quantityMilli: 1_000 }]
    return exportRow({ ...product, barcodes }, [], terms)
  })
  return CSV_MARK + exportHead(terms) + rows.join('')
}

const sales: number[] = []

/** Both in one go: what the customers waited is said beside the time of the import. */
export const benchCase: BenchCase = {
  name: 'catalogue.import100k',
  unit: 'ms',
  aim: 20_000,
  runs: 3,
  measure: async () => {
    file ??= fileOfAll()
    const { importMs, saleMs } = await importWhileSelling(file)
    sales.push(...saleMs)
    return [importMs]
  },
  close: async () => {
    const { median, p95 } = figuresOf(sales, 'ms')
    const told = `median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`
    console.log(`catalogue.import100k: ${sales.length} cash sales meanwhile, from the last key to the disk: ${told}`)
  },
}
