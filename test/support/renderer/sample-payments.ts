import { succeed } from '#contract/result.ts'
import type {
  ExplorerFilter,
  ExplorerPage,
  ExplorerRow,
  ExplorerTotals,
  PaymentFile,
  WireMessage,
} from '#contract/views/explorer-view.ts'
import type { CardPaymentView, StoryRow } from '#contract/views/payment-view.ts'
import { agoIso } from './sample-shop.ts'

/** Payments of the explorer's picture: the same numbers, cards, amounts and ends. */

const MINUTE_MS = 60_000

type Seed = readonly [
  number: string,
  minutesAgo: number,
  scheme: ExplorerRow['scheme'],
  tail: string | null,
  entryMode: ExplorerRow['entryMode'],
  amountMinor: number,
  outcome: ExplorerRow['outcome'],
  operation?: ExplorerRow['operation'],
]

const SEEDS: readonly Seed[] = [
  ['P-2-009131', 2, 'cb', '7306', 'chip', 6430, 'unknown'],
  ['P-2-009127', 8, 'cb', '4821', 'chip', 2000, 'approved'],
  ['P-2-009126', 12, 'visa', '0917', 'contactless', 1240, 'approved'],
  ['P-2-009125', 20, 'cb', '5520', 'chip', 8915, 'declined'],
  ['P-2-009124', 21, null, null, 'none', 8915, 'cancelled'],
  ['P-2-009123', 39, 'mastercard', '3318', 'contactless', 760, 'approved'],
  ['P-2-009122', 43, 'cb', '2280', 'chip', -2490, 'approved', 'refund'],
  ['P-2-009121', 50, 'amex', '3007', 'chip', 12800, 'approved'],
  ['P-2-009120', 57, 'cb', '8164', 'contactless', 1535, 'reversed'],
  ['P-2-009119', 64, 'diners', '1145', 'stripe', 4310, 'approved', 'pre-authorisation'],
  ['P-2-009118', 70, 'cb', '4821', 'chip', 123456789, 'failed'],
  ['P-2-009117', 76, 'cb', '3812', 'chip', 5200, 'unknown'],
]
/** The bank refused its reversal for good. */
const PARKED = 'P-2-009117'

/** Newest first, and enough older ones for several pages. */
export function samplePayments(): ExplorerRow[] {
  const older = Array.from({ length: 39 }, (_, index): Seed => {
    const number = `P-2-00${9116 - index}`
    return [
      number,
      80 + index * 7,
      index % 3 ? 'cb' : 'visa',
      String(4000 + index),
      'contactless',
      980 + index * 115,
      'approved',
    ]
  })
  return [...SEEDS, ...older].map(
    ([paymentNumber, minutesAgo, scheme, cardTail, entryMode, amountMinor, outcome, operation = 'sale']) => {
      const startedAt = agoIso(minutesAgo * MINUTE_MS)
      return {
        paymentId: `payment-${paymentNumber.slice(-4)}`,
        paymentNumber,
        startedAt,
        place: { startedMs: Date.parse(startedAt), sequence: Number(paymentNumber.slice(-6)) },
        amountMinor,
        currency: 'EUR',
        outcome,
        operation,
        scheme,
        cardTail,
        entryMode,
        cashierName: 'Inès M.',
      }
    },
  )
}

/** The few conditions that the pictures need. */
function fitting(filter: ExplorerFilter): ExplorerRow[] {
  return samplePayments().filter(
    (row) =>
      (filter.text === undefined || row.cardTail === filter.text || row.paymentNumber === filter.text) &&
      (filter.outcome === undefined || row.outcome === filter.outcome) &&
      (filter.scheme === undefined || row.scheme === filter.scheme),
  )
}

interface PageAsked {
  readonly filter: ExplorerFilter
  readonly from?: { readonly sequence: number } | undefined
  readonly towards: 'older' | 'newer'
  readonly limit: number
}

export function samplePage({ filter, from, towards, limit }: PageAsked): ExplorerPage {
  const rows = fitting(filter)
  const index = from === undefined ? -1 : rows.findIndex(({ place }) => place.sequence === from.sequence)
  const start = towards === 'older' ? index + 1 : Math.max(0, index - limit)
  const end = towards === 'older' ? start + limit : Math.max(0, index)
  return { rows: rows.slice(start, end), hasNewer: start > 0, hasOlder: end < rows.length, tookMs: 31 }
}

