import type { Fault } from './faults.ts'
import type { CardTry, CustomerVisit, Visit, WorldPlan } from './plan.ts'

/** A plan as a person reads it: a line for the banks, and one for each visit with its troubles below. */
export function planInWords({ profile, banks, tills }: WorldPlan): string[] {
  const kept = banks.map(({ id, standby, reservationDays }) => {
    return `${id} (standby: ${standby}; keeps a reservation for ${Math.round(reservationDays * 1_440)} minutes)`
  })
  return [
    `Messages of ${profile}; banks: ${kept.join(', ')}`,
    ...tills.flatMap(({ visits }, till) => visits.flatMap((visit) => visitInWords(visit, till + 1))),
  ]
}

function visitInWords(visit: Visit, till: number): string[] {
  const faults = visit.faults.map((fault) => `    trouble: ${faultInWords(fault)}`)
  return [`  till ${till}, ${visit.kind} ${visit.number}: ${whatHappens(visit)}`, ...faults]
}

function whatHappens(visit: Visit): string {
  switch (visit.kind) {
    case 'customer': {
      const { splits, leaves, lastResort, whenUnknown, gifts } = visit
      const ways = [splits && 'the first card pays a half', leaves && 'walks away after the first card']
      const then = `otherwise ${lastResort}; ${whenUnknown} while the bank is silent`
      const sold = gifts.map(({ operation, amountMinor }) => `and ${amountMinor} for the ${operation} of a gift card`)
      return [[`buys ${goodsInWords(visit.lines)}`, ...sold].join(' '), ...visit.tries.map(cardInWords), ...ways, then]
        .filter((part) => part !== false)
        .join('; ')
    }
    case 'return': {
      const { percent, since, ofReservation } = visit
      return `brings back ${percent} % of a ${ofReservation ? 'ticket out of a reservation' : 'card sale'}, ${since} newer ones left out`
    }
    case 'reserve':
      return [`has ${visit.amountMinor} reserved`, ...visit.tries.map(cardInWords)].join('; ')
    case 'reserved':
      return reservedInWords(visit)
    case 'gift': {
      const { does, since, usedCardId } = visit
      const which = `what is paid for a gift card, ${since} older ones left out`
      if (does === 'give-back') return `wants the money back of ${which}`
      return [`brings a card for ${which}`, ...visit.tries.map(cardInWords), `or ${usedCardId} to be loaded`].join('; ')
    }
    case 'day-end':
      return 'the day is closed'
  }
}

function reservedInWords({ does, percent, since, lines }: Extract<Visit, { kind: 'reserved' }>): string {
  const which = `of the reservation ${since} newer ones before it`
  switch (does) {
    case 'pay':
      return `buys ${goodsInWords(lines)}, pays with ${percent} % ${which}`
    case 'raise':
      return `has ${percent} % more reserved ${which}`
    case 'release':
      return `lets go ${which}`
  }
}

const goodsInWords = (lines: CustomerVisit['lines']): string =>
  lines.map(({ productId, quantityMilli }) => `${quantityMilli / 1_000} ${productId}`).join(' and ') || 'nothing'

/** What is as with most cards goes without saying. */
function cardInWords(card: CardTry): string {
  if (card.code !== null) return `code ${card.code}`
  const {
    tipPercent,
    cashbackMinor,
    onTerminal,
    cardId,
    entryMode,
    pin,
    device,
    decidesAlone,
    declinesAlone,
    wantsSignature,
    signature,
    atQuestion,
  } = card
  const own = [
    onTerminal && 'on the terminal',
    tipPercent > 0 && `${tipPercent} % tip`,
    cashbackMinor > 0 && `${cashbackMinor} in cash`,
    device === 'wallet' && 'in a telephone',
    pin !== 'none' && `PIN ${pin}`,
    decidesAlone && 'may decide alone',
    declinesAlone && 'declines alone',
    wantsSignature && 'wants a signature',
    signature !== 'accept' && `a signature or question: ${signature}`,
    atQuestion !== 'answers' && `at a question: ${atQuestion}`,
  ]
  return `card ${[cardId, entryMode, ...own].filter((part) => part !== false).join(', ')}`
}

function faultInWords({ kind, on, step, at, ms, code }: Fault): string {
  const parts = [
    on !== undefined && `on ${on}x`,
    step !== undefined && `at ${step}`,
    at !== undefined && `number ${at}`,
    ms !== undefined && `${ms} ms`,
    code !== undefined && `code ${code}`,
  ]
  return [kind, ...parts.filter((part) => part !== false)].join(', ')
}
