import type { Page } from 'playwright'
import { formatAmount } from '#contract/money.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { Counter } from '../e2e/counter.ts'
import { type Act, told } from './acts.ts'
import { ERRANDS } from './errands.ts'
import { doAct } from './random-hands.ts'
import { wrongWords } from './screen-words.ts'
import { wrongFigures } from './ticket-figures.ts'

const TOTAL = '[data-testid="total"]'
/** People of the training shop; one who typed a wrong code too often has to wait, so the next one comes. */
const PEOPLE = [
  { name: 'Inès M.', code: '1111' },
  { name: 'Hugo P.', code: '2222' },
  { name: 'Claire D.', code: '3333' },
  { name: 'Léa B.', code: '4444' },
  { name: 'Tomasz K.', code: '5555' },
  { name: 'Technicien', code: '6666' },
] as const

/** Keys of one burst are held so long; what they cause is asked for right after. */
const BURST_MS = 60
/** Between the keys of an errand: about what it takes the screen to come to the next one. */
const ERRAND_PAUSE_MS = 120
const HOME_STEPS = 40
const HAND_OVER_STEPS = 15
const OFTEN_ASKED_STEPS = 10
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
  const read = async () => {
    const wrong = await wrongWords(page)
    if (wrong.length > 0) say(`The screen reads:\n  ${wrong.join('\n  ')}`)
  }
  /** Who comes to a locked till next. */
  let person = 0
  const goesHome = async () => {
    await wayHome(counter, look, say, () => person++)
    const deadline = Date.now() + LEGIBLE_MS
    for (;;) {
      // Goods that were scanned a moment ago may still be on their way to both.
      const { sale } = await look()
      const [shown, said] = [await page.locator(TOTAL).innerText(), formatAmount(sale.totalMinor, sale.currency)]
      if (shown.trim() === said.trim()) return
      if (Date.now() > deadline) say(`The screen shows ${shown}, the till says ${said}`)
      await page.waitForTimeout(BURST_MS)
    }
  }
  const survives = async (what: string, doIt: () => Promise<unknown>) => {
    await page.waitForTimeout(BURST_MS)
    const before = await look()
    await doIt()
    const after = await look()
    const [waited, waits] = [waitingOf(before), waitingOf(after)]
    if (waited !== waits) say(`${what}: tickets that wait are lost.\n  before ${waited}\n  after  ${waits}`)
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
      else if (act.kind === 'errand') {
        await goesHome()
        for (const each of ERRANDS[act.errand]) {
          await doAct(counter, each)
          await page.waitForTimeout(ERRAND_PAUSE_MS)
        }
      } else {
        if (act.kind === 'person') person = act.nth
        await doAct(counter, act)
      }
      await page.waitForTimeout(BURST_MS)
      await look()
      await read()
    },
    goesHome,
  }
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
/** Tickets that are put aside, by number and amount. */
const waitingOf = ({ day }: Slices) =>
  JSON.stringify(
    day.exceptions.filter(({ kind }) => kind === 'sale-held').map((each) => [each.reference, each.amountMinor]),
  )
const linesOf = ({ sale }: Slices) => JSON.stringify(agreed(sale))

/** The same lines, or a payment that was on its way has finished the ticket meanwhile. */
function isKept(before: Slices, after: Slices): boolean {
  return linesOf(before) === linesOf(after) || after.day.ticketCount > before.day.ticketCount
}

/**
 * Escape leads back step by step; where something asks for a yes, Enter takes the loud key, and once more where the first one said no
 * to a question that Escape had asked; a locked till asks who is there.
 */
async function wayHome(
  counter: Counter,
  look: () => Promise<Slices>,
  say: (what: string) => never,
  nextPerson: () => number,
): Promise<void> {
  const { page } = counter.stage
  for (let step = 0; step < HOME_STEPS; step += 1) {
    const slices = await look()
    if (slices.session.kind === 'locked') await signIn(page, nextPerson())
    else if (await isHome(page)) return
    // Who may not give back what is paid is told so, and hands the till over.
    else if (step === HOME_STEPS - HAND_OVER_STEPS) await doAct(counter, { kind: 'action', id: 'lock' })
    else {
      // What cannot be saved is dropped: that answer stands behind the safe one, which has the focus.
      if (step >= OFTEN_ASKED_STEPS && step % 5 === 3) await page.keyboard.press('Tab')
      await page.keyboard.press(step % 5 > 2 ? 'Enter' : 'Escape')
    }
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
