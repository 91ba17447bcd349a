import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { formatAmount } from '#contract/money.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { Stage } from '../stage/stage.ts'
import { type Cashier, cashierAt } from './cashier.ts'

/** What the story of the day adds to what lies on disk. */
export interface DayFacts {
  killed: { pid: number; restartedPid: number; at: string }
  recovered: { saleId: string; outcome: string }[]
}

interface Scene {
  readonly stage: Stage
  readonly cashier: Cashier
  readonly say: (line: string) => void
  readonly barcodes: readonly string[]
}

const LONG_MS = 60_000
/** What the screen asks while no card is under way. */
const CHOOSING = 'Comment le client paie-t-il'

/** Plays a whole day at the real screen; every step waits for what the till says, and fails loudly. */
export async function playDay(
  stage: Stage,
  options: { readonly barcodes: readonly string[]; readonly say: (line: string) => void },
): Promise<DayFacts> {
  const scene: Scene = { stage, cashier: cashierAt(stage), ...options }
  await signIn(scene)
  await cashSale(scene)
  await cardSale(scene, { card: 'cb-chip', how: 'insert', pin: '1234', name: 'chip-pin' })
  await cardSale(scene, { card: 'visa-contactless', how: 'tap', pin: '1234', name: 'contactless' })
  await splitSale(scene)
  await declinedThenAnother(scene)
  await lostAnswer(scene)
  const facts = await killedAfterApproval(scene)
  await reprint(scene)
  await dayEnd(scene)
  return facts
}

async function signIn({ stage, cashier, say }: Scene): Promise<void> {
  await stage.until('the sign-in', ({ session }) => session.kind === 'locked')
  await cashier.sees('Qui tient la caisse')
  await cashier.picture('sign-in')
  await cashier.type('1111')
  await cashier.press('Enter')
  await stage.until('a signed-in cashier', ({ session }) => session.kind === 'signed-in')
  say('sign-in: a cashier typed her code')
}

async function ring({ stage, cashier, barcodes }: Scene, count: number): Promise<void> {
  await cashier.sees('Prêt à scanner')
  for (const barcode of barcodes.slice(0, count)) await cashier.scan(barcode)
  const { sale } = await stage.look()
  await cashier.sees(formatAmount(sale.totalMinor, sale.currency))
}

async function openPayment({ stage, cashier }: Scene): Promise<Slices> {
  await cashier.press('F9')
  await cashier.sees(CHOOSING)
  return stage.until('the payment screen', ({ sale }) => sale.state === 'paying')
}

/** Waits until the sale in hand is on disk, then leaves the approved screen. */
async function finish({ stage, cashier, say }: Scene, saleId: string, what: string): Promise<void> {
  const done = await stage.until(`${what} on disk`, ({ lastSale }) => lastSale?.id === saleId, LONG_MS)
  await stage.until(
    `${what} on paper`,
    ({ lastSale }) => (lastSale?.printJobs ?? []).every(({ state }) => state === 'printed'),
    LONG_MS,
  )
  await cashier.sees('Nouvelle vente')
  await cashier.picture(what)
  say(`${what}: ticket ${done.lastSale?.number}`)
  await cashier.press('Enter')
  await stage.until('a new sale', ({ lastSale }) => lastSale === null)
}

async function cashSale(scene: Scene): Promise<void> {
  await ring(scene, 5)
  await scene.cashier.picture('sale')
  const { sale } = await openPayment(scene)
  const givenMinor = Math.ceil((sale.totalMinor + 1) / 1_000) * 1_000
  await scene.cashier.type(`${givenMinor / 100}`)
  await scene.cashier.press('/')
  await finish(scene, sale.id, 'cash')
}

type Hand = { readonly card: string; readonly how: 'insert' | 'tap'; readonly pin?: string }

function handOver({ stage }: Scene, hand: Hand): Promise<unknown> {
  return stage.pad.command({ do: 'customer', plan: [{ ...hand, afterMs: 300 }] })
}

async function cardSale(scene: Scene, { name, ...hand }: Hand & { readonly name: string }): Promise<void> {
  await ring(scene, 3)
  const { sale } = await openPayment(scene)
  await handOver(scene, hand)
  await scene.cashier.press('*')
  await scene.stage.until('the pad asks for the card', ({ payment }) => payment !== null)
  await scene.cashier.picture(`payment-${name}`)
  await finish(scene, sale.id, name)
}

async function splitSale(scene: Scene): Promise<void> {
  await ring(scene, 6)
  const { sale } = await openPayment(scene)
  await scene.cashier.type('2')
  await scene.cashier.press('/')
  const paid = await scene.stage.until('the cash part', ({ sale: { tenders } }) => tenders.length === 1)
  await scene.cashier.sees(formatAmount(paid.sale.remainingMinor, paid.sale.currency))
  await handOver(scene, { card: 'mastercard-chip', how: 'insert', pin: '1234' })
  await scene.cashier.press('*')
  await finish(scene, sale.id, 'split')
}

