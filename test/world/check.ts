import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { DebitCredit } from '#payment/ports/acquirer-host.port.ts'
import { type BookedSale, chargeOf, type HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { FiscalRecord, PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { type Bank, hostsOf, terminalIdOf } from './bank-host.ts'
import { SECRET_TEXTS } from './cards.ts'
import { WORLD_SIGNER } from './cheap-parts.ts'
import { checkGiftBalances, checkGiftCards } from './check-gift-cards.ts'
import { checkHolds } from './check-holds.ts'
import { checkTerminals } from './check-terminals.ts'
import type { FaultCounts } from './faults.ts'
import type { Machine } from './machine.ts'
import { SecretScan } from './secret-scan.ts'
import type { Watch } from './watch.ts'

const ledgersOf = (bank: Bank): HostLedger[] => [...new Set(hostsOf(bank).map(({ ledger }) => ledger))]

interface PaymentRow {
  readonly id: string
  readonly number: string
  readonly sale_id: string
  readonly kind: PaymentState['kind']
  readonly final: number
  readonly amount_minor: number
  readonly operation: string
  readonly original_id: string | null
  readonly state: string
  readonly advice: string | null
  readonly advice_batch: string | null
  readonly reversal: string | null
}

/**
 * The promises of ARCHITECTURE section 5, once the queues are drained and the days closed. What the hosts charged is read
 * in their own ledgers; the till is believed in nothing that they could contradict.
 */
export function checkPromises(
  machines: readonly Machine[],
  banks: readonly Bank[],
  watch: Watch,
  faults: FaultCounts,
): void {
  const ledger = new Map<string, BookedSale[]>()
  for (const book of banks.flatMap(ledgersOf)) {
    for (const sale of book.sales()) {
      const key = `${sale.tid} ${sale.stan} ${sale.transmittedAt}`
      ledger.set(key, [...(ledger.get(key) ?? []), sale])
    }
  }
  const booked = new Map(ledger)
  checkReferrals(ledger, watch)
  for (const machine of machines) {
    const payments = paymentsOf(machine)
    checkCharges(machine, payments, ledger, watch)
    checkHolds(machine, booked, watch)
    checkGiftCards(machine, booked, watch)
    checkRefunds(payments, watch)
    checkTerminals(machine, watch)
    checkSales(machine, payments, watch)
    checkTotals(machine, banks, watch, faults)
    checkSecrets(machine, watch)
    checkChain(machine, watch)
  }
  checkLogs(watch)
  checkGiftBalances(machines, banks, watch)
  for (const [key, sales] of ledger) {
    if (sales.some(({ state }) => state === 'approved')) watch.broken('1 net charge', `no till knows the charge ${key}`)
  }
}

function paymentsOf(machine: Machine): PaymentRow[] {
  return machine.disk.look<PaymentRow>(
    `SELECT payment.*, offline_sale.state AS advice, offline_sale.batch_number AS advice_batch, reversal.state AS reversal
     FROM payment LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
     LEFT JOIN reversal ON reversal.payment_id = payment.id ORDER BY payment.sequence`,
  )
}

/** What counts for the merchant: approved, and where the bank was told afterwards, taken by it. */
const isOwed = ({ kind, advice }: PaymentRow) => kind === 'approved' && (advice === null || advice === 'settled')

const chargedBy = ({ operation, amount_minor }: PaymentRow) => (operation === 'refund' ? -amount_minor : amount_minor)

/** Promises 1 and 3. */
function checkCharges(
  machine: Machine,
  payments: readonly PaymentRow[],
  ledger: Map<string, BookedSale[]>,
  watch: Watch,
): void {
  for (const payment of payments) {
    const { number, kind, final, advice, reversal } = payment
    if (final === 0)
      watch.broken('3 unknown is a state', `${number} is ${kind} when all is over (reversal ${reversal})`)
    if (advice === 'waiting' || advice === 'sent')
      watch.broken('3 unknown is a state', `the advice of ${number} is ${advice}`)
    if (reversal === 'armed' || reversal === 'queued')
      watch.broken('3 unknown is a state', `the reversal of ${number} is ${reversal}`)
    const state = JSON.parse(payment.state) as PaymentState
    const request = 'request' in state ? state.request : null
    const keys = request ? [`${request.terminalId} ${request.stan} ${request.transmittedAt}`] : []
    const booked = keys.flatMap((key) => ledger.get(key) ?? [])
    for (const key of keys) ledger.delete(key)
    const netMinor = booked.reduce((sum, sale) => sum + (sale.state === 'approved' ? chargeOf(sale) : 0), 0)
    const owedMinor = isOwed(payment) ? chargedBy(payment) : 0
    if (netMinor !== owedMinor) {
      watch.broken(
        '1 net charge',
        `${number} is ${kind}${advice ? `/${advice}` : ''} of ${payment.amount_minor}, the hosts hold ${netMinor}`,
      )
    }
    const wantedMinor = watch.acknowledged(machine).wantedMinor.get(payment.id)
    const { amountMinor, askedMinor = amountMinor } = state.intent
    if (wantedMinor !== undefined && wantedMinor !== askedMinor)
      watch.broken('1 net charge', `${number} was to charge ${wantedMinor} and asks for ${askedMinor}`)
    if (kind === 'approved' && machine.pad.disagreed.has(number)) {
      watch.broken('2 paid only when on disk', `${number} is paid though its card did not agree`)
    }
  }
}

/** Answers by which the bank wants to be telephoned. */
const REFERRALS = ['01', '02']

/** What was asked and then told: the bank itself must have said no to the request, and that it wants a call. */
function checkReferrals(ledger: ReadonlyMap<string, readonly BookedSale[]>, watch: Watch): void {
  for (const { number, key } of watch.bankLine.referred) {
    const asked = ledger.get(key) ?? []
    const isReferred = asked.some(({ state, responseCode }) => state === 'declined' && REFERRALS.includes(responseCode))
    if (!isReferred || asked.some(({ state }) => state !== 'declined'))
      watch.broken('4 sent once', `${number} is told by voice, and the bank did not ask for a call`)
  }
}

/** Never more goes back than was charged. */
function checkRefunds(payments: readonly PaymentRow[], watch: Watch): void {
  const left = new Map(payments.map((payment) => [payment.id, isOwed(payment) ? payment.amount_minor : 0]))
  for (const { operation, original_id, kind, amount_minor, number } of payments) {
    if (operation !== 'refund' || kind !== 'approved') continue
    const rest = (left.get(original_id ?? '') ?? 0) - amount_minor
    left.set(original_id ?? '', rest)
    if (rest < 0) watch.broken('1 net charge', `${number} gives back more than was charged`)
  }
}

/** Promise 2: what was acknowledged is there, and every paid ticket is paid by what is there. */
function checkSales(machine: Machine, payments: readonly PaymentRow[], watch: Watch): void {
  const acknowledged = watch.acknowledged(machine)
  const known = new Set(payments.map(({ id }) => id))
  for (const id of acknowledged.payments) {
    if (!known.has(id)) watch.broken('2 paid only when on disk', `payment ${id} was acknowledged and is gone`)
  }
  const paid = machine.disk.look<{ id: string; number: string; body: string }>('SELECT id, number, body FROM paid_sale')
  const paidIds = new Set(paid.map(({ id }) => id))
  for (const id of acknowledged.paidSales) {
    if (!paidIds.has(id)) watch.broken('2 paid only when on disk', `sale ${id} was acknowledged as paid and is gone`)
  }
  const approved = new Map(payments.flatMap((row) => (row.kind === 'approved' ? [[row.id, row]] : [])))
  const spooled = new Set(
    machine.disk
      .look<{ sale_id: string | null }>("SELECT DISTINCT sale_id FROM print_job WHERE kind = 'customer-ticket'")
      .map(({ sale_id }) => sale_id),
  )
  const sales = paid.map(({ body }) => JSON.parse(body) as PaidSale)
  const voided = new Set(
    sales.flatMap(({ returnOf, tenders }) => (returnOf?.way === 'void' ? [tenders[0]?.paymentId] : [])),
  )
  for (const sale of sales) {
    const { id, number } = sale
    const tenders = sale.tenders.filter(({ outcome }) => outcome === 'approved' || outcome === 'received')
    const sum = tenders.reduce((all, { amountMinor }) => all + amountMinor, 0)
    if (sum !== sale.totalMinor)
      watch.broken('2 paid only when on disk', `${number} of ${sale.totalMinor} is paid by ${sum}`)
    if (!spooled.has(id)) watch.broken('2 paid only when on disk', `${number} has no ticket`)
    for (const { kind, paymentId, amountMinor, tipMinor = 0, cashbackMinor = 0, terminal } of tenders) {
      // A payment that was voided has two tickets that cancel each other out; what a terminal took is looked at on its own.
      if (kind !== 'card' || voided.has(paymentId) || terminal !== undefined) continue
      const payment = approved.get(paymentId ?? '')
      approved.delete(paymentId ?? '')
      if (
        payment === undefined ||
        chargedBy(payment) !== amountMinor + tipMinor + cashbackMinor ||
        payment.sale_id !== id
      ) {
        watch.broken(
          '2 paid only when on disk',
          `${number} is paid by a card payment that is not approved (${paymentId})`,
        )
      }
    }
  }
  for (const { number, sale_id } of approved.values()) {
    watch.broken('2 paid only when on disk', `${number} is approved and pays no ticket (${sale_id})`)
  }
}

interface BatchRow {
  readonly acquirer_id: string
  readonly number: string
  readonly state: string
  readonly result: string | null
  readonly till: string | null
}

/** Promise 7: every batch is answered, and the host's book says the same, or somebody refused to be shown a sale. */
function checkTotals(machine: Machine, banks: readonly Bank[], watch: Watch, faults: FaultCounts): void {
  const batches = machine.disk.look<BatchRow>(
    "SELECT acquirer_id, number, state, result, till FROM batch WHERE state <> 'open'",
  )
  for (const { acquirer_id, number, state, result, till } of batches) {
    const place = banks.findIndex(({ id }) => id === acquirer_id)
    const bank = banks[place]
    if (bank === undefined) throw new Error(`a batch of ${acquirer_id}`)
    if (state !== 'closed') watch.broken('7 totals', `batch ${acquirer_id} ${number} is ${state} when all is over`)
    const stated = debit(till === null ? {} : JSON.parse(till))
    const terminalId = terminalIdOf(machine.index, place)
    const book = ledgersOf(bank).flatMap((ledger) => Object.values(ledger.totals(terminalId, number)))
    const held = book.reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0)
    if (result === 'discrepancy') {
      if (faults['upload-refused'] === 0 && !isExplained(held - stated, parkedOf(machine, acquirer_id, number)))
        watch.broken('7 totals', `batch ${acquirer_id} ${number} differs by ${held - stated} and nobody knows why`)
      continue
    }
    if (held !== stated)
      watch.broken('7 totals', `batch ${acquirer_id} ${number} (${result}) says ${stated}, the hosts hold ${held}`)
  }
}

/** By how much each payment of a batch that the bank would not take back, or not understand, may set the books apart. */
function parkedOf(machine: Machine, acquirerId: string, batchNumber: string): number[] {
  const found = machine.disk.look<ParkedRow>(
    `SELECT DISTINCT payment.id, payment.amount_minor, payment.state ->> '$.intent.operation' AS operation, journal.kind AS what,
       wanted.number = CASE journal.kind WHEN 'advice-parked' THEN offline_sale.batch_number
            ELSE coalesce(offline_sale.batch_number, payment.batch_number) END AS isIn,
       EXISTS (SELECT 1 FROM journal AS told WHERE told.payment_id = payment.id AND told.kind = 'advice-attempted'
         AND told.body ->> '$.message.60' = wanted.number) AS isToldIn
     FROM (SELECT ? AS acquirer_id, ? AS number) AS wanted JOIN payment USING (acquirer_id)
     JOIN journal ON journal.payment_id = payment.id
     LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
     WHERE (isIn OR isToldIn)
       AND payment.operation NOT IN ('pre-authorisation', 'increment')
       AND journal.kind IN ('reversal-parked', 'advice-parked')`,
    acquirerId,
    batchNumber,
  )
  return found.flatMap(({ amount_minor, operation, what, isIn }) => {
    const signed = (operation === 'refund' ? -1 : 1) * amount_minor
    // What is not taken back stands at the bank only.
    if (what === 'reversal-parked') return isIn ? [signed] : []
    // What was not understood counts in the batch that it is told in again. The bank may have taken it in the one before.
    return isIn ? [-signed] : [signed]
  })
}

interface ParkedRow {
  readonly amount_minor: number
  readonly operation: string | null
  readonly what: 'reversal-parked' | 'advice-parked'
  readonly isIn: number
  readonly isToldIn: number
}

/** Whether a difference is made of some of these and nothing else. No parked payment explains none at all. */
function isExplained(differenceMinor: number, parked: readonly number[]): boolean {
  const sums = new Set([0])
  for (const each of parked) for (const sum of [...sums]) sums.add(sum + each)
  return parked.length > 0 && sums.has(differenceMinor)
}

function debit(byScheme: Readonly<Record<string, DebitCredit>>): number {
  return Object.values(byScheme).reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0)
}

