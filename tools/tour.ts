import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import products from '../resources/catalogue/products-300.json' with { type: 'json' }
import { openStage, type Stage } from './stage/stage.ts'
import { checkDay } from './tour/check-day.ts'
import { playDay } from './tour/day.ts'
import { LOOKS, missingPictures } from './tour/looks.ts'
import { type DayRemains, reckon } from './tour/summary.ts'

/**
 * A whole day at the till without a display and without a question: `npm run tour -- --out DIR [--looks N]`. It leaves the raw
 * data, the tickets, the pictures and `summary.json` in DIR, and exits 0 only if everything holds.
 */
const { values } = parseArgs({ options: { out: { type: 'string' }, looks: { type: 'string' } }, strict: true })
const looks = values.looks === undefined ? LOOKS.length - 1 : Number(values.looks)
if (!Number.isInteger(looks) || looks < 0) {
  console.error('--looks takes a whole number: in how many other languages and colours the pictures are taken.')
  process.exit(2)
}
const folder = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'comptoir-tour-')))
mkdirSync(folder, { recursive: true })
if (readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty. Name a new folder with --out, so that no earlier day is mixed in.`)
  process.exit(2)
}
const say = (line: string) => console.log(`  ${line}`)

const BARCODES = products.slice(0, 8).map(({ barcode }) => barcode)

async function playAndLeave(): Promise<DayRemains> {
  const stage = await openStage({ folder, severalHosts: true, withPump: true, drawsTickets: true })
  try {
    say(`pad ${stage.pad.endpoint}, host ${stage.host.endpoint}, printer ${stage.printer.endpoint}`)
    const facts = await playDay(stage, { barcodes: BARCODES, say, looks })
    const { day, reservations } = await stage.look()
    const papers = (await stage.printer.command({ do: 'tickets' })) as DayRemains['papers']
    return {
      folder,
      facts,
      day,
      reservations,
      papers: [...papers, ...facts.kitchenPapers],
      processes: await processesOf(stage),
    }
  } finally {
    await stage.close()
  }
}

/** Bytes are counted by the simulators; the engine's are those at the other end of its lines. */
async function processesOf(stage: Stage): Promise<DayRemains['processes']> {
  const simulators = await Promise.all(
    [stage.pad, stage.host, stage.printer, ...(stage.pump ? [stage.pump] : [])].map(
      async ({ name, pid, endpoint, command }) => {
        const { bytesIn, bytesOut } = (await command({ do: 'traffic' })) as { bytesIn: number; bytesOut: number }
        return { name, pid, endpoint, bytesIn, bytesOut }
      },
    ),
  )
  const sum = (of: 'bytesIn' | 'bytesOut') => simulators.reduce((total, each) => total + each[of], 0)
  return [
    { name: 'till', pid: stage.till.pid, endpoint: 'stdio:', bytesIn: sum('bytesOut'), bytesOut: sum('bytesIn') },
    ...simulators,
  ]
}

console.log('Comptoir: one day at the till, by itself')
const startedAt = Date.now()
const remains = await playAndLeave()
const { summary, findings } = await reckon(remains)
writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
const faults = [
  ...checkDay(summary),
  ...missingPictures(readdirSync(join(folder, 'screens')), looks).map((name) => `${name} is shown in every look`),
  ...findings.map(({ file, what }) => `${what} found in ${file}`),
]
console.log(
  [
    `  card net: till ${summary.tillCardNetMinor}, host ${summary.hostLedgerNetMinor}; card data found: ${summary.panFound}`,
    `  tickets and their pictures: ${join(folder, 'tickets')}`,
    `  pictures of the screens:    ${join(folder, 'screens')}`,
    `  data, ledgers, summary:     ${folder}`,
    `  ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
  ].join('\n'),
)
for (const fault of faults) console.error(`  DOES NOT HOLD: ${fault}`)
console.log(faults.length === 0 ? 'All of it holds.' : `${faults.length} thing(s) do not hold.`)
process.exit(faults.length === 0 ? 0 : 1)
