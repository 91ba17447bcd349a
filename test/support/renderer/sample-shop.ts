import type { ReturnPathView } from '#contract/views/operation-view.ts'
import type { CardPaymentView, PaymentStepView } from '#contract/views/payment-view.ts'
import type { PromptView } from '#contract/views/prompt-view.ts'
import type { CompletedSaleView, SaleLineView, SaleView, TenderView } from '#contract/views/sale-view.ts'
import type { ProductView, Slices } from '#contract/views/till-view.ts'
import { USUAL_WORKSTATION } from '#contract/views/workstation-view.ts'
import { NO_BACKUP } from './sample-backup.ts'
import { SAMPLE_DAY } from './sample-day.ts'

/** The French shop of the reference pictures: the same people, lines and figures. */

const USERS = [
  { id: 'ines', name: 'Inès M.', initials: 'IM', role: 'cashier' },
  { id: 'hugo', name: 'Hugo P.', initials: 'HP', role: 'cashier' },
  { id: 'claire', name: 'Claire D.', initials: 'CD', role: 'manager' },
  { id: 'lea', name: 'Léa B.', initials: 'LB', role: 'cashier' },
  { id: 'tomasz', name: 'Tomasz K.', initials: 'TK', role: 'cashier' },
  { id: 'technician', name: 'Technicien', initials: 'TR', role: 'technician' },
] as const

const FAMILIES = [
  ['favourites', 8],
  ['bakery', 1],
  ['dairy', 2],
  ['deli', 7],
  ['fruit', 3],
  ['drinks', 4],
  ['grocery', 5],
  ['sweets', 6],
] as const

/** Name, price, colour of the family, `kg` when weighed: the favourites of picture 01 in their cells. */
const FAVOURITES: readonly (readonly [string, number, number, 'kg'?])[] = [
  ['Baguette tradition', 130, 1],
  ['Pain au chocolat pur beurre', 145, 1],
  ['Croissant au beurre', 125, 1],
  ['Quatre-Quarts Pur Beurre', 390, 1],
  ['Tarte aux pommes, part', 320, 1],
  ['Comté (32 % MG), au poids', 2490, 2, 'kg'],
  ['Cervelas Tranché', 285, 7],
  ['Beurre Doux Plaquette', 295, 2],
  ['Yaourt de Brebis Vanille', 165, 2],
  ['Tomme de Savoie, au poids', 1850, 2, 'kg'],
  ['Jambon Cru de Bayonne', 645, 7],
  ['Quiche Paysanne, part', 420, 7],
  ['Sandwich jambon beurre', 490, 7],
  ['Salade niçoise', 580, 7],
  ['Pizza fraîche norvégienne', 690, 7],
  ['Eau de source 50 cl', 90, 4],
  ['Orangina rouge 33 cl', 180, 4],
  ['Lipton Ice Tea pêche', 210, 4],
  ['Café à emporter', 150, 4],
  ['Bière blonde 33 cl', 320, 4],
  ['Miel de fleurs 500 g', 845, 5],
  ['Confiture d’abricots', 435, 5],
  ['Chips craquantes', 225, 5],
  ['Haribo Schtroumpf', 195, 6],
]

export const PRODUCTS: readonly ProductView[] = FAVOURITES.map(([name, priceMinor, colour, unit], index) => ({
  id: `p-${index}`,
  name,
  barcode: unit ? null : `30176204220${String(index).padStart(2, '0')}`,
  unit: unit ?? 'piece',
  priceMinor,
  vatBasisPoints: name.startsWith('Bière') ? 2000 : 550,
  familyId: FAMILIES.find(([, each]) => each === colour)?.[0] ?? 'favourites',
  colour,
}))

type LineSeed = readonly [name: string, quantityMilli: number, priceMinor: number, vat: number, discount?: number]
const LINES: readonly LineSeed[] = [
  ['Baguette tradition', 2000, 130, 550],
  ['Comté (32 % MG)', 412, 2490, 550],
  ['Jambon Cru de Bayonne', 1000, 645, 550],
  ['Sandwich jambon beurre', 1000, 490, 1000],
  ['Orangina rouge 33 cl', 2000, 180, 550],
  ['Bière blonde 33 cl', 2000, 320, 2000],
  ['Tartelettes au citron Pur beurre', 1000, 395, 550, 1000],
]

export function lineOf(seed: LineSeed, index: number): SaleLineView {
  const [name, quantityMilli, unitPriceMinor, vatBasisPoints, discountBasisPoints = 0] = seed
  const gross = Math.round((quantityMilli * unitPriceMinor) / 1000)
  const discountMinor = Math.round((gross * discountBasisPoints) / 10_000)
  return {
    id: `line-${index}`,
    productId: `p-${index}`,
    barcode: null,
    name,
    unit: quantityMilli % 1000 === 0 ? 'piece' : 'kg',
    quantityMilli,
    unitPriceMinor,
    discountBasisPoints,
    discountMinor,
    vatBasisPoints,
    vatLetter: vatBasisPoints === 2000 ? 'C' : vatBasisPoints === 1000 ? 'B' : 'A',
    totalMinor: gross - discountMinor,
  }
}