/** Promise 6, on the disk as bytes. */
function checkSecrets(machine: Machine, watch: Watch): void {
  const left = machine.disk.look<{ number: string; kind: string; advice: string | null }>(
    `SELECT payment.number, payment.kind, offline_sale.state AS advice FROM pending_sensitive
     JOIN payment ON payment.id = pending_sensitive.payment_id LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
     WHERE NOT coalesce(offline_sale.state = 'parked' AND offline_sale.seen_by IS NULL, 0)`,
  )
  for (const { number, kind, advice } of left) {
    watch.broken('6 nothing in clear', `the card blocks of ${number} (${kind}, ${advice}) are kept when all is over`)
  }
  if (SECRETS.isIn(machine.disk.db.serialize()))
    watch.broken('6 nothing in clear', `card data in the database of till ${machine.index + 1}`)
}

const SECRETS = new SecretScan(SECRET_TEXTS)

/** Promise 6, in the logs of all tills. */
function checkLogs(watch: Watch): void {
  if (SECRETS.isIn(Buffer.from(watch.logged.join('\n')))) watch.broken('6 nothing in clear', 'card data in a log')
}

/** Promise 8. */
function checkChain(machine: Machine, watch: Watch): void {
  const records = machine.disk.look<FiscalRecord & { previous_hash: string }>(
    'SELECT * FROM fiscal_record ORDER BY sequence',
  )
  const chain = records.map((record) => ({ ...record, previousHash: record.previous_hash }))
  const broken = verifyChain(chain, null, WORLD_SIGNER)
  if (broken !== null) watch.broken('8 fiscal chain', `breaks at ${broken.sequence}: ${broken.cause}`)
  const tickets = new Set(
    chain.flatMap(({ kind, body }) => (kind === 'ticket' ? [(JSON.parse(body) as { number: string }).number] : [])),
  )
  for (const { number } of machine.disk.look<{ number: string }>('SELECT number FROM paid_sale')) {
    if (!tickets.delete(number)) watch.broken('8 fiscal chain', `${number} is paid and not in the chain`)
  }
  for (const number of tickets) watch.broken('8 fiscal chain', `${number} is in the chain and not paid`)
}
