import { EXPIRED_CARD, WORLD_CARDS } from './cards.ts'
import { FAULT_KINDS, type Fault, type FaultKind, type PadStep } from './faults.ts'
import { Random } from './random.ts'

/** A world as it was drawn: run again it goes the same way, and any visit or fault of it can be left out. */
export interface WorldPlan {
  readonly seed: string
  readonly profile: 'ascii87' | 'bcd87' | 'retail-mac' | 'aes-cmac'
  readonly banks: readonly {
    readonly id: string
    readonly standby: StandbyKind
    /** How long it keeps a reservation: in some worlds some end before anybody comes for them. */
    readonly reservationDays: number
  }[]
  readonly tills: readonly { readonly visits: readonly Visit[] }[]
}

/** Whether a second host of the bank answers too, and whether it knows what the first one knows. */
export type StandbyKind = 'none' | 'own-journal' | 'shared-journal'

export type Visit = CustomerVisit | ReturnVisit | ReserveVisit | ReservedVisit | DayEnd

export interface CustomerVisit {
  readonly kind: 'customer'
  readonly number: number
  readonly pauseMs: number
  readonly lines: readonly { readonly productId: string; readonly quantityMilli: number }[]
  /** Cards in their order; the next one is tried when the one before did not pay. */
  readonly tries: readonly CardTry[]
  /** The first card pays a half only. */
  readonly splits: boolean
  /** Walks away after the first card paid: its part is given back. */
  readonly leaves: boolean
  readonly lastResort: 'cash' | 'leave'
  readonly whenUnknown: 'wait' | 'hold' | 'ask-bank'
  readonly faults: readonly Fault[]
}

export interface CardTry {
  readonly cardId: string
  readonly entryMode: 'chip' | 'contactless' | 'stripe'
  readonly pin: 'none' | 'online' | 'wrong' | 'offline'
  /** The card says yes or no by itself where the till allows it. */
  readonly decidesAlone: boolean
  readonly declinesAlone: boolean
  readonly wantsSignature: boolean
  readonly signature: 'accept' | 'refuse' | 'ignore' | 'cancel'
  readonly device: 'card' | 'wallet'
  /** What the person at the screen makes of a question. */
  readonly atQuestion: 'answers' | 'is-late' | 'refuses' | 'looks-away' | 'types-card'
  readonly readMs: number
  readonly authoriseMs: number
}

/** Somebody brings back what an earlier ticket sold. */
export interface ReturnVisit {
  readonly kind: 'return'
  readonly number: number
  readonly pauseMs: number
  /** It was paid out of a reservation. */
  readonly ofReservation: boolean
  /** How many of its kind were paid since. */
  readonly since: number
  /** Of what is left of it. */
  readonly percent: number
  readonly faults: readonly Fault[]
}

/** Has the bank hold an amount on a card. */
export interface ReserveVisit {
  readonly kind: 'reserve'
  readonly number: number
  readonly pauseMs: number
  readonly amountMinor: number
  /** One card; with none there is nobody at the pad. */
  readonly tries: readonly CardTry[]
  readonly faults: readonly Fault[]
}

/** Somebody comes back to what the bank holds. */
export interface ReservedVisit {
  readonly kind: 'reserved'
  readonly number: number
  readonly pauseMs: number
  /** How many of those on the list are newer. */
  readonly since: number
  /** Also one that nothing can be done with any more: a screen may be behind what it shows. */
  readonly takesAny: boolean
  readonly does: 'pay' | 'raise' | 'release'
  /** Of what is held: what a ticket takes of it, all at a hundred, and more than there is above; or what it is raised by. */
  readonly percent: number
  readonly lines: CustomerVisit['lines']
  readonly faults: readonly Fault[]
}

export interface DayEnd {
  readonly kind: 'day-end'
  readonly number: number
  readonly pauseMs: number
  readonly faults: readonly Fault[]
}

