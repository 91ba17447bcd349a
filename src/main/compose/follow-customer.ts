import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { CustomerFeed } from '#till/display/customer-feed.ts'
import { customerRows } from '#till/display/customer-rows.ts'
import type { Till } from '#till/till.ts'
import type { DeviceDesk } from './device-desk.ts'
import { isFuelSale } from './fuel-sale.ts'
import type { SliceHub } from './slice-hub.ts'
import { isTestSale } from './test-sales.ts'

interface CustomerRooms {
  readonly till: Pick<Till, 'slice'>
  readonly engine: PaymentEngine
  readonly devices: { readonly desk: Pick<DeviceDesk, 'tellCustomer'> }
}

/** What a display for the customer is made of. */
const CUSTOMER_SLICES = ['till', 'session', 'sale', 'payment', 'lastSale'] as const

/**
 * What the customer reads follows cart and payment. The stream of changes tells when: all it tells is on disk, so no
 * display says "paid" before the till may.
 *
 * @returns ends it.
 */
export function followCustomer(
  hub: Pick<SliceHub, 'subscribe'>,
  { till, engine, devices }: CustomerRooms,
  clock: Pick<ClockPort, 'after'>,
): () => void {
  const rows = { tell: (view: Parameters<typeof customerRows>[0]) => devices.desk.tellCustomer(customerRows(view)) }
  const feed = new CustomerFeed([rows], clock)
  const look = () =>
    feed.changed({
      till: till.slice('till'),
      session: till.slice('session'),
      sale: till.slice('sale'),
      lastSale: till.slice('lastSale'),
      payment: salePayment(engine),
    })
  const unsubscribe = hub.subscribe(({ slice }) => {
    if (CUSTOMER_SLICES.some((name) => name === slice)) look()
  })
  look()
  return () => {
    unsubscribe()
    feed.stop()
  }
}

/** The card payment of a sale; a technician's test sale is none, nor is a customer at a pump. */
export function salePayment(engine: PaymentEngine): CardPaymentView | null {
  const view = engine.view()
  return view !== null && (isTestSale(view.saleId) || isFuelSale(view.saleId)) ? null : view
}
