import { ACTIVE_GIFT_CARD, CODE_START, EXPIRED_CARD, NEW_GIFT_CARDS, WORLD_CARDS } from './cards.ts'
import type { CardTry, CustomerVisit, DayEnd, GiftVisit, ReservedVisit, ReserveVisit, ReturnVisit } from './plan.ts'
import { drawDayEndFaults, drawFaults, drawLateFaults, drawTerminalFaults, MESSAGES } from './plan-faults.ts'
import type { Random } from './random.ts'

const PRODUCTS = ['baguette', 'pain-chocolat', 'croissant']

export function returned(random: Random, number: number, troublePercent: number): ReturnVisit {
  const ofReservation = random.chance(45)
  return {
    kind: 'return',
    number,
    pauseMs: random.whole(500, 20_000),
    ofReservation,
    // Few tickets are paid out of reservations: nobody would find an old one.
    since: random.whole(0, ofReservation ? 1 : random.chance(60) ? 3 : 40),
    percent: random.chance(60) ? 100 : random.whole(1, 99),
    faults: drawLateFaults(random, troublePercent),
  }
}

export function reserve(random: Random, number: number, troublePercent: number): ReserveVisit {
  return {
    kind: 'reserve',
    number,
    pauseMs: random.whole(500, 12_000),
    amountMinor: random.whole(100, random.chance(50) ? 2_000 : 12_000),
    tries: [cardTry(random)],
    faults: drawFaults(random, troublePercent, MESSAGES.holds),
  }
}

export function reserved(random: Random, number: number, troublePercent: number): ReservedVisit {
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
    faults: drawFaults(random, troublePercent, MESSAGES.holds),
  }
}

const goods = (random: Random, most: number): CustomerVisit['lines'] =>
  Array.from({ length: random.whole(1, 2) }, () => ({
    productId: random.pick(PRODUCTS),
    quantityMilli: random.whole(1, random.chance(30) ? most : 8) * 1_000,
  }))

export function dayEnd(random: Random, number: number, troublePercent: number): DayEnd {
  const faults = drawDayEndFaults(random, troublePercent)
  return { kind: 'day-end', number, pauseMs: random.whole(1_000, 60_000), faults }
}

interface CustomerDraw {
  readonly random: Random
  /** Draws what is of a kind of its own: cards that are no bank cards, codes, and what is charged besides. */
  readonly kinds: Random
  readonly number: number
  readonly troublePercent: number
}

export function customer({ random, kinds, number, troublePercent }: CustomerDraw): CustomerVisit {
  const splits = random.chance(12)
  const count = splits ? random.whole(2, 3) : random.whole(1, 3)
  return {
    kind: 'customer',
    number,
    pauseMs: random.chance(2) ? random.whole(60_000, 1_800_000) : random.whole(500, 12_000),
    lines: goods(random, 40),
    gifts: kinds.chance(8)
      ? [{ operation: kinds.chance(65) ? 'activation' : 'load', amountMinor: kinds.whole(5, 60) * 100 }]
      : [],
    tries: Array.from({ length: count }, () => ofItsKind(cardTry(random), kinds)),
    splits,
    leaves: random.chance(splits ? 35 : 3),
    lastResort: random.chance(70) ? 'cash' : 'leave',
    whenUnknown: random.pick(['wait', 'wait', 'hold', 'ask-bank'] as const),
    faults: drawFaults(random, troublePercent, MESSAGES.sales),
  }
}

/** Some customers pay, or try to, on the till's standalone terminal. */
export function atTerminal(visit: CustomerVisit, random: Random, troublePercent: number): CustomerVisit {
  if (!random.chance(15)) return visit
  const tries = visit.tries.map((card) => {
    const onTerminal = random.chance(80)
    return onTerminal ? { ...card, onTerminal, code: null, tipPercent: 0, cashbackMinor: 0 } : card
  })
  const leaves = visit.leaves || random.chance(15)
  const splits = visit.splits || random.chance(15)
  return { ...visit, tries, leaves, splits, faults: drawTerminalFaults(random, troublePercent) }
}

/** Some amounts are held by the till's standalone terminal. */
export function heldAtTerminal(visit: ReserveVisit, random: Random, troublePercent: number): ReserveVisit {
  if (!random.chance(30)) return visit
  const tries = visit.tries.map((card) => ({ ...card, onTerminal: true }))
  return { ...visit, tries, faults: drawTerminalFaults(random, troublePercent) }
}

/** And some of them are come back to while that terminal is in trouble. */
export function endedAtTerminal(visit: ReservedVisit, random: Random, troublePercent: number): ReservedVisit {
  return random.chance(30) ? { ...visit, faults: drawTerminalFaults(random, troublePercent) } : visit
}

/** What was sold is put on a card soon, and seldom given back. */
export function gift(random: Random, number: number, troublePercent: number): GiftVisit {
  return {
    kind: 'gift',
    number,
    pauseMs: random.whole(500, 20_000),
    does: random.chance(75) ? 'deliver' : 'give-back',
    since: random.chance(80) ? 0 : random.whole(1, 2),
    tries: [giftCard(cardTry(random), random, NEW_GIFT_CARDS)],
    usedCardId: random.pick([ACTIVE_GIFT_CARD, ACTIVE_GIFT_CARD, ...NEW_GIFT_CARDS]),
    faults: drawFaults(random, troublePercent, MESSAGES.sales),
  }
}

/** Most cards stay as they were drawn; some are gift cards or codes, some are charged a tip or hand out cash. */
function ofItsKind(card: CardTry, kinds: Random): CardTry {
  const what = kinds.weighted([
    [72, 'plain'],
    [6, 'gift'],
    [7, 'code'],
    [8, 'tip'],
    [5, 'cash'],
    [2, 'tip-and-cash'],
  ] as const)
  const tipPercent = kinds.whole(1, 20)
  const cashbackMinor = kinds.whole(1, 60) * 100
  switch (what) {
    case 'plain':
      return card
    case 'gift':
      return giftCard(card, kinds, [ACTIVE_GIFT_CARD, ACTIVE_GIFT_CARD, ...NEW_GIFT_CARDS])
    case 'code':
      return { ...card, code: `${CODE_START}${kinds.whole(100, 999)}` }
    case 'tip':
      return { ...card, tipPercent }
    default:
      // Mostly a card that may: a chip, with its code.
      return {
        ...card,
        cashbackMinor,
        ...(what === 'tip-and-cash' && { tipPercent }),
        ...(kinds.chance(85) && { entryMode: 'chip', device: 'card', pin: 'online' }),
      }
  }
}

/** A gift card has a stripe and nothing else. */
function giftCard(card: CardTry, random: Random, ids: readonly string[]): CardTry {
  return {
    ...card,
    cardId: random.pick(ids),
    entryMode: 'stripe',
    device: 'card',
    pin: random.pick(['online', 'none']),
  }
}

function cardTry(random: Random): CardTry {
  const entryMode = random.weighted([
    [6, 'chip'],
    [4, 'contactless'],
    [1, 'stripe'],
  ] as const)
  return {
    cardId: random.chance(2) ? EXPIRED_CARD : random.pick(WORLD_CARDS).id,
    code: null,
    tipPercent: 0,
    cashbackMinor: 0,
    onTerminal: false,
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