/** Which troubles a visit draws, and how often: weights among one another. */
const OF_CUSTOMERS: readonly (readonly [number, FaultKind])[] = [
  [6, 'request-lost'],
  [3, 'request-cut'],
  [3, 'request-garbled'],
  [5, 'request-late'],
  [8, 'answer-lost'],
  [8, 'answer-late'],
  [4, 'answer-doubled'],
  [4, 'answer-cut'],
  [4, 'answer-garbled'],
  [4, 'answer-reordered'],
  [3, 'answer-wrong-stan'],
  [3, 'answer-of-another-terminal'],
  [3, 'answer-wrong-amount'],
  [3, 'answer-wrong-mac'],
  [3, 'line-closed'],
  [5, 'connection-refused'],
  [3, 'connection-unanswered'],
  [3, 'host-restarts'],
  [1, 'host-away'],
  [2, 'host-unreachable'],
  [6, 'host-declines'],
  [4, 'host-unsettled'],
  [4, 'host-wants-signature'],
  [5, 'host-asks'],
  [4, 'host-reverses-by-itself'],
  [5, 'partial-approval'],
  [3, 'reversal-put-off'],
  [2, 'reversal-refused'],
  [3, 'reversal-not-understood'],
  [4, 'advice-refused'],
  [4, 'advice-put-off'],
  [3, 'advice-not-understood'],
  [9, 'batch-copy-lost'],
  [12, 'crash-before-record'],
  [12, 'crash-after-record'],
  [5, 'crash-in-recovery'],
  [4, 'torn-write'],
  [4, 'power-cut'],
  [6, 'disk-full'],
  [3, 'clock-forward'],
  [3, 'clock-back'],
  [5, 'pad-unplugged'],
  [2, 'pad-malformed'],
  [5, 'card-pulled'],
  [5, 'card-refuses'],
  [5, 'customer-cancels'],
  [1, 'nobody-at-the-pad'],
  [10, 'cashier-cancels'],
  [5, 'double-click'],
  [3, 'paper-out'],
  [3, 'printer-power-lost'],
  [2, 'printer-line-lost'],
]
const OF_DAY_ENDS: readonly (readonly [number, FaultKind])[] = [
  [4, 'request-lost'],
  [4, 'answer-lost'],
  [2, 'answer-cut'],
  [2, 'answer-garbled'],
  [3, 'answer-late'],
  [2, 'answer-doubled'],
  [2, 'host-restarts'],
  [2, 'host-unreachable'],
  [2, 'connection-refused'],
  [9, 'upload-refused'],
  [8, 'crash-in-day-end'],
  [8, 'crash-in-upload'],
  [3, 'crash-in-recovery'],
  [3, 'torn-write'],
  [3, 'disk-full'],
  [2, 'power-cut'],
  [1, 'clock-back'],
]

const FOR_SALES = ['020', '020', '020', '042', '042', '022']
const FOR_HOLDS = ['010', '010', '010', '042', '022']
const FOR_BATCHES = ['050', '032', '032', '042', '022']
const PRODUCTS = ['baguette', 'pain-chocolat', 'croissant']

/** What a person who plans a world may set. */
export interface PlanOptions {
  readonly seed: number
  readonly world: number
  /** How many customers all tills together serve. */
  readonly customers: number
}

export function planWorld({ seed, world, customers }: PlanOptions): WorldPlan {
  const name = `${seed}/${world}`
  const random = new Random(name)
  const tills = random.weighted([
    [3, 1],
    [5, 2],
    [2, 3],
  ])
  const profile = random.weighted([
    [11, 'ascii87'],
    [4, 'bcd87'],
    [1, 'retail-mac'],
    [1, 'aes-cmac'],
  ] as const)
  const banks = ['north', 'south']
    .slice(
      0,
      random.weighted([
        [1, 1],
        [3, 2],
      ]),
    )
    .map((id, place) => ({
      id,
      standby: random.pick(['none', 'own-journal', 'own-journal', 'shared-journal'] as const),
      reservationDays: new Random(`${name}/${place}/days`).pick([7, 7, 1 / 24, 1 / 144]),
    }))
  // Some worlds are calm and some are not, so that long stretches without trouble are lived through too.
  const troublePercent = random.weighted([
    [2, 10],
    [5, 35],
    [3, 70],
  ])
  let number = 0
  const visitsOf = (till: number): Visit[] => {
    const visits: Visit[] = []
    const own = Math.ceil(customers / tills)
    for (let at = 0; at < own; at += 1) {
      number += 1
      const visit = new Random(`${name}/${till}/${at}`)
      if (at > 0 && visit.chance(4)) visits.push(dayEnd(visit, number++, troublePercent))
      visits.push(customer(visit, number, troublePercent))
      if (at > 1 && visit.chance(7)) {
        number += 1
        visits.push(returned(visit, number, troublePercent))
      }
      const held = new Random(`${name}/${till}/${at}/held`)
      if (held.chance(13)) visits.push(reserve(held, ++number, troublePercent))
      if (held.chance(18)) visits.push(reserved(held, ++number, troublePercent))
    }
    return visits
  }
  return { seed: name, profile, banks, tills: Array.from({ length: tills }, (_, till) => ({ visits: visitsOf(till) })) }
}

