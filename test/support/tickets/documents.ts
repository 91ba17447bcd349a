import type { Locale } from '#contract/locale.ts'
import type { SaleLineView, TenderView } from '#contract/views/sale-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { rowCells } from '#contract/views/ticket-view.ts'
import type {
  CardTicket,
  CashSlip,
  CustomerTicket,
  DayReport,
  ShopIdentity,
  TestSlip,
} from '#till/tickets/ticket-document.ts'

/** The invented shop of the pictures. */
export const SHOP: ShopIdentity = {
  name: 'Épicerie Lenoir',
  street: '12 rue des Halles',
  city: '44000 Nantes',
  phone: '02 00 00 00 00',
  legal: ['SIRET 000 000 000 00000  APE 4711B', 'TVA FR00 000000000'],
  tillLabel: 'Caisse 2',
}

function head(locale: Locale) {
  return {
    shop: SHOP,
    locale,
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:12',
    training: false,
    copyNumber: 0,
  } as const
}

export function line(
  name: string,
  totalMinor: number,
  vatLetter: string,
  more: Partial<SaleLineView> = {},
): SaleLineView {
  return {
    id: name,
    productId: name,
    barcode: null,
    name,
    unit: 'piece',
    quantityMilli: 1000,
    unitPriceMinor: totalMinor,
    discountBasisPoints: 0,
    discountMinor: 0,
    vatBasisPoints: 550,
    vatLetter,
    totalMinor,
    ...more,
  }
}

export function tender(kind: 'cash' | 'card', amountMinor: number, more: Partial<TenderView> = {}): TenderView {
  return {
    id: kind,
    kind,
    amountMinor,
    givenMinor: null,
    outcome: kind === 'cash' ? 'received' : 'approved',
    at: '2026-11-22T13:33:12.000Z',
    paymentId: null,
    paymentNumber: null,
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
    ...more,
  }
}

/** Picture 16, its gift voucher paid in cash (a tender kind that the till does not have). */
export function customerTicket(more: Partial<CustomerTicket> = {}): CustomerTicket {
  return {
    ...head('fr'),
    kind: 'customer-ticket',
    number: '2-004318',
    cashierName: 'Inès M.',
    lines: [
      line('Baguette tradition', 260, 'A', { quantityMilli: 2000, unitPriceMinor: 130 }),
      line('Comté (32 % MG)', 1026, 'A', { unit: 'kg', quantityMilli: 412, unitPriceMinor: 2490 }),
      line('Jambon Cru de Bayonne', 645, 'A'),
      line('Sandwich jambon beurre', 490, 'B'),
      line('Orangina rouge 33 cl', 360, 'A', { quantityMilli: 2000, unitPriceMinor: 180 }),
      line('Bière blonde 33 cl', 640, 'C', { quantityMilli: 2000, unitPriceMinor: 320 }),
      line('Tartelettes au citron Pur beurre', 355, 'A', { discountBasisPoints: 1000, discountMinor: 40 }),
    ],
    itemCount: 10,
    totalMinor: 3776,
    vat: [
      { letter: 'A', basisPoints: 550, netMinor: 2508, vatMinor: 138, grossMinor: 2646 },
      { letter: 'B', basisPoints: 1000, netMinor: 445, vatMinor: 45, grossMinor: 490 },
      { letter: 'C', basisPoints: 2000, netMinor: 533, vatMinor: 107, grossMinor: 640 },
    ],
    tenders: [
      tender('card', 2000, { scheme: 'cb', cardTail: '4821', approvalCode: '048213', entryMode: 'chip' }),
      tender('cash', 1776, { givenMinor: 2000 }),
    ],
    changeMinor: 224,
    signature: 'b7Kq-2fTe-9xLm',
    softwareVersion: '1.0',
    ...more,
  }
}

/** Picture 17. */
export function cardTicket(more: Partial<CardTicket> = {}): CardTicket {
  return {
    ...head('fr'),
    kind: 'card-ticket',
    copy: 'customer',
    outcome: 'approved',
    saleNumber: '2-004318',
    paymentNumber: 'P-2-009127',
    amountMinor: 2000,
    entryMode: 'chip',
    fallback: false,
    scheme: 'cb',
    maskedPan: '497010******4821',
    applicationId: 'A0000000421010',
    applicationLabel: 'CB',
    terminalId: '00000002',
    merchantId: '000000000000000',
    contract: '0000000',
    stan: '009127',
    batchNumber: '32',
    approvalCode: '048213',
    responseCode: '00',
    cryptogramHex: '8F3A21C07B4D9E16',
    terminalVerificationResultsHex: '0000008000',
    transactionStatusHex: 'E800',
    issuerDataHex: '06010A03A00000',
    cardholderVerification: 'pin-online',
    offline: null,
    ...more,
  }
}

/** A day whose Mastercard totals differ and whose drawer is short. */
export function dayReport(more: Partial<DayReport> = {}): DayReport {
  return {
    ...head('fr'),
    kind: 'z-report',
    number: 'Z-2-000031',
    businessDate: '2026-11-22',
    openedAtLocal: '2026-11-22 08:31:05',
    localTime: '20:04:10',
    ticketCount: 84,
    turnoverMinor: 148_230,
    vat: [
      { letter: 'A', basisPoints: 550, netMinor: 90_000, vatMinor: 4_950, grossMinor: 94_950 },
      { letter: 'C', basisPoints: 2000, netMinor: 44_400, vatMinor: 8_880, grossMinor: 53_280 },
    ],
    tenders: [
      { kind: 'cash', count: 30, amountMinor: 41_210 },
      { kind: 'card', count: 54, amountMinor: 107_020 },
    ],
    drawer: { floatMinor: 15_000, expectedMinor: 56_210, countedMinor: 56_010, differenceMinor: -200 },
    batch: {
      number: '32',
      rows: [
        {
          scheme: 'cb',
          till: { count: 40, amountMinor: 80_020 },
          host: { count: 40, amountMinor: 80_020 },
          differenceMinor: 0,
          state: 'agreed',
        },
        {
          scheme: 'mastercard',
          till: { count: 14, amountMinor: 27_000 },
          host: { count: 13, amountMinor: 25_000 },
          differenceMinor: 2_000,
          state: 'differs',
        },
      ],
      result: 'discrepancy',
    },
    perpetualTotalMinor: 123_456_789,
    signature: 'c9Lm-1aBc-7zYx',
    openMatters: [
      { kind: 'totals-differ', amountMinor: 2_000, reference: 'mastercard' },
      { kind: 'cash-differs', amountMinor: -200, reference: '' },
    ],
    ...more,
  }
}

export function cashSlip(more: Partial<CashSlip> = {}): CashSlip {
  return {
    ...head('fr'),
    kind: 'cash-slip',
    number: '2026-11-22/3',
    direction: 'out',
    amountMinor: 6_000,
    reason: 'expense',
    note: 'Piles de la balance',
    byName: 'Inès M.',
    expectedMinor: 15_520,
    signature: 'JowV',
    softwareVersion: '0.1.0',
    ...more,
  }
}

export function testSlip(more: Partial<TestSlip> = {}): TestSlip {
  return { ...head('fr'), kind: 'test-slip', deviceAlias: 'Imprimante comptoir', ...more }
}

/** The rows as text, as they stand on paper; a cut is not a row. */
export function paperText(ticket: LaidOutTicket): string[] {
  return ticket.rows.filter(({ kind }) => kind !== 'cut').map((row) => rowCells(row, ticket.columns))
}