/** A ticket with its sums; VAT is a round figure here, the till's own tests count it. */
export function saleOf(lines: readonly SaleLineView[], change: Partial<SaleView> = {}): SaleView {
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  const tenders = change.tenders ?? []
  const paid = tenders
    .filter(({ outcome }) => outcome === 'received' || outcome === 'approved')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    id: 'sale-4318',
    number: '2-004318',
    state: 'open',
    currency: 'EUR',
    lines: [...lines],
    itemCount: lines.reduce((sum, line) => sum + (line.unit === 'kg' ? 1 : line.quantityMilli / 1000), 0),
    totalMinor,
    vatMinor: Math.round(totalMinor * 0.0768),
    vat: [],
    remainingMinor: totalMinor - paid,
    reference: null,
    touchedLineId: lines.at(-1)?.id ?? null,
    ...change,
    tenders: [...tenders],
  }
}

export const SAMPLE_SALE = saleOf(LINES.map(lineOf))

export function tenderOf(change: Partial<TenderView>): TenderView {
  return {
    id: 'tender-1',
    kind: 'card',
    amountMinor: 2000,
    givenMinor: null,
    outcome: 'in-progress',
    at: new Date().toISOString(),
    paymentId: 'payment-1',
    paymentNumber: 'P-2-009127',
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
    ...change,
  }
}

/** A line that puts an amount on a gift card. */
export function giftCardLine(giftCard: 'activation' | 'load', amountMinor: number): SaleLineView {
  return {
    id: `gift-${amountMinor}`,
    productId: '',
    barcode: null,
    name: giftCard === 'activation' ? 'Carte cadeau' : 'Recharge carte cadeau',
    unit: 'piece',
    quantityMilli: 1_000,
    unitPriceMinor: amountMinor,
    discountBasisPoints: 0,
    discountMinor: 0,
    vatBasisPoints: 0,
    vatLetter: '',
    totalMinor: amountMinor,
    giftCard,
  }
}

export const agoIso = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()

/** A card at `current`; steps before it are done with the seconds of picture 03. */
export function paymentAt(
  current: Exclude<PaymentStepView['kind'], 'terminal'>,
  change: Partial<CardPaymentView> = {},
): CardPaymentView {
  const kinds = ['amount-sent', 'present-card', 'pin', 'bank', 'outcome', 'printing'] as const
  const durations = [300, 4_100, 11_600, 3_000, 100, 0]
  const limits = [10_000, 60_000, 60_000, 30_000, 10_000, null]
  const at = kinds.indexOf(current)
  return {
    id: 'payment-1',
    number: 'P-2-009127',
    saleId: 'sale-4318',
    operation: 'sale',
    label: null,
    terminal: null,
    balanceMinor: null,
    amountMinor: 2000,
    currency: 'EUR',
    padAlias: 'TPE Comptoir',
    startedAt: agoIso(19_000),
    finishedAt: null,
    steps: kinds.map((kind, index) => ({
      kind,
      state: index < at ? 'done' : index === at ? 'current' : 'waiting',
      startedAt: index <= at ? agoIso(3_000) : null,
      durationMs: index < at ? (durations[index] ?? 0) : null,
      limitMs: limits[index] ?? null,
    })),
    prompt: 'wait-for-bank',
    outcome: null,
    failure: null,
    responseCode: null,
    approvalCode: null,
    scheme: at > 1 ? 'cb' : null,
    cardTail: at > 1 ? '4821' : null,
    entryMode: at > 1 ? 'chip' : 'none',
    cue: null,
    hostPrompt: null,
    offline: null,
    signatureDueAt: null,
    askedMinor: null,
    part: null,
    referralDueAt: null,
    repeat: null,
    pinVerified: at > 2,
    padRows: ['DEBIT  20,00 EUR', 'PATIENTEZ SVP   '],
    cancellable: true,
    cancelRequested: false,
    reversalAttempts: 0,
    nextReversalAt: null,
    ...change,
  }
}

/** A question of the bank to the cashier, with half a minute to answer. */
export function promptOf(change: Partial<PromptView> = {}): PromptView {
  return {
    id: 'Q1',
    asker: 'bank',
    kind: 'number',
    place: 'cashier',
    askedAt: 'screen',
    title: 'Kilométrage ?',
    options: [],
    minLength: 1,
    maxLength: 32,
    startedAt: agoIso(3_000),
    dueAt: agoIso(-27_000),
    ...change,
  }
}

/** A payment of a ticket whose batch is still open. */
export const RETURN_PATH: ReturnPathView = {
  paymentId: 'payment-1',
  paymentNumber: 'P-2-009127',
  way: 'void',
  reason: 'batch-open',
  amountMinor: 2000,
  leftMinor: 2000,
  currency: 'EUR',
  scheme: 'cb',
  cardTail: '4821',
}