function returned(random: Random, number: number, troublePercent: number): ReturnVisit {
  const count = random.chance(troublePercent) ? random.whole(1, 2) : 0
  return {
    kind: 'return',
    number,
    pauseMs: random.whole(500, 20_000),
    ofReservation: random.chance(30),
    since: random.whole(0, random.chance(60) ? 3 : 40),
    percent: random.chance(60) ? 100 : random.whole(1, 99),
    faults: Array.from({ length: count }, () => drawFault(random, random.weighted(OF_CUSTOMERS), FOR_SALES)),
  }
}

function reserve(random: Random, number: number, troublePercent: number): ReserveVisit {
  return {
    kind: 'reserve',
    number,
    pauseMs: random.whole(500, 12_000),
    amountMinor: random.whole(100, random.chance(50) ? 2_000 : 12_000),
    tries: [cardTry(random)],
    faults: drawFaults(random, troublePercent, FOR_HOLDS),
  }
}

function reserved(random: Random, number: number, troublePercent: number): ReservedVisit {
  const does = random.weighted([
    [6, 'pay'],
    [3, 'raise'],
    [1, 'release'],
  ] as const)
  return {
    kind: 'reserved',
    number,
    pauseMs: random.whole(500, 20_000),
    since: random.whole(0, 2),
    takesAny: random.chance(10),
    does,
    percent: random.chance(30) ? 100 : random.whole(1, random.chance(20) ? 150 : 99),
    lines: does === 'pay' ? goods(random, 60) : [],
    faults: drawFaults(random, troublePercent, FOR_HOLDS),
  }
}

const drawFaults = (random: Random, troublePercent: number, messages: readonly string[]): Fault[] =>
  Array.from({ length: random.chance(troublePercent) ? random.weighted(HOW_MANY) : 0 }, () =>
    drawFault(random, random.weighted(OF_CUSTOMERS), messages),
  )

const goods = (random: Random, most: number): CustomerVisit['lines'] =>
  Array.from({ length: random.whole(1, 2) }, () => ({
    productId: random.pick(PRODUCTS),
    quantityMilli: random.whole(1, random.chance(30) ? most : 8) * 1_000,
  }))

function dayEnd(random: Random, number: number, troublePercent: number): DayEnd {
  const count = random.chance(troublePercent) ? random.whole(1, 3) : 0
  const faults = Array.from({ length: count }, () => drawFault(random, random.weighted(OF_DAY_ENDS), FOR_BATCHES))
  return { kind: 'day-end', number, pauseMs: random.whole(1_000, 60_000), faults }
}

function customer(random: Random, number: number, troublePercent: number): CustomerVisit {
  const splits = random.chance(12)
  const count = random.chance(troublePercent) ? random.weighted(HOW_MANY) : 0
  return {
    kind: 'customer',
    number,
    pauseMs: random.chance(2) ? random.whole(60_000, 1_800_000) : random.whole(500, 12_000),
    lines: goods(random, 40),
    tries: Array.from({ length: splits ? random.whole(2, 3) : random.whole(1, 3) }, () => cardTry(random)),
    splits,
    leaves: random.chance(splits ? 35 : 3),
    lastResort: random.chance(70) ? 'cash' : 'leave',
    whenUnknown: random.pick(['wait', 'wait', 'hold', 'ask-bank'] as const),
    faults: Array.from({ length: count }, () => drawFault(random, random.weighted(OF_CUSTOMERS), FOR_SALES)),
  }
}

