import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ReturnPathView } from '#contract/views/operation-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { partsOf } from '#payment/engine/amount-parts.ts'
import type { OperationsDesk } from '#payment/engine/operations-desk.ts'
import type { TerminalDesk } from '#payment/engine/terminal-desk.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { Till } from '#till/till.ts'
import { CardReturns } from '../compose/card-returns.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'mayReturn' | 'isFinished'>
  readonly operations: OperationsDesk
  readonly terminals: Pick<TerminalDesk, 'returns'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'refundedMinor' | 'returnsWithoutTicket'>
}

/** What is done to payments of finished sales. The till says who may; each time is signed with its name. */
export function cardOperationCalls({
  till,
  operations,
  terminals,
  journal,
}: Parts): Pick<Handlers, 'card.returnPath' | 'card.void' | 'card.refund'> {
  const returns = new CardReturns({ operations, terminals, journal })
  return {
    'card.returnPath': async ({ paymentId, amountMinor }) => {
      const user = till.seller()
      return user.ok ? pathView(paymentId, amountMinor) : user
    },
    'card.void': async ({ paymentId }) => {
      const user = await returner(paymentId, 'void')
      if (!user.ok) return user
      return returns.giveBack(paymentId, { way: 'void', amountMinor: 0, by: user.value.name })
    },
    'card.refund': async ({ paymentId, amountMinor }) => {
      const user = await returner(paymentId, 'refund', amountMinor)
      if (!user.ok) return user
      return returns.giveBack(paymentId, { way: 'refund', amountMinor, by: user.value.name })
    },
  }

  /** Whoever gives this back, if it may go back here at all. */
  async function returner(paymentId: string, way: 'void' | 'refund', amountMinor = 0): Promise<Result<UserView>> {
    const user = till.seller()
    if (!user.ok) return user
    const stored = await journal.payment(paymentId)
    if (stored === null) return fail('PAYMENT_NOT_FOUND')
    const goneMinor = way === 'refund' ? await journal.refundedMinor(paymentId) : 0
    return till.mayReturn({ saleId: stored.saleId, way, amountMinor, goneMinor })
  }

  async function pathView(paymentId: string, amountMinor: number | undefined): Promise<Result<ReturnPathView>> {
    const stored = await journal.payment(paymentId)
    if (stored === null) return fail('PAYMENT_NOT_FOUND')
    const path = await returns.pathOf(stored, amountMinor)
    if (!path.ok) return path
    if (!(await till.isFinished(stored.saleId))) return fail('PAYMENT_SALE_NOT_FINISHED')
    const { state, number } = stored
    const card = 'card' in state ? (state.card ?? null) : 'result' in state ? state.result : null
    return succeed({
      paymentId,
      paymentNumber: number,
      ...path.value,
      amountMinor: state.intent.amountMinor,
      ...partsOf(state.intent),
      currency: state.intent.currency,
      scheme: card?.scheme ?? null,
      cardTail: card?.maskedPan?.slice(-4) || null,
    })
  }
}
