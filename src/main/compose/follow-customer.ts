import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'
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
    devices.desk.tellCustomer(customerRows({ till: till.slice('till'), ...shown(till), payment: salePayment(engine) }))
  hub.subscribe(({ slice }) => {
    if (FOLLOWED.includes(slice)) tell()
  })
  tell()
}

const FOLLOWED: readonly SliceName[] = ['till', 'session', 'sale', 'payment', 'lastSale']

/** A locked till has nobody before it: what one customer bought is not for the next one. What is being paid stays. */
function shown(till: Pick<Till, 'slice'>): Pick<Slices, 'sale' | 'lastSale'> {
  const sale = till.slice('sale')
  if (till.slice('session').kind === 'signed-in' || sale.state === 'paying') {
    return { sale, lastSale: till.slice('lastSale') }
  }
  return { sale: { ...sale, lines: [] }, lastSale: null }
}

/** The card payment of a sale; a technician's test sale is none, nor is a customer at a pump. */
export function salePayment(engine: PaymentEngine): CardPaymentView | null {
  const view = engine.view()
  return view !== null && (isTestSale(view.saleId) || isFuelSale(view.saleId)) ? null : view
}
