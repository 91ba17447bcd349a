import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { CardPaymentPort } from '#till/ports/card-payment.port.ts'

/** The card side as sales see it, without the devices that a technician tries out. */
export function cardSideOf(engine: PaymentEngine): CardPaymentPort {
  return {
    start: engine.start.bind(engine),
    code: (request) => engine.codes.start(request),
    terminal: ({ basket: _, ...request }) => engine.terminals.pay(request),
    complete: ({ basket: _, ...request }) => engine.reservations.complete(request),
    cancel: () => engine.cancel(),
    isUnresolved: (saleId: string) => engine.isUnresolved(saleId),
    giveBack: (paymentId: string) => engine.giveBack(paymentId),
  }
}
