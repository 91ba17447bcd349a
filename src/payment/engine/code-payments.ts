import { CatalogueFailure, fail, type Result } from '#contract/result.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'
import { productFacts } from '../products/card-products.ts'
import { hostOf } from '../routing/acquirer-directory.ts'
import type { CardStepsOptions } from './card-steps.ts'
import { freeHost } from './free-host.ts'
import type { LivePayment } from './live-payment.ts'
import { operationOf } from './operation.ts'
import type { PaymentStart } from './payment-engine-options.ts'
import type { PaymentEvent } from './payment-event.ts'
import { productRefusal } from './product-refusal.ts'
import { buildSaleRequest } from './sale-request.ts'

/** A payment by a code that the customer read out. */
export interface CodePaymentStart extends Omit<PaymentStart, 'bankOnly' | 'operation' | 'codeProduct'> {
  readonly productId: string
  readonly code: string
}

export interface CodePaymentsOptions
  extends Pick<CardStepsOptions, 'acquirers' | 'journal' | 'clock' | 'cardProducts' | 'locale'> {
  readonly start: (
    request: PaymentStart,
  ) => Promise<Result<{ readonly paymentId: string; readonly paymentNumber: string }>>
}

/** Of a code: so many of its last figures are written down, and no more. */
const KEPT_FIGURES = 3

/**
 * Sales that are paid by a code instead of a card.
 *
 * Guarantees: the code is in memory from the call until the bank has answered, and never on disk: a payment that a kill
 * stops is reversed by its name, which needs no code. Neither card nor till answers for the bank.
 */
export class CodePayments {
  readonly #options: CodePaymentsOptions
  /** By the name of their attempt, until that is taken up. */
  readonly #codes = new Map<string, string>()

  constructor(options: CodePaymentsOptions) {
    this.#options = options
  }

  /** Errors: PAYMENT_NO_ACQUIRER for a product that this shop does not take; as the start of a payment. */
  async start({ productId, code, ...wanted }: CodePaymentStart): ReturnType<CodePaymentsOptions['start']> {
    if (this.#product(productId) === undefined) return fail('PAYMENT_NO_ACQUIRER')
    const key = `${wanted.saleId}/${wanted.attempt}`
    this.#codes.set(key, code)
    try {
      return await this.#options.start({ ...wanted, bankOnly: true, codeProduct: productId })
    } finally {
      this.#codes.delete(key)
    }
  }

  /** The code goes with the request, to the other host too if the first is not reached. */
  async prepare(live: LivePayment, tell: (event: PaymentEvent) => Promise<void>): Promise<void> {
    const intent = live.state?.intent
    const code = intent && this.#codes.get(intent.idempotencyKey)
    if (!intent || code === undefined) return tell({ kind: 'cancel-requested' })
    const productId = intent.codeProduct ?? ''
    const card = this.#inPlaceOfCard(productId, code)
    const { acquirers, clock, journal } = this.#options
    const { amountMinor, currency } = intent
    const acquirer = acquirers.route({
      card,
      amountMinor,
      currency,
      operation: operationOf(intent),
      product: productId,
    })
    if (acquirer === null) return tell({ kind: 'not-routed', failure: { code: 'PAYMENT_NO_ACQUIRER' } })
    try {
      const refused = await productRefusal(this.#options, this.#product(productId) ?? null, intent)
      if (refused !== null) return await tell({ kind: 'not-routed', failure: refused })
      const via = await freeHost(acquirer, journal)
      if (via === null) return await tell({ kind: 'not-routed', failure: { code: 'PAYMENT_REVERSAL_PENDING' } })
      const now = clock.now()
      const request = buildSaleRequest({
        intent,
        card,
        acquirer,
        batchNumber: (await journal.batch(acquirer.id)).number,
        stan: await journal.nextStan(acquirer.id),
        now,
        local: clock.local(now),
      })
      live.code = { code }
      const image = hostOf(acquirer, via).describeSale(request, live.code)
      await tell({ kind: 'code-prepared', card, request, via, image })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      await tell({ kind: 'not-routed', failure: thrown.failure })
    }
  }

  #product(id: string) {
    return this.#options.cardProducts?.find((product) => product.id === id && product.code !== undefined)
  }

  #inPlaceOfCard(productId: string, code: string): CardRead {
    const product = this.#product(productId)
    const name = product?.name[this.#options.locale()] ?? productId
    return {
      entryMode: 'manual',
      maskedPan: '',
      scheme: 'other',
      applicationId: null,
      applicationLabel: `${name} ***${code.slice(-KEPT_FIGURES)}`,
      panSequence: null,
      fallback: false,
      ...productFacts(product ?? null),
      productId,
      device: 'card',
    }
  }
}