async function declinedThenAnother(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  await ring(scene, 2)
  const { sale } = await openPayment(scene)
  await stage.host.command({ do: 'decline', code: '51', times: 1 })
  await handOver(scene, { card: 'amex-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('a decline', ({ payment }) => payment?.outcome === 'declined', LONG_MS)
  await cashier.picture('declined')
  say('declined: the bank refused, nothing was charged')
  await handOver(scene, { card: 'visa-chip', how: 'insert', pin: '1234' })
  await payAgain(scene)
  await finish(scene, sale.id, 'declined-then-paid')
}

/** After an end without approval: back to the tenders, and the card key again. */
async function payAgain({ stage, cashier }: Scene): Promise<void> {
  await cashier.sees('Choisir un règlement')
  await cashier.press('Enter')
  await stage.until('the choice of tenders', ({ payment }) => payment === null)
  await cashier.sees(CHOOSING)
  await cashier.press('*')
}

async function lostAnswer(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  await ring(scene, 4)
  const { sale } = await openPayment(scene)
  await stage.host.command({ do: 'fault', on: '0210', kind: 'refuse' })
  await stage.host.command({ do: 'fault', on: '0430', kind: 'drop' })
  await handOver(scene, { card: 'cb-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('an unknown outcome', ({ payment }) => payment?.outcome === 'unknown', LONG_MS)
  await cashier.picture('unknown')
  await stage.until('the reversal', ({ payment }) => payment?.outcome === 'reversed', 2 * LONG_MS)
  await cashier.picture('reversed')
  say('lost answer: reversed by itself')
  await handOver(scene, { card: 'cb-chip', how: 'insert', pin: '1234' })
  await payAgain(scene)
  await finish(scene, sale.id, 'reversed-then-paid')
}

async function killedAfterApproval(scene: Scene): Promise<DayFacts> {
  const { stage, cashier, say } = scene
  await ring(scene, 3)
  const { sale } = await openPayment(scene)
  await stage.host.command({ do: 'hold' })
  const held = stage.host.next('held', LONG_MS)
  await handOver(scene, { card: 'diners-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await held
  const { pid } = stage.till
  const at = new Date().toISOString()
  await stage.till.kill('SIGKILL')
  // The disk as the kill left it, log and all: card data is looked for here too.
  cpSync(join(stage.folder, 'data'), join(stage.folder, 'data-at-kill'), { recursive: true })
  say(`killed: engine ${pid}, right after the bank wrote its approval`)
  const restarted = await stage.till.restart()
  if (!restarted.ok) throw new Error(`the engine did not come back: ${restarted.error.code}`)
  const killed = { pid, restartedPid: restarted.value.pid, at }
  const after = await stage.until(
    'the recovery',
    ({ status }) => status.openReversals === 0 && status.unresolvedPayments === 0,
    LONG_MS,
  )
  const outcome = after.sale.tenders.at(-1)?.outcome ?? 'none'
  say(`recovered: the charge was reversed (${outcome}), the ticket is still there`)
  if (after.session.kind === 'locked') await signIn(scene)
  await cashier.sees(after.payment ? 'Choisir un règlement' : CHOOSING)
  await cashier.picture('recovered')
  await handOver(scene, { card: 'diners-chip', how: 'insert', pin: '1234' })
  const now = await stage.look()
  if (now.sale.state !== 'paying') await openPayment(scene)
  if (now.payment) await payAgain(scene)
  else await cashier.press('*')
  await finish(scene, sale.id, 'killed-then-paid')
  return { killed, recovered: [{ saleId: sale.id, outcome }] }
}

async function reprint({ stage, cashier, say }: Scene): Promise<void> {
  const { sales } = await stage.ask('history.list', {})
  const last = sales[0]
  if (!last) throw new Error('the history is empty')
  await stage.ask('ticket.reprint', { saleId: last.id })
  await stage.until('the duplicate', ({ status }) => status.printer.queuedJobs === 0)
  await cashier.picture('after-reprint')
  say(`reprint: duplicate of ticket ${last.number}`)
}

async function dayEnd({ stage, cashier, say }: Scene): Promise<void> {
  await stage.ask('session.lock', {})
  await stage.ask('session.signIn', { userId: await managerId(stage), pin: '3333' })
  const { day } = await stage.look()
  await stage.ask('day.count', { counts: countOf(day.drawer.expectedMinor, (await stage.look()).till.pieces) })
  await stage.page
    .getByRole('link', { name: 'Journée' })
    .or(stage.page.getByRole('button', { name: 'Journée' }))
    .first()
    .click()
  await cashier.picture('day-end')
  await stage.ask('day.close', {})
  const closed = await stage.until('the Z', ({ day: { stage: step } }) => step === 'closed', 2 * LONG_MS)
  await stage.until('the Z on paper', ({ status }) => status.printer.queuedJobs === 0)
  await cashier.picture('day-closed')
  say(`day end: batch ${closed.day.batch.number} ${closed.day.batch.result}, Z ${closed.day.closedNumber}`)
}

async function managerId(stage: Stage): Promise<string> {
  const { session } = await stage.until('the sign-in', ({ session: { kind } }) => kind === 'locked')
  const manager = session.kind === 'locked' ? session.users.find(({ role }) => role === 'manager') : undefined
  if (!manager) throw new Error('there is no manager')
  return manager.id
}

/** Counts the drawer right to the cent: fewest pieces, as many as it takes. */
function countOf(amountMinor: number, pieces: readonly number[]): { valueMinor: number; count: number }[] {
  let left = amountMinor
  return pieces.map((valueMinor) => {
    const count = Math.floor(left / valueMinor)
    left -= count * valueMinor
    return { valueMinor, count }
  })
}