export function sampleTotals(filter: ExplorerFilter): ExplorerTotals {
  const rows = fitting(filter)
  const approved = rows.filter(({ outcome, operation }) => outcome === 'approved' && operation !== 'pre-authorisation')
  const amountMinor = approved.reduce((sum, row) => sum + row.amountMinor, 0)
  return {
    count: rows.length,
    byOutcome: [],
    approved: approved.length === 0 ? [] : [{ currency: 'EUR', count: approved.length, amountMinor }],
  }
}

type EventSeed = readonly [
  kind: string,
  lane: StoryRow['lane'],
  tone: StoryRow['tone'],
  ago: number,
  details?: StoryRow['details'],
]

const storyOf = (seeds: readonly EventSeed[]): StoryRow[] =>
  seeds.map(([kind, lane, tone, ago, details = {}]) => ({ at: agoIso(ago), lane, kind, tone, details: { ...details } }))

const READ: readonly EventSeed[] = [
  ['started', 'till', 'ok', 58_888],
  ['pad-asked', 'pad', 'ok', 58_860],
  ['card-read', 'pad', 'ok', 50_598],
  ['track-encrypted', 'pad', 'ok', 50_580],
  ['request-prepared', 'bank', 'wait', 50_569, { stan: '004322' }],
]
const UNKNOWN: readonly EventSeed[] = [
  ...READ,
  ['host-silent', 'bank', 'unknown', 20_569, { code: 'HOST_NO_ANSWER' }],
  ['cancel-requested', 'till', 'wait', 20_564],
  ['reversal-attempted', 'bank', 'wait', 20_560],
  ['paper-printed', 'paper', 'ok', 19_690, { paper: 'customer-nothing-charged' }],
  ['reversal-attempted', 'bank', 'wait', 3_880],
]
const APPROVED: readonly EventSeed[] = [
  ...READ,
  ['host-answered', 'bank', 'ok', 49_380, { responseCode: '00' }],
  ['card-completed', 'pad', 'ok', 48_900],
  ['paper-printed', 'paper', 'ok', 47_100, { paper: 'sale' }],
  ['paper-printed', 'paper', 'ok', 46_700, { paper: 'customer' }],
  ['paper-unknown', 'paper', 'unknown', 45_900, { paper: 'merchant' }],
]
const DECLINED: readonly EventSeed[] = [
  ...READ,
  ['host-answered', 'bank', 'bad', 49_380, { responseCode: '51' }],
  ['paper-printed', 'paper', 'ok', 47_100, { paper: 'customer-nothing-charged' }],
]

function eventsOf(outcome: ExplorerRow['outcome']): StoryRow[] {
  return storyOf(outcome === 'unknown' ? UNKNOWN : outcome === 'declined' ? DECLINED : APPROVED)
}

const fieldsOf = (fields: Readonly<Record<number, string>>) =>
  Object.entries(fields).map(([number, value]) => ({ number: Number(number), value }))

function messagesOf(row: ExplorerRow): WireMessage[] {
  const amount = String(Math.abs(row.amountMinor)).padStart(12, '0')
  const common = { 4: amount, 7: '1122133815', 11: '004322', 41: 'TILL0002', 42: '000000000000001', 49: '978' }
  const sent: WireMessage = {
    at: agoIso(50_569),
    direction: 'sent',
    kind: 'request-prepared',
    messageType: '0200',
    fields: fieldsOf({
      3: '000000',
      ...common,
      12: '143815',
      13: '1122',
      22: '051',
      23: '001',
      25: '00',
      48: '[142 bytes]',
      52: '[8 bytes]',
      55: '[121 bytes]',
      60: '000032',
      62: row.paymentNumber,
      64: '[8 bytes]',
    }),
  }
  if (row.outcome === 'unknown') return [sent]
  const answer: Readonly<Record<number, string>> =
    row.outcome === 'declined' ? { 39: '51' } : { 37: '632614004322', 38: 'A04821', 39: '00' }
  const received: WireMessage = {
    at: agoIso(49_380),
    direction: 'received',
    kind: 'host-answered',
    messageType: '0210',
    fields: fieldsOf({ 3: '000000', ...common, ...answer, 55: '[23 bytes]', 64: '[8 bytes]' }),
  }
  return [sent, received]
}

