import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { formatAmount } from '#contract/money.ts'
import type { Stage } from '../stage/stage.ts'
import { atATable } from './at-a-table.ts'
import { atThePump } from './at-the-pump.ts'
import { byCode } from './by-code.ts'
import { byTheCustomer } from './by-the-customer.ts'
import { cashierAt } from './cashier.ts'
import { answerRepeats } from './charged-again.ts'
import { everyCard } from './every-card.ts'
import { giftCardSold } from './gift-card-sold.ts'
import { givenBack } from './given-back.ts'
import { inTheKitchen } from './in-the-kitchen.ts'
import { inTheStationShop } from './in-the-station-shop.ts'
import { notPlainlyYes } from './not-plainly-yes.ts'
import { onAccount } from './on-account.ts'
import { onTerminals } from './on-terminals.ts'
import { reserved } from './reserved.ts'
import { cardSale, finish, goTo, handOver, LONG_MS, openPayment, payAgain, ring, type Scene } from './scene.ts'
import { screenWords } from './screen-words.ts'
import { secondPad, signInAs } from './second-pad.ts'
import { severalBanks } from './several-banks.ts'
import type { DayRemains } from './summary.ts'
import { withoutTheBank } from './without-the-bank.ts'

/** What the story of the day adds to what lies on disk. */
export interface DayFacts {
  killed: { pid: number; restartedPid: number; at: string }
  recovered: { saleId: string; outcome: string }[]
  /** What came out in the kitchen. */
  kitchenPapers: DayRemains['papers']
}

export interface DayOptions {
  readonly barcodes: readonly string[]
  readonly say: (line: string) => void
  /** In how many other languages and colours the pictures of the four kinds of sales are taken. */
  readonly looks: number
}

/** Plays a whole day at the real screen; every step waits for what the till says, and fails loudly. */
export async function playDay(stage: Stage, { looks, ...options }: DayOptions): Promise<DayFacts> {
  const scene: Scene = { stage, cashier: cashierAt(stage, looks), words: screenWords('fr'), ...options }
  const stopAnswering = answerRepeats(scene)
  await signIn(scene)
  await cashSale(scene)
  await cardSale(scene, { name: 'chip-pin' }, { card: 'cb-chip', how: 'insert', pin: '1234' })
  await cardSale(scene, { name: 'contactless' }, { card: 'visa-contactless', how: 'tap', pin: '1234' })
  await splitSale(scene)
  await onAccount(scene)
  await declinedThenAnother(scene)
  await lostAnswer(scene)
  const facts = await killedAfterApproval(scene)
  await everyCard(scene)
  await byTheCustomer(scene)
  await giftCardSold(scene)
  await byCode(scene)
  await notPlainlyYes(scene)
  await newRoll(scene)
  await atThePump(scene)
  await inTheStationShop(scene)
  await reserved(scene)
  await severalBanks(scene)
  await withoutTheBank(scene)
  await secondPad(scene, {
    emitted: join(stage.folder, 'pad-2-emitted.jsonl'),
    keys: join(stage.folder, 'pad-2-keys.json'),
  })
  const kitchenPapers = await inTheKitchen(scene)
  await atATable(scene)
  const putTerminalsAway = await onTerminals(scene)
  await givenBack(scene)
  await forgottenByTheBank(scene)
  await reprint(scene)
  await dayEnd(scene)
  await putTerminalsAway()
  stopAnswering()
  return { ...facts, kitchenPapers }
}

async function signIn({ stage, cashier, say, words }: Scene): Promise<void> {
  await stage.until('the sign-in', ({ session }) => session.kind === 'locked')
  await cashier.sees(words('signIn.who'))
  await cashier.picture('sign-in')
  await cashier.type('1111')
  await cashier.press('Enter')
  await stage.until('a signed-in cashier', ({ session }) => session.kind === 'signed-in')
  say('sign-in: a cashier typed her code')
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
  await stage.host.command({ do: 'decline', code: '51', times: 1, at: 'second' })
  await handOver(scene, { card: 'amex-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('a decline', ({ payment }) => payment?.outcome === 'declined', LONG_MS)
  await cashier.picture('declined')
  say('declined: the bank refused, nothing was charged')
  await handOver(scene, { card: 'visa-chip', how: 'insert', pin: '1234' })
  await payAgain(scene)
  await finish(scene, sale.id, 'declined-then-paid')
}

async function lostAnswer(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  await ring(scene, 4)
  const { sale } = await openPayment(scene)
  await stage.host.command({ do: 'fault', on: '0210', kind: 'refuse' })
  // The first reversal is lost too; the till tries again after five seconds.
  await stage.host.command({ do: 'fault', on: '0430', kind: 'refuse' })
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

async function killedAfterApproval(scene: Scene): Promise<Omit<DayFacts, 'kitchenPapers'>> {
  const { stage, cashier, say, words } = scene
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
  await cashier.sees(words(after.payment ? 'ended.choose' : 'payment.choose'))
  await cashier.picture('recovered')
  await handOver(scene, { card: 'diners-chip', how: 'insert', pin: '1234' })
  const now = await stage.look()
  if (now.sale.state !== 'paying') await openPayment(scene)
  if (now.payment) await payAgain(scene)
  else await cashier.press('*')
  await finish(scene, sale.id, 'killed-then-paid')
  return { killed, recovered: [{ saleId: sale.id, outcome }] }
}

/** The bank charges the card and loses the sale from its batch: the totals will differ until the till sends it again. */
async function forgottenByTheBank(scene: Scene): Promise<void> {
  // Either of its hosts may serve: the standby does while the bank's own is on trial.
  for (const at of ['primary', 'standby']) await scene.stage.host.command({ do: 'forget-next', at })
  await cardSale(scene, { name: 'forgotten-by-the-bank' }, { card: 'cb-chip', how: 'insert', pin: '1234' })
}

/** Half a day's papers fill a roll. */
async function newRoll({ stage, say }: Scene): Promise<void> {
  await stage.printer.command({ do: 'paper', lines: ROLL_LINES })
  say('printer: a new roll of paper')
}

const ROLL_LINES = 4_000

async function reprint({ stage, cashier, say }: Scene): Promise<void> {
  const { sales } = await stage.ask('history.list', {})
  const last = sales[0]
  if (!last) throw new Error('the history is empty')
  await stage.ask('ticket.reprint', { saleId: last.id })
  await stage.until('the duplicate', ({ status }) => status.printer.queuedJobs === 0)
  await cashier.picture('after-reprint')
  say(`reprint: duplicate of ticket ${last.number}`)
}

async function dayEnd(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  await signInAs(scene, 'manager', '3333')
  const { day } = await stage.look()
  await stage.ask('day.count', { counts: countOf(day.drawer.expectedMinor, (await stage.look()).till.pieces) })
  await goTo(scene, 'nav.day')
  await cashier.picture('day-end')
  await stage.ask('day.close', {})
  const closed = await stage.until('the Z', ({ day: { stage: step } }) => step === 'closed', 2 * LONG_MS)
  await stage.until('the Z on paper', ({ status }) => status.printer.queuedJobs === 0)
  await cashier.picture('day-closed')
  const batches = [closed.day.batch, ...(closed.day.otherBatches ?? [])]
  const results = batches.map(({ bank = '', number, result }) => `${bank} ${number} ${result}`.trim())
  say(`day end: batch ${results.join(', ')}, Z ${closed.day.closedNumber}`)
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
