import type { Request } from '#contract/api.ts'
import { fail, succeed } from '#contract/result.ts'
import type { CustomerFile, CustomerRow } from '#contract/views/customer-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'

const AT = '2026-03-14T09:30:00.000Z'

function fileOf(change: Partial<CustomerFile> & Pick<CustomerFile, 'id' | 'number' | 'title'>): CustomerFile {
  return {
    name: '',
    company: '',
    companyNumber: '',
    vatNumber: '',
    street: '',
    city: 'Nantes',
    phone: '',
    email: '',
    loyaltyNumber: '',
    groupId: null,
    note: '',
    creditLimitMinor: 0,
    currency: 'EUR',
    createdAt: AT,
    consentedAt: AT,
    archivedAt: null,
    erasedAt: null,
    balanceMinor: 0,
    sales: [],
    saleCount: 0,
    movements: [],
    invoices: [],
    openInvoices: [],
    ...change,
  }
}

const TICKETS = Array.from({ length: 4 }, (_, index) => ({
  saleId: `sale-${4317 - index}`,
  number: `2-00${4317 - index}`,
  at: AT,
  totalMinor: 2776 + index * 431,
}))

/** A ticket on account, a part of it paid by card, a gesture. */
const MOVEMENTS: CustomerFile['movements'] = (
  [
    ['credit', -500, null, 'Geste commercial', 12_450],
    ['payment', -10_000, '2-004298', null, 12_950],
    ['sale', 22_950, '2-004201', null, 22_950],
  ] as const
).map(([kind, amountMinor, saleNumber, reason, balanceMinor], index) => ({
  id: `movement-${index}`,
  kind,
  amountMinor,
  at: AT,
  byName: 'Claire D.',
  saleId: saleNumber === null ? null : `sale-${saleNumber}`,
  saleNumber,
  invoiceNumber: null,
  reason,
  balanceMinor,
}))

const CARD_PAYMENTS = [
  { paymentId: 'payment-1', saleNumber: '2-004317', at: AT, scheme: 'cb' as const, cardTail: '4821', leftMinor: 2776 },
  { paymentId: 'payment-3', saleNumber: '2-004291', at: AT, scheme: 'visa' as const, cardTail: '1111', leftMinor: 900 },
]

export const SAMPLE_CUSTOMERS: readonly CustomerFile[] = [
  fileOf({
    id: 'customer-1',
    number: 'C-000012',
    title: 'Boulangerie Ar Bara',
    company: 'Boulangerie Ar Bara',
    name: 'Yann Le Goff',
    companyNumber: '73282932000074',
    vatNumber: 'FR44732829320',
    street: '3 rue de la Paix',
    city: '44000 Nantes',
    phone: '02 40 12 34 56',
    email: 'contact@ar-bara.example',
    loyaltyNumber: '0430000000126',
    groupId: 'pro',
    note: 'Livraison le mardi',
    creditLimitMinor: 50_000,
    balanceMinor: 12_450,
    sales: TICKETS,
    saleCount: 37,
    movements: MOVEMENTS,
    invoices: [
      { number: 'F2-000041', kind: 'invoice', saleId: 'sale-4317', saleNumber: '2-004317', at: AT, totalMinor: 2776 },
    ],
    openInvoices: [
      { number: 'F2-000029', totalMinor: 9_674, dueOn: '2026-02-14', isOverdue: true, leftMinor: 9_674 },
      { number: 'F2-000041', totalMinor: 2_776, dueOn: '2026-04-13', isOverdue: false, leftMinor: 1_800 },
    ].map((invoice) => ({ ...invoice, saleId: `sale-of-${invoice.number}`, at: AT })),
  }),
  fileOf({
    id: 'customer-2',
    number: 'C-000011',
    title: 'Marie-Antoinette de La Rochefoucauld-Montbel',
    name: 'Marie-Antoinette de La Rochefoucauld-Montbel',
    phone: '06 12 34 56 78',
    loyaltyNumber: '0430000000119',
    balanceMinor: -1_500,
    sales: TICKETS.slice(0, 1),
    saleCount: 1,
  }),
  fileOf({ id: 'customer-3', number: 'C-000010', title: 'Zofia Żak', name: 'Zofia Żak', consentedAt: null }),
  fileOf({ id: 'customer-4', number: 'C-000009', title: 'Ahmed B.', name: 'Ahmed B.', archivedAt: AT }),
]

