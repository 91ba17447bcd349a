import type { CallName, Request, Response } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import { type Slices, snapshotSchema } from '#contract/views/till-view.ts'
import type { RunningTill } from '#main/running-till.ts'
import { nextChange } from '../../../tools/stage/next-change.ts'

/** A running till, in this process or in one of its own, as the person before it uses it. */
export interface Desk {
  readonly till: RunningTill
  /** A call that must succeed. */
  ask<Name extends CallName>(name: Name, request: Request<Name>): Promise<Response<Name>>
  /** A call that must fail: answers the failure. The request may be anything. */
  refused(name: CallName, request: unknown): Promise<Failure>
  look(): Promise<Slices>
  /** Looks again at every change until `value` is not false. */
  until<Value>(what: string, value: (slices: Slices) => Value | false, timeoutMs?: number): Promise<Value>
  close(): Promise<void>
}

const UNTIL_TIMEOUT_MS = 20_000

export function deskOf(till: RunningTill): Desk {
  const call = (name: CallName, request: unknown) => till.dispatch(name, request, { carrier: 'test' })
  const ask: Desk['ask'] = async (name, request) => {
    const envelope = await call(name, request)
    if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code} ${errorSentence(envelope.error, 'en')}`)
    return envelope.value as Response<typeof name>
  }
  const look = async () => snapshotSchema.parse(await ask('till.snapshot', {})).slices
  return {
    till,
    ask,
    look,
    refused: async (name, request) => {
      const envelope = await call(name, request)
      if (envelope.ok) throw new Error(`${name} was not refused`)
      return envelope.error
    },
    until: async (what, value, timeoutMs = UNTIL_TIMEOUT_MS) => {
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const change = nextChange(till)
        const slices = await look()
        const found = value(slices)
        if (found !== false) return found
        if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms: ${JSON.stringify(slices)}`)
        await change
      }
    },
    close: () => till.close(),
  }
}

const CASHIER = { userId: 'ines', pin: '1111' }

/** Signs the cashier in, or the next one when her code is blocked. */
export async function signIn(desk: Desk): Promise<void> {
  if ((await desk.look()).session.kind === 'signed-in') return
  for (const person of [CASHIER, { userId: 'hugo', pin: '2222' }]) {
    const envelope = await desk.till.dispatch('session.signIn', person, { carrier: 'test' })
    if (envelope.ok && person !== CASHIER) await takeBackWhatWaits(desk)
    if (envelope.ok) return
  }
  throw new Error('nobody could sign in')
}

/** What a blocked cashier had in hand waits under her name: the next one goes on with it. */
async function takeBackWhatWaits(desk: Desk): Promise<void> {
  const [hers] = (await desk.ask('sale.held', {})).sales
  if (hers !== undefined) await desk.ask('sale.recall', { saleId: hers.id })
}

/** What must never get lost: sales with their tenders, the ticket in hand, held ones, the state of the fiscal chain. */
export async function holdings(desk: Desk) {
  await signIn(desk)
  const { sale, status } = await desk.look()
  const { sales } = await desk.ask('history.list', {})
  const held = await desk.ask('sale.held', {})
  return {
    sales: sales.map(({ id, number, totalMinor, changeMinor, tenders }) => ({
      id,
      number,
      totalMinor,
      changeMinor,
      tenders: tenders.map(({ kind, amountMinor, outcome }) => ({ kind, amountMinor, outcome })),
    })),
    ticket: {
      id: sale.id,
      number: sale.number,
      state: sale.state,
      lines: sale.lines.map(({ id, name, quantityMilli, totalMinor }) => ({ id, name, quantityMilli, totalMinor })),
      totalMinor: sale.totalMinor,
      remainingMinor: sale.remainingMinor,
    },
    held: held.sales.map(({ id, totalMinor }) => ({ id, totalMinor })),
    fiscal: status.fiscal,
    open: { payments: status.unresolvedPayments, reversals: status.openReversals },
  }
}
export type Holdings = Awaited<ReturnType<typeof holdings>>

/** A card tender for all that is left. @returns the payment when it has ended. */
export async function tryCard(desk: Desk) {
  const { sale } = await desk.look()
  await desk.ask('tender.card', { amountMinor: sale.remainingMinor })
  return desk.until('the end of the card payment', ({ payment }) =>
    payment?.outcome === null || payment === null ? false : payment,
  )
}

/** Puts a payment that did not work away, back to the lines. */
export async function backToLines(desk: Desk): Promise<void> {
  await desk.ask('payment.dismiss', {})
  await desk.ask('tender.leave', {})
}
