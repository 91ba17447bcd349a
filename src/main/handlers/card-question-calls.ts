import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { Till } from '#till/till.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'terms'>
  readonly engine: Pick<PaymentEngine, 'start'>
  readonly newId: () => string
  /** The pad is being tried out. */
  readonly isPadAtWork: () => boolean
}

/** What the bank says of a card: what is on it, or that nothing is against it. Never a charge, on no ticket. */
export function cardQuestionCalls({ till, engine, newId, isPadAtWork }: Parts): Pick<Handlers, 'card.look'> {
  return {
    'card.look': async ({ question }) => {
      const user = till.seller()
      if (!user.ok) return user
      if (isPadAtWork()) return fail('PINPAD_BUSY')
      const { id, name } = user.value
      const { currency } = till.terms()
      const asked = { saleId: newId(), attempt: 1, amountMinor: 0, currency, operation: question } as const
      const begun = await engine.start({ ...asked, bankOnly: true, cashier: { id, name } })
      return begun.ok ? succeed({ paymentId: begun.value.paymentId }) : begun
    },
  }
}
