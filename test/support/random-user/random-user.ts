import type { Page } from 'playwright'
import { formatAmount } from '#contract/money.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { Counter } from '../e2e/counter.ts'
import { scanInto } from '../renderer/scanner.ts'
import { type Act, told } from './acts.ts'
import { wrongFigures } from './ticket-figures.ts'

const TOTAL = '[data-testid="total"]'
/** People of the training shop; one who typed a wrong code too often has to wait, so the next one comes. */
const PEOPLE = [
  { name: 'Inès M.', code: '1111' },
  { name: 'Hugo P.', code: '2222' },
  { name: 'Claire D.', code: '3333' },
  { name: 'Léa B.', code: '4444' },
  { name: 'Tomasz K.', code: '5555' },
] as const

/** Keys of one burst are held so long; what they cause is asked for right after. */
const BURST_MS = 60
const HOME_STEPS = 40
const HOME_PAUSE_MS = 150
const LEGIBLE_MS = 10_000
/** What is told of a failure: enough to see how it came to it. */
const TOLD_ACTS = 30

/** Somebody at a counter who tries everything, and one who looks on and says what is wrong. */
export interface RandomUser {
  /** Does it, then looks. Throws with what is wrong and the last acts that led to it. */
  does(act: Act): Promise<void>
  /** From wherever that led to: back to a ticket that goods can be put on, which shows what the till says. Throws as `does`. */
  goesHome(): Promise<void>
}

export function randomUserAt(counter: Counter): RandomUser {
  const { stage, watch } = counter
  const { page } = stage
  const acts: Act[] = []
  const say = (what: string): never => {
    throw new Error(`${what}\nThe last acts:\n  ${acts.slice(-TOLD_ACTS).map(told).join('\n  ')}`)
  }
  const look = async () => {
    const problems = watch.takeProblems()
    if (problems.length > 0) say(`The page says:\n  ${problems.join('\n  ')}`)
    const slices = await stage.look()
    const wrong = wrongFigures(slices.sale)
    if (wrong.length > 0) say(`Figures of the ticket do not agree:\n  ${wrong.join('\n  ')}`)
    return slices
  }
  const survives = async (what: string, doIt: () => Promise<unknown>) => {
    await page.waitForTimeout(BURST_MS)
    const before = await look()
    await doIt()
    const after = await look()
    if (!isKept(before, after)) say(`${what}: lines are lost.\n  before ${linesOf(before)}\n  after  ${linesOf(after)}`)
  }
  /** As whoever minds the engine does: one that the machine was too busy to start in time is started once more. */
  const startAgain = async () => {
    const first = await stage.till.restart()
    const started = first.ok || first.error.code !== 'IPC_ENGINE_AWAY' ? first : await stage.till.restart()
    if (!started.ok) say(`A till that was killed does not start again: ${started.error.code}`)
  }
  return {
    does: async (act) => {
      acts.push(act)
      if (act.kind === 'reload') await survives('A screen that is loaded again', () => page.reload())
      else if (act.kind === 'kill') await survives('A till that is killed', startAgain)
      else await doAct(counter, act)
      await page.waitForTimeout(BURST_MS)
      await look()
    },
    goesHome: async () => {
      await wayHome(counter, look, say)
      const deadline = Date.now() + LEGIBLE_MS
      for (;;) {
        // Goods that were scanned a moment ago may still be on their way to both.
        const { sale } = await look()
        const [shown, said] = [await page.locator(TOTAL).innerText(), formatAmount(sale.totalMinor, sale.currency)]
        if (shown.trim() === said.trim()) return
        if (Date.now() > deadline) say(`The screen shows ${shown}, the till says ${said}`)
        await page.waitForTimeout(BURST_MS)
      }
    },
  }
}

async function doAct({ stage }: Counter, act: Exclude<Act, { kind: 'reload' | 'kill' }>): Promise<void> {
  const { page, pad } = stage
  if (act.kind === 'key') await page.keyboard.press(act.key)
  else if (act.kind === 'scan') await scanInto(page, act.code)
  else if (act.kind === 'figures') await page.keyboard.type(act.text)
  else if (act.kind === 'write') await page.keyboard.insertText(act.text)
  else if (act.kind === 'press') await pressControl(page, act.nth)
  else await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 100 }] })
}

/** Puts the mouse down in the middle of one of the controls that can be seen and pressed now. */
async function pressControl(page: Page, nth: number): Promise<void> {
  const places: { x: number; y: number }[] = await page.evaluate(`(() => {
    const dialogs = [...document.querySelectorAll('[role=dialog]')]
    const within = dialogs.at(-1) ?? document
    return [...within.querySelectorAll('button, input, [role=tab]')]
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ control, box }) => box.width > 0 && box.height > 0 && !control.disabled)
      .map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
  })()`)
  const place = places[nth % places.length]
  if (place) await page.mouse.click(place.x, place.y)
}

/** What was agreed with the customer, without what follows from it. */
const agreed = ({ lines }: SaleView) =>
  lines.map(({ id, name, quantityMilli, unitPriceMinor, totalMinor }) => [
    id,
    name,
    quantityMilli,
    unitPriceMinor,
    totalMinor,
  ])
const linesOf = ({ sale }: Slices) => JSON.stringify(agreed(sale))

/** The same lines, or a payment that was on its way has finished the ticket meanwhile. */
function isKept(before: Slices, after: Slices): boolean {
  return linesOf(before) === linesOf(after) || after.day.ticketCount > before.day.ticketCount
}

/** Escape leads back step by step; where something asks for a yes, Enter takes the loud key; a locked till asks who is there. */
async function wayHome({ stage }: Counter, look: () => Promise<Slices>, say: (what: string) => never): Promise<void> {
  const { page } = stage
  for (let step = 0; step < HOME_STEPS; step += 1) {
    const slices = await look()
    if (slices.session.kind === 'locked') await signIn(page, step)
    else if (await isHome(page)) return
    else await page.keyboard.press(step % 4 === 3 ? 'Enter' : 'Escape')
    await page.waitForTimeout(HOME_PAUSE_MS)
  }
  say(`No way back to the ticket from:\n${(await page.locator('body').innerText()).slice(0, 1_500)}`)
}

async function isHome(page: Page): Promise<boolean> {
  return (await page.locator(TOTAL).isVisible()) && (await page.locator('[role=dialog]').count()) === 0
}

async function signIn(page: Page, turn: number): Promise<void> {
  const person = PEOPLE[turn % PEOPLE.length] ?? PEOPLE[0]
  const key = page.getByRole('button', { name: person.name })
  if (!(await key.isVisible())) return
  await key.click()
  await page.keyboard.type(person.code)
  await page.keyboard.press('Enter')
  await page
    .locator(TOTAL)
    .waitFor({ timeout: 2_000 })
    .catch(() => {})
}