const HOW_MANY: readonly (readonly [number, number])[] = [
  [6, 1],
  [3, 2],
  [1, 4],
]

function cardTry(random: Random): CardTry {
  const entryMode = random.weighted([
    [6, 'chip'],
    [4, 'contactless'],
    [1, 'stripe'],
  ] as const)
  return {
    cardId: random.chance(2) ? EXPIRED_CARD : random.pick(WORLD_CARDS).id,
    entryMode,
    pin: random.weighted([
      [6, 'none'],
      [6, 'online'],
      [1, 'wrong'],
      [2, entryMode === 'chip' ? 'offline' : 'none'],
    ] as const),
    decidesAlone: random.chance(30),
    declinesAlone: random.chance(2),
    wantsSignature: random.chance(7),
    signature: random.weighted([
      [6, 'accept'],
      [2, 'refuse'],
      [1, 'ignore'],
      [1, 'cancel'],
    ] as const),
    device: entryMode === 'contactless' && random.chance(30) ? 'wallet' : 'card',
    atQuestion: random.weighted([
      [6, 'answers'],
      [1, 'is-late'],
      [1, 'refuses'],
      [1, 'looks-away'],
      [1, 'types-card'],
    ] as const),
    readMs: random.whole(300, 6_000),
    authoriseMs: random.whole(200, 5_000),
  }
}

const STEPS: readonly PadStep[] = ['connect', 'read', 'track', 'authorise', 'complete', 'complete']
const CODES: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  'host-declines': ['05', '51', '61', '91', '01', '41', '96'],
  'host-unsettled': ['09', '68'],
  /** When nobody answers: goes on, or declines. */
  'host-asks': ['00', '05'],
  'reversal-put-off': ['91', '96'],
  'reversal-refused': ['12', '05'],
  'advice-refused': ['05', '51'],
  'advice-put-off': ['91', '96'],
  'advice-not-understood': ['12', '30'],
  'upload-refused': ['05', '12'],
}
const OF_LINE: readonly FaultKind[] = FAULT_KINDS.filter((kind) => /^(request|answer)-/.test(kind))

/** How long, by kind, in milliseconds. */
const DURATIONS: Readonly<Partial<Record<FaultKind, readonly [least: number, most: number]>>> = {
  'request-late': [4_000, 50_000],
  'answer-late': [20_000, 60_000],
  'host-reverses-by-itself': [31_000, 60_000],
  'host-restarts': [1_000, 90_000],
  'host-away': [600_000, 14_400_000],
  'host-unreachable': [10_000, 900_000],
  'power-cut': [500, 40_000],
  'disk-full': [200, 90_000],
  'clock-forward': [1_000, 7_200_000],
  'clock-back': [1_000, 7_200_000],
  'pad-unplugged': [1_000, 120_000],
  'cashier-cancels': [0, 20_000],
  'paper-out': [1_000, 300_000],
  'printer-power-lost': [1_000, 120_000],
  'printer-line-lost': [1_000, 60_000],
}

/** The bank's question on its way, or the till's word on it. */
const promptClassOf = (kind: FaultKind): string => (kind.startsWith('request-') ? '061' : '060')

function drawFault(random: Random, kind: FaultKind, messages: readonly string[]): Fault {
  const span = DURATIONS[kind]
  const codes = CODES[kind]
  return {
    kind,
    ...(OF_LINE.includes(kind) && { on: random.chance(6) ? promptClassOf(kind) : random.pick(messages) }),
    ...(/^(pad|card|customer)-/.test(kind) && { step: random.pick(STEPS) }),
    at: random.whole(1, kind === 'crash-in-upload' ? 4 : kind === 'torn-write' ? 999 : 14),
    ...(span && { ms: random.whole(span[0], span[1]) }),
    ...(codes && { code: random.pick(codes) }),
  }
}