export const COMPLETED_SALE: CompletedSaleView = {
  id: 'sale-4317',
  number: '2-004317',
  at: agoIso(60_000),
  cashierName: 'Inès M.',
  currency: 'EUR',
  itemCount: 10,
  totalMinor: 2776,
  vatMinor: 213,
  tenders: [
    tenderOf({ outcome: 'approved', scheme: 'cb', cardTail: '4821', approvalCode: '048213', entryMode: 'chip' }),
    tenderOf({
      id: 'tender-2',
      kind: 'cash',
      amountMinor: 776,
      givenMinor: 1000,
      outcome: 'received',
      paymentId: null,
      paymentNumber: null,
    }),
  ],
  changeMinor: 224,
  changePieces: [
    { valueMinor: 200, count: 1 },
    { valueMinor: 20, count: 1 },
    { valueMinor: 2, count: 2 },
  ],
  cardDurationMs: 21_000,
  returnOf: null,
  printJobs: (
    [
      ['customer-ticket', 'printed'],
      ['card-customer', 'printed'],
      ['card-merchant', 'sending'],
      ['drawer', 'printed'],
    ] as const
  ).map(([kind, state], index) => ({ id: `job-${index}`, kind, saleId: 'sale-4317', state, at: agoIso(50_000) })),
}

/** All slices as the pictures show them, signed in as Inès. */
export function sampleSlices(): Slices {
  return {
    terminals: [],
    articleWork: { running: null, ended: null, lastImport: null },
    reservations: [],
    giftCards: [],
    floor: null,
    setup: null,
    backup: NO_BACKUP,
    bankTry: null,
    till: {
      shopName: 'Épicerie Lenoir',
      tillLabel: 'Caisse 2',
      currency: 'EUR',
      locale: 'fr',
      theme: 'light',
      hand: 'right',
      workstation: USUAL_WORKSTATION,
      ticketCode: 'code128',
      logo: null,
      training: true,
      version: '0.1.0',
      timeZone: 'Europe/Paris',
      openedAt: '2026-11-22T07:31:00',
      floatMinor: 15000,
      pieces: [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
      codeTenders: [{ id: 'mobile', name: 'Paiement mobile', minDigits: 6, maxDigits: 12 }],
      tips: { basisPoints: [500, 1000, 1500] },
      cashbackLimitMinor: 6000,
      families: FAMILIES.map(([id, colour]) => ({ id, nameKey: `family.${id}`, colour })),
    },
    session: { kind: 'signed-in', user: USERS[0], signedInAt: agoIso(3_600_000) },
    sale: SAMPLE_SALE,
    payment: null,
    lastSale: null,
    status: {
      banks: [],
      waitingSales: 0,
      unresolvedPayments: 0,
      openReversals: 0,
      lateAnswers: 0,
      offline: {
        waiting: 0,
        waitingMinor: 0,
        oldestAt: null,
        refused: 0,
        refusedMinor: 0,
        parked: 0,
        parkedMinor: 0,
        standInLeftMinor: 0,
      },
      pad: {
        alias: 'TPE Comptoir',
        endpoint: 'tcp://127.0.0.1:41888',
        state: 'ready',
        lastSeenAt: agoIso(4_000),
        failure: null,
      },
      host: {
        alias: 'Banque de l’Ouest',
        endpoint: 'tcp://127.0.0.1:41889',
        state: 'ready',
        lastSeenAt: agoIso(12_000),
      },
      printer: {
        alias: 'Tickets',
        endpoint: 'tcp://127.0.0.1:41890',
        state: 'ready',
        lastPrintedAt: '2026-11-22T14:29:00',
        queuedJobs: 0,
        unknownJobs: 0,
        failure: null,
      },
      otherPrinters: [],
      fiscal: { state: 'verified', lastNumber: '2-004317' },
    },
    day: SAMPLE_DAY,
    devices: { devices: [], work: null },
    exporting: null,
    scenario: null,
    pumps: [],
  }
}

export const LOCKED_SESSION: Slices['session'] = { kind: 'locked', users: [...USERS], heldSales: 2 }

/** The return of the completed sale. */
export const RETURN_SALE: CompletedSaleView = {
  ...COMPLETED_SALE,
  id: 'return-1',
  number: '2-004318',
  totalMinor: 0 - COMPLETED_SALE.totalMinor,
  vatMinor: 0 - COMPLETED_SALE.vatMinor,
  tenders: COMPLETED_SALE.tenders.map((tender) => ({ ...tender, amountMinor: 0 - tender.amountMinor })),
  changeMinor: 0,
  changePieces: [],
  returnOf: { saleId: COMPLETED_SALE.id, number: COMPLETED_SALE.number, way: 'void' },
}

export const SCENARIOS = [
  { id: 'choose-ticket', name: 'Choisir un ticket sur le TPE' },
  { id: 'table-number', name: 'Numéro de table sur le TPE' },
] as const
