import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  AuthorisationTerms,
  CardAuthorisation,
  CardRead,
  CardVerdict,
  EmvFigures,
  EncryptedTrack,
  HostVerdict,
  PadIdentity,
  PinPadPort,
} from '#payment/ports/pin-pad.port.ts'
import { worldCardOf } from './cards.ts'
import type { FaultBook, PadStep } from './faults.ts'
import type { CardTry } from './plan.ts'

const IDENTITY: PadIdentity = {
  model: 'M',
  maker: 'X',
  serialNumber: '1',
  specification: '2.12',
  supportsContactless: true,
  secureLink: true,
  software: '1',
}
const FIGURES: EmvFigures = {
  cryptogramHex: 'AABBCCDDEEFF0011',
  terminalVerificationResultsHex: '0000008000',
  transactionStatusHex: 'E800',
  transactionCounterHex: '0001',
  issuerDataHex: null,
}
const REQUEST_DATA = '9F2608AABBCCDDEEFF00119F2701809F100706010A03A00000'
const LAST_WORD_DATA = '9F26081122334455667788 9F270140'.replace(' ', '')
const UNPLUGGED_MS = 5_000
const CONNECT_MS = 40
const COMPLETE_MS = 300
const READ_TIMEOUT_MS = 60_000

/** The pad on the counter and who stands before it; both outlive the program. */
export class CounterPad {
  customer: CardTry | null = null
  awayUntilMs = 0
  /** Numbers of payments whose chip, asked for its last word, did not agree. */
  readonly disagreed = new Set<string>()
}

export interface WorldPadParts {
  readonly counter: CounterPad
  readonly book: FaultBook
  readonly clock: ClockPort
  readonly nowMs: () => number
  /** The payment that asks its card for the last word, from the till's disk. */
  readonly paymentAtTheCard: () => string | null
}

type Step<Value> = () => Result<Value>

/** A pad at the port: what a real one says and how long it takes, and every way in which one may fail. */
export function worldPad({ counter, book, clock, nowMs, paymentAtTheCard }: WorldPadParts): PinPadPort {
  let stop: (() => void) | null = null
  const isAway = () => nowMs() < counter.awayUntilMs

  /** Takes its time, unless it is stopped or struck. */
  function takes<Value>(step: PadStep, ms: number, then: Step<Value>): Promise<Result<Value>> {
    return new Promise((resolve) => {
      const end = (result: Result<Value>) => {
        forget()
        stop = null
        resolve(result)
      }
      const forget = clock.after(ms, () => end(trouble(step) ?? then()))
      stop = () => end(fail('PAYMENT_CANCELLED'))
    })
  }

  function trouble(step: PadStep): Result<never> | null {
    if (isAway()) return fail('PINPAD_LINK_LOST')
    const fault = book.take((waiting) => waiting.step === step && HERE[step].includes(waiting.kind))
    switch (fault?.kind) {
      case 'pad-unplugged':
        counter.awayUntilMs = nowMs() + (fault.ms ?? UNPLUGGED_MS)
        return fail('PINPAD_LINK_LOST')
      case 'pad-malformed':
        return fail('PINPAD_MALFORMED')
      case 'card-pulled':
        return fail('PINPAD_CARD_REMOVED')
      case 'customer-cancels':
        return fail('PINPAD_CUSTOMER_CANCELLED')
      default:
        return null
    }
  }

  function authorisation(customer: CardTry, terms: AuthorisationTerms): CardAuthorisation {
    const { cardId, entryMode, pin, wantsSignature, device } = customer
    const card = worldCardOf(cardId)
    const asksOnline = (pin === 'online' || pin === 'wrong') && device === 'card'
    const alone = customer.decidesAlone && !terms.forceOnline && terms.floorLimitMinor > 0 && !asksOnline
    return {
      decision: customer.declinesAlone ? 'offline-declined' : alone ? 'offline-approved' : 'online',
      pin: asksOnline ? 'online' : pin === 'offline' ? 'offline' : 'none',
      signatureRequired: wantsSignature,
      deviceVerified: device === 'wallet',
      pinBlockHex: asksOnline ? (pin === 'wrong' ? card.wrongPinBlockHex : card.pinBlockHex) : null,
      pinKeySerialHex: asksOnline ? card.pinKeySerialHex : null,
      emvDataHex: entryMode === 'stripe' ? '' : REQUEST_DATA,
      emv: FIGURES,
    }
  }

  function lastWord({ kind }: HostVerdict): CardVerdict {
    const refuses = kind !== 'declined' && book.takeKind('card-refuses') !== null
    const asked = counter.customer?.entryMode === 'chip'
    const approved = asked && kind !== 'declined' && !refuses
    return { approved, emvDataHex: LAST_WORD_DATA, emv: FIGURES }
  }

  return {
    alias: 'TPE',
    endpoint: 'world:',
    connect: () =>
      isAway() ? Promise.resolve(fail('PINPAD_PORT_NOT_FOUND')) : takes('connect', CONNECT_MS, () => succeed(IDENTITY)),
    beginPurchase: () => {
      const nobody = counter.customer === null || book.takeKind('nobody-at-the-pad') !== null
      if (nobody) return takes<CardRead>('read', READ_TIMEOUT_MS, () => fail('PINPAD_TIMEOUT'))
      const { cardId, device, entryMode, readMs } = counter.customer as CardTry
      return takes('read', readMs, () => succeed({ ...worldCardOf(cardId).read, entryMode, device, fallback: false }))
    },
    encryptTrack: async (): Promise<Result<EncryptedTrack>> => {
      const stopped = trouble('track')
      if (stopped !== null || counter.customer === null) return stopped ?? fail('PINPAD_LINK_LOST')
      return succeed(worldCardOf(counter.customer.cardId).track)
    },
    authorise: (terms) => {
      const { customer } = counter
      if (customer === null) return Promise.resolve(fail('PINPAD_LINK_LOST'))
      return takes('authorise', customer.authoriseMs, () => succeed(authorisation(customer, terms)))
    },
    askCustomer: () => null,
    complete: async (verdict) => {
      const payment = paymentAtTheCard()
      const answer = await takes('complete', COMPLETE_MS, () => succeed(lastWord(verdict)))
      if (payment !== null && !(answer.ok && answer.value.approved)) counter.disagreed.add(payment)
      return answer
    },
    removeCard: async () => (isAway() ? fail('PINPAD_LINK_LOST') : succeed(null)),
    end: async () => (isAway() ? fail('PINPAD_LINK_LOST') : succeed(null)),
    cancel: async () => {
      stop?.()
      return isAway() ? fail('PINPAD_LINK_LOST') : succeed(null)
    },
    disconnect: async () => {},
    onNotice: () => () => {},
  }
}

const EVERYWHERE = ['pad-unplugged', 'pad-malformed'] as const
const HERE: Readonly<Record<PadStep, readonly string[]>> = {
  connect: EVERYWHERE,
  read: [...EVERYWHERE, 'card-pulled', 'customer-cancels'],
  track: [...EVERYWHERE, 'card-pulled'],
  authorise: [...EVERYWHERE, 'card-pulled', 'customer-cancels'],
  complete: [...EVERYWHERE, 'card-pulled'],
}
