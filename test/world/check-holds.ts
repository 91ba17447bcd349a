import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { BookedSale } from '#simulators/acquirer-host/ledger.ts'
import type { Machine } from './machine.ts'
import type { Watch } from './watch.ts'

interface HoldRow {
  readonly number: string
  readonly state: string
  readonly reversal: string | null
  /** Of the ticket that was paid out of it. */
  readonly advice: string | null
  readonly advice_code: string | null
}

/** What the desk of this world answers to a final amount that it has been told to refuse. */
const PLANNED_REFUSALS = ['05', '51']

/**
 * What the hosts hold is what the till's open reservations say, to the cent: of a completed one they hold nothing and
 * keep what its ticket charged, of a released one nothing is left, and a raise counts with its reservation alone.
 */
export function checkHolds(machine: Machine, ledger: ReadonlyMap<string, readonly BookedSale[]>, watch: Watch): void {
  const rows = machine.disk.look<HoldRow>(
    `SELECT payment.number, payment.state, reversal.state AS reversal, offline_sale.state AS advice,
            offline_sale.response_code AS advice_code
     FROM payment LEFT JOIN reversal ON reversal.payment_id = payment.id
     LEFT JOIN offline_sale ON offline_sale.payment_id = payment.state ->> '$.completion.paymentId'
     WHERE payment.operation = 'pre-authorisation'`,
  )
  for (const row of rows) {
    const { number } = row
    const state = JSON.parse(row.state) as PaymentState
    const request = 'request' in state ? state.request : undefined
    const name = `${request?.terminalId} ${request?.stan} ${request?.transmittedAt}`
    const booked = (ledger.get(name) ?? []).filter((booking) => booking.state === 'approved')
    const heldMinor = sumOf(booked.filter(({ isCompleted }) => isCompleted !== true))
    const owedMinor = openMinor(state, row)
    if (heldMinor !== owedMinor)
      watch.broken('1 net hold', `${number} is ${state.kind} and holds ${owedMinor}, the hosts hold ${heldMinor}`)
    if (state.kind === 'completed') checkCompleted(state, row, sumOf(booked), watch)
    if ((state.kind === 'reserved' || state.kind === 'completed') && machine.pad.disagreed.has(number))
      watch.broken('1 net hold', `${number} is held though its card did not agree`)
  }
}

const sumOf = (booked: readonly BookedSale[]): number => booked.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** What the till says is held. */
function openMinor(state: PaymentState, { advice }: HoldRow): number {
  if (state.kind === 'reserved') return state.hold.reservedMinor
  // A final amount that the bank would not take leaves all as it was.
  if (state.kind === 'completed' && advice !== 'settled') return state.hold.reservedMinor
  return 0
}

type CompletedState = Extract<PaymentState, { kind: 'completed' }>

/** The bank was told the final amount, and let go of the rest. */
function checkCompleted({ hold, completion }: CompletedState, row: HoldRow, leftMinor: number, watch: Watch): void {
  const { number, advice, advice_code: code, reversal } = row
  if (advice === 'parked')
    watch.broken('3 unknown is a state', `the bank does not understand the ticket out of ${number} (${code})`)
  if (advice === 'refused' && !PLANNED_REFUSALS.includes(code ?? ''))
    watch.broken('1 net hold', `the bank refuses the ticket out of ${number} with ${code}`)
  if (advice !== 'settled') return
  const isParked = reversal === 'parked'
  const wantedMinor = isParked ? hold.reservedMinor : completion.amountMinor
  if (leftMinor !== wantedMinor)
    watch.broken('1 net hold', `${number} paid ${completion.amountMinor}, the hosts keep ${leftMinor} of it`)
  const isWhole = completion.amountMinor === hold.reservedMinor
  if (!isWhole && !isParked && reversal !== 'acknowledged')
    watch.broken('3 unknown is a state', `the rest of ${number} is ${reversal} when all is over`)
}