/** What is kept of one of them. */
export function sampleFile(paymentId: string): PaymentFile | null {
  const row = samplePayments().find((each) => each.paymentId === paymentId)
  return row === undefined ? null : fileOf(row)
}

/** The payment in hand, as the list has it. */
export function rowOfPayment(payment: CardPaymentView): ExplorerRow {
  const { id, number, startedAt, operation, amountMinor, currency, outcome, scheme, cardTail, entryMode } = payment
  return {
    paymentId: id,
    paymentNumber: number,
    startedAt,
    place: { startedMs: Date.parse(startedAt), sequence: 9131 },
    amountMinor,
    currency,
    outcome: outcome ?? 'open',
    operation,
    scheme,
    cardTail,
    entryMode,
    cashierName: 'Inès M.',
  }
}

const AT_TERMINAL: readonly EventSeed[] = [
  ['started-on-terminal', 'till', 'ok', 58_888, { terminal: 'Terminal Comptoir' }],
  ['terminal-silent', 'pad', 'unknown', 20_569, { code: 'TERMINAL_LINK_LOST' }],
]

/** What is kept of a payment whose outcome only a standalone terminal knows. */
export function terminalFileOf(row: ExplorerRow, terminalAlias: string): PaymentFile {
  const { events: _, ...file } = fileOf(row)
  return {
    ...file,
    terminalAlias,
    failure: { code: 'TERMINAL_LINK_LOST' },
    stan: null,
    reversal: null,
    events: storyOf(AT_TERMINAL),
    messages: [],
    next: 'ask-terminal',
    actions: [],
  }
}

export function fileOf(row: ExplorerRow): PaymentFile {
  const { outcome } = row
  const isApproved = outcome === 'approved'
  const isUnknown = outcome === 'unknown'
  const isParked = row.paymentNumber === PARKED
  return {
    row,
    saleId: 'sale-4317',
    saleNumber: '2-004316',
    salePaidBy: isApproved ? ['card'] : isUnknown ? [] : ['cash'],
    isTest: false,
    finishedAt: isUnknown ? null : new Date(Date.parse(row.startedAt) + 9_400).toISOString(),
    bankMs: isUnknown ? null : 1_200,
    failure: isApproved
      ? null
      : { code: isUnknown ? 'HOST_NO_ANSWER' : outcome === 'declined' ? 'PAYMENT_DECLINED' : 'PAYMENT_CANCELLED' },
    responseCode: outcome === 'declined' ? '51' : isApproved ? '00' : null,
    approvalCode: isApproved ? 'A04821' : null,
    retrievalReference: isUnknown ? null : '632614004319',
    stan: '004319',
    terminalId: 'TILL0002',
    terminalAlias: null,
    merchantId: '000000000000001',
    acquirerId: 'cb-nord',
    batchNumber: '000032',
    applicationId: 'A0000000421010',
    applicationLabel: 'CB',
    verificationHex: '0000008000',
    transactionStatusHex: 'E800',
    verifiedBy: row.entryMode === 'chip' ? 'pin-online' : 'none',
    offline: null,
    reversal: isUnknown
      ? { isParked, attempts: 2, nextAt: isParked ? null : new Date(Date.now() + 18_500).toISOString() }
      : null,
    events: eventsOf(outcome),
    messages: messagesOf(row),
    next: isParked ? 'close-by-hand' : isUnknown ? 'ask-bank' : isApproved ? 'reprint' : 'print-decline',
    actions: isParked ? ['ask-bank'] : [],
  }
}

/** The answers of a till that has these payments. */
export const EXPLORER_ANSWERS = {
  'explorer.page': (asked: PageAsked) => succeed(samplePage(asked)),
  'explorer.totals': ({ filter }: { readonly filter: ExplorerFilter }) => succeed({ totals: sampleTotals(filter) }),
  'explorer.choices': () =>
    succeed({
      terminalIds: ['TILL0002', 'TILL0003'],
      acquirerIds: ['amex-eu', 'cb-nord'],
      cashiers: [
        { id: 'ines', name: 'Inès M.' },
        { id: 'hugo', name: 'Hugo P.' },
        { id: 'claire', name: 'Claire D.' },
      ],
    }),
  'explorer.export': () => succeed({}),
  'explorer.cancelExport': () => succeed({}),
  'payment.noteBankWord': () => succeed({}),
  'payment.closeByHand': () => succeed({}),
}
