import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { customerRows } from '#till/display/customer-rows.ts'
import type { Till } from '#till/till.ts'
import type { DeviceDesk } from './device-desk.ts'
import { isFuelSale } from './open-pumps.ts'
import type { SliceHub } from './slice-hub.ts'
import { isTestSale } from './test-sales.ts'

interface CustomerRooms {
  readonly till: Pick<Till, 'slice'>
  readonly engine: PaymentEngine
  readonly devices: { readonly desk: Pick<DeviceDesk, 'tellCustomer'> }
}

/**
 * What the customer reads follows cart and payment. The stream of changes tells when: all it tells is on disk, so no
 * display says "paid" before the till may.
 */
export function followCustomer(hub: Pick<SliceHub, 'subscribe'>, { till, engine, devices }: CustomerRooms): void {
  const tell = () =>
    devices.desk.tellCustomer(
      customerRows({
        till: till.slice('till'),
        sale: till.slice('sale'),
        lastSale: till.slice('lastSale'),
        payment: salePayment(engine),
      }),
    )
  hub.subscribe(({ slice }) => {
    if (slice === 'till' || slice === 'sale' || slice === 'payment' || slice === 'lastSale') tell()
  })
  tell()
}

/** The card payment of a sale; a technician's test sale is none, nor is a customer at a pump. */
export function salePayment(engine: PaymentEngine): CardPaymentView | null {
  const view = engine.view()
  return view !== null && (isTestSale(view.saleId) || isFuelSale(view.saleId)) ? null : view
}
