import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { Approved } from '../approved/Approved.tsx'
import { Payment } from '../payment/Payment.tsx'
import { useTicketPayment } from '../payment/use-ticket-payment.ts'
import { Story } from '../story/Story.tsx'
import { Sale } from './Sale.tsx'

/** What the ticket in hand asks for: its lines, its payment, the story of an unknown payment, or what comes next. */
export function SaleSpace() {
  const sale = useSlice('sale')
  const payment = useTicketPayment()
  const lastSale = useSlice('lastSale')
  const leftSaleId = useScreenStore((state) => state.leftSaleId)
  if (payment?.outcome === 'unknown') return <Story paymentId={payment.id} onBack={() => goTo('history')} inSale />
  if (sale.state === 'paying') return <Payment />
  if (lastSale && lastSale.id !== leftSaleId && sale.lines.length === 0) return <Approved sale={lastSale} />
  return <Sale />
}
