import type { Fault } from './faults.ts'
import {
  atTerminal,
  customer,
  dayEnd,
  endedAtTerminal,
  gift,
  heldAtTerminal,
  reserve,
  reserved,
  returned,
} from './plan-visits.ts'
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

export type Visit = CustomerVisit | ReturnVisit | ReserveVisit | ReservedVisit | GiftVisit | DayEnd

export interface CustomerVisit {
  readonly kind: 'customer'
  readonly number: number
  readonly pauseMs: number
  readonly lines: readonly { readonly productId: string; readonly quantityMilli: number }[]
  /** What is put on a gift card once the ticket is paid: one at most. */
  readonly gifts: readonly { readonly operation: 'activation' | 'load'; readonly amountMinor: number }[]
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
  /** Read out in the place of a card; null: it is a card. */
  readonly code: string | null
  /** Of what it pays. */
  readonly tipPercent: number
  /** Cash to take along. */
  readonly cashbackMinor: number
  /** On the till's standalone terminal, not on its pad. */
  readonly onTerminal: boolean
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

/** Has the bank hold an amount on a card, by the pad or by the till's standalone terminal. */
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

/** What was paid for is put on a gift card, or given back. */
export interface GiftVisit {
  readonly kind: 'gift'
  readonly number: number
  readonly pauseMs: number
  readonly does: 'deliver' | 'give-back'
  /** How many of those that are owed are older. */
  readonly since: number
  /** One card, new out of the stack; with none there is nobody at the pad. */
  readonly tries: readonly CardTry[]
  /** The card that comes instead, where one is to be loaded that is in use. */
  readonly usedCardId: string
  readonly faults: readonly Fault[]
}

export interface DayEnd {
  readonly kind: 'day-end'
  readonly number: number
  readonly pauseMs: number
  readonly faults: readonly Fault[]
}

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
      reservationDays: new Random(`${name}/${place}/days`).pick([7, 7, 1 / 24, 1 / 480]),
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
      const kinds = new Random(`${name}/${till}/${at}/kinds`)
      const bought = customer({ random: visit, kinds, number, troublePercent })
      visits.push(atTerminal(bought, new Random(`${name}/${till}/${at}/terminal`), troublePercent))
      if (kinds.chance(9)) visits.push(gift(kinds, ++number, troublePercent))
      if (at > 1 && visit.chance(9)) {
        number += 1
        visits.push(returned(visit, number, troublePercent))
      }
      const held = new Random(`${name}/${till}/${at}/held`)
      const there = new Random(`${name}/${till}/${at}/held-at-terminal`)
      if (held.chance(15)) visits.push(heldAtTerminal(reserve(held, ++number, troublePercent), there, troublePercent))
      if (held.chance(21)) visits.push(endedAtTerminal(reserved(held, ++number, troublePercent), there, troublePercent))
    }
    return visits
  }
  return { seed: name, profile, banks, tills: Array.from({ length: tills }, (_, till) => ({ visits: visitsOf(till) })) }
}