export const rowOf = ({ id, number, title, city, phone, loyaltyNumber, archivedAt, balanceMinor }: CustomerFile) => {
  const detail = [city, phone].filter((part) => part !== '').join(' · ')
  const row: CustomerRow = {
    id,
    number,
    title,
    detail,
    loyaltyNumber: loyaltyNumber || null,
    isArchived: archivedAt !== null,
    balanceMinor,
  }
  return row
}

/** The customer of picture 01's ticket. */
export const SALE_CUSTOMER = { id: 'customer-1', number: 'C-000012', title: 'Boulangerie Ar Bara', loyaltyNumber: null }

/** The little of a till that the answers change. */
interface Shown {
  readonly slices: Slices
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void
}

/** A shop with four customers; what is saved is not kept. */
export function customerAnswers(till: Shown) {
  const found = (customerId: string) => SAMPLE_CUSTOMERS.find(({ id }) => id === customerId)
  return {
    'customer.search': ({ text, withArchived = false }: Request<'customer.search'>) => {
      const wanted = text.toLocaleLowerCase('fr')
      const customers = SAMPLE_CUSTOMERS.filter(({ title, phone, archivedAt }) => {
        const isShown = withArchived || archivedAt === null
        return isShown && `${title} ${phone}`.toLocaleLowerCase('fr').includes(wanted)
      })
      return succeed({ customers: customers.map(rowOf), truncated: false })
    },
    'customer.file': ({ customerId }: Request<'customer.file'>) => {
      const file = found(customerId)
      return file ? succeed(file) : fail('CUSTOMER_NOT_FOUND')
    },
    'customer.save': ({ customerId = 'customer-3' }: Request<'customer.save'>) => succeed({ customerId }),
    'customer.newLoyaltyNumber': () => succeed({ loyaltyNumber: '0430000000133' }),
    'customer.archive': () => succeed({}),
    'customer.data': () => succeed({ path: '/var/lib/comptoir/exports/C-000012.json' }),
    'customer.erase': () => succeed({}),
    'invoice.ofSale': ({ saleId }: Request<'invoice.ofSale'>) => {
      const invoice = SAMPLE_CUSTOMERS.flatMap(({ invoices }) => invoices).find((one) => one.saleId === saleId)
      return succeed({
        invoice: till.slices.lastSale?.customerId === undefined ? null : (invoice ?? null),
        customerId: null,
      })
    },
    'invoice.issue': () => succeed({ number: 'F2-000042' }),
    'invoice.reprint': () => succeed({}),
    'account.tender': () => succeed({}),
    'account.addPayment': () => succeed({}),
    'loyalty.spend': () => succeed({}),
    'loyalty.setRules': () => succeed({}),
    'account.correct': () => succeed({}),
    'account.cardPayments': () => succeed({ payments: CARD_PAYMENTS }),
    'account.refundToCard': () =>
      succeed({ paymentId: 'payment-2', outcome: 'done' as const, returnSaleId: 'return-1', failure: null }),
    'customer.choose': ({ customerId }: Request<'customer.choose'>) => {
      const { customer: _, ...sale } = till.slices.sale
      const file = customerId === null ? undefined : found(customerId)
      const { id, number, title } = file ?? SALE_CUSTOMER
      till.set('sale', file ? { ...sale, customer: { id, number, title, loyaltyNumber: null } } : sale)
      return succeed({})
    },
  }
}
