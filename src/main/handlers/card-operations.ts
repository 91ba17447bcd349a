import type { Handlers } from '#contract/dispatch.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { OperationEndView, ReturnPathView } from '#contract/views/operation-view.ts'
import type { UserView } from '#contract/views/till-view.ts'
import { partsOf } from '#payment/engine/amount-parts.ts'
import type { OperationEnd, OperationsDesk } from '#payment/engine/operations-desk.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import { isInDoubt, type PaymentState } from '#payment/engine/payment-state.ts'
import type { ReturnPath } from '#payment/engine/return-path.ts'
import type { TerminalDesk } from '#payment/engine/terminal-desk.ts'
import type { PaymentJournalPort, StoredPayment } from '#payment/ports/payment-journal.port.ts'
import type { Till } from '#till/till.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'mayReturn' | 'isFinished'>
  readonly operations: OperationsDesk
  readonly terminals: Pick<TerminalDesk, 'returns'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'refundedMinor'>
}

/** What is done to payments of finished sales. The till says who may; each time is signed with its name. */
export function cardOperationCalls({
  till,
  operations,
  terminals,
  journal,
}: Parts): Pick<Handlers, 'card.returnPath' | 'card.void' | 'card.refund'> {
  return {
    'card.returnPath': async ({ paymentId, amountMinor }) => {
      const user = till.seller()
      return user.ok ? pathView(paymentId, amountMinor) : user
    },
    'card.void': async ({ paymentId }) => {
      const user = await returner(paymentId, 'void')
      if (!user.ok) return user
      if (await isOnTerminal(paymentId)) return endOf(await terminals.returns.takeBack(paymentId, 'void'))
      const done = await operations.void(paymentId, user.value.name)
      if (!done.ok) return done
      // Its reversal goes out by itself until the bank has agreed: the return is made.
      const { state, returnSaleId } = done.value
      return succeed({ paymentId: state.intent.id, outcome: 'done', returnSaleId, failure: null })
    },
    'card.refund': async ({ paymentId, amountMinor }) => {
      const user = await returner(paymentId, 'refund', amountMinor)
      if (!user.ok) return user
      if (await isOnTerminal(paymentId))
        return endOf(await terminals.returns.takeBack(paymentId, 'refund', { amountMinor }))
      return endOf(await operations.refund(paymentId, amountMinor))
    },
  }

  async function isOnTerminal(paymentId: string): Promise<boolean> {
    return (await journal.payment(paymentId))?.state.kind === 'paid-by-terminal'
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

  function pathOf({ state, ...stored }: StoredPayment, amountMinor: number | undefined): Promise<Result<ReturnPath>> {
    if (state.kind !== 'paid-by-terminal') return operations.returnPath(stored.id, amountMinor)
    return terminals.returns.path({ ...stored, state }, amountMinor).then(succeed)
  }

  async function pathView(paymentId: string, amountMinor: number | undefined): Promise<Result<ReturnPathView>> {
    const stored = await journal.payment(paymentId)
    if (stored === null) return fail('PAYMENT_NOT_FOUND')
    const path = await pathOf(stored, amountMinor)
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

/** An operation on an earlier payment, as it ended. */
export function endOf(ended: Result<OperationEnd>): Result<OperationEndView> {
  return ended.ok ? succeed(endView(ended.value.state)) : ended
}

/** An operation without a card, as it ended. */
export function endView(state: PaymentState): OperationEndView {
  const { id, saleId } = state.intent
  if (state.kind === 'reserved') return { paymentId: id, outcome: 'done', returnSaleId: null, failure: null }
  const isDone = state.kind === 'approved' || state.kind === 'paid-by-terminal'
  if (isDone) return { paymentId: id, outcome: 'done', returnSaleId: saleId, failure: null }
  const outcome = isInDoubt(state) ? 'unknown' : 'refused'
  return { paymentId: id, outcome, returnSaleId: null, failure: plain(failureOf(state)) }
}

/** As the contract has it. */
function plain(failure: Failure | null): OperationEndView['failure'] {
  if (failure === null) return null
  const { code, details } = failure
  return details === undefined ? { code } : { code, details: { ...details } }
}
