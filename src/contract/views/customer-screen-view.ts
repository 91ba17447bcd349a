import { z } from 'zod'
import type { Locale } from '../locale.ts'
import type { Currency } from '../money.ts'
import type { Result } from '../result.ts'
import type { TenderKind } from './sale-view.ts'
import type { Slices } from './till-view.ts'

/** On which screen the customer's window stands: on the second one where there is one, on one of them, on none. */
export const customerScreenChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('automatic') }),
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('screen'), screenId: z.string().min(1).max(40) }),
])
export type CustomerScreenChoice = z.infer<typeof customerScreenChoiceSchema>

/** A screen of this machine. */
export const machineScreenSchema = z.object({
  id: z.string(),
  /** What the system calls it; empty where it does not say. */
  name: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  /** The till itself is on it. */
  isTills: z.boolean(),
})
export type MachineScreen = z.infer<typeof machineScreenSchema>

export const customerScreensSchema = z.object({
  /** False where the till runs in a browser, which opens no second window. */
  canOpen: z.boolean(),
  screens: z.array(machineScreenSchema),
  choice: customerScreenChoiceSchema,
  /** The screen that the window is on; null while it is on none. */
  shownOn: z.string().nullable(),
})
export type CustomerScreens = z.infer<typeof customerScreensSchema>

/** What the customer should do about the card. */
export const CARD_WORDS = [
  'presentCard',
  'insertCard',
  'swipe',
  'tapAgain',
  'seePhone',
  'code',
  'sign',
  'wait',
  'removeCard',
  'followTerminal',
] as const
export type CardWord = (typeof CARD_WORDS)[number]

/** The one thing that the customer is told. A figure of a payment is shown only once what it says is on disk. */
export type CustomerMessage =
  | { readonly kind: 'welcome' }
  | {
      readonly kind: 'line'
      readonly name: string
      /** Pieces of it; 1 for what is weighed. */
      readonly pieces: number
      readonly lineMinor: number
      readonly totalMinor: number
    }
  | { readonly kind: 'due'; readonly itemCount: number; readonly totalMinor: number; readonly remainingMinor: number }
  /** `isReserve`: the bank is asked to hold the amount, and nothing is to be paid. */
  | { readonly kind: 'card'; readonly word: CardWord; readonly amountMinor: number; readonly isReserve: boolean }
  /** Of a card that is asked about or loaded: what is on it is nobody else's business. */
  | { readonly kind: 'card-aside'; readonly word: CardWord }
  | { readonly kind: 'reserved'; readonly amountMinor: number }
  | {
      readonly kind: 'paid'
      readonly totalMinor: number
      readonly changeMinor: number
      /** A card paid a part of it, and its bank agreed. */
      readonly byCard: boolean
    }

/** A line of the ticket as the customer reads it: what it is, how much of it, what is paid for it. */
export interface CustomerLine {
  readonly id: string
  readonly name: string
  readonly unit: 'piece' | 'kg' | 'litre'
  readonly quantityMilli: number
  /** Taken off, on the line and its share of what is taken off the ticket. */
  readonly discountMinor: number
  readonly totalMinor: number
  /** The last action was about it. */
  readonly isTouched: boolean
}

/** What was paid of the ticket so far. Of a card nothing but its last four figures. */
export interface CustomerPart {
  readonly id: string
  readonly kind: TenderKind
  /** Of a way to pay of the shop's own: what it is called. */
  readonly name: string | null
  readonly isGiftCard: boolean
  readonly cardTail: string | null
  readonly amountMinor: number
}

export interface CustomerTicket {
  /** The newest ones, in the order of the ticket, and how many stand above them. */
  readonly lines: readonly CustomerLine[]
  readonly linesAbove: number
  readonly itemCount: number
  readonly totalMinor: number
  readonly vatMinor: number
  readonly parts: readonly CustomerPart[]
  readonly remainingMinor: number
  /** Loyalty points that the ticket brings, and what the customer has with it. */
  readonly points?: { readonly earned: number; readonly balance: number }
}

/** A question to the customer that the pad cannot ask. */
export interface CustomerQuestion {
  readonly id: string
  readonly kind: 'choice' | 'yes-no' | 'message'
  readonly title: string
  readonly options: readonly string[]
}

/**
 * All that a display of the customer may know: no person of the shop, no reason of a refusal, no customer's name, and of a card its
 * last four figures at most.
 */
export interface CustomerView {
  readonly shopName: string
  readonly locale: Locale
  readonly currency: Currency
  readonly theme: Slices['till']['theme']
  /** Marks every message. */
  readonly training: boolean
  readonly message: CustomerMessage
  /** The ticket around the message; null where none is to be seen. */
  readonly ticket: CustomerTicket | null
  /** A card did not pay; why is for its holder alone, on the pad. */
  readonly isCardRefused: boolean
  readonly question: CustomerQuestion | null
}

/** What the page of the customer is shown: a view, a picture to try the screen by, or null where the till does not answer. */
export type CustomerShow =
  | { readonly kind: 'view'; readonly view: CustomerView }
  | { readonly kind: 'test'; readonly view: CustomerView; readonly screenName: string }
  | { readonly kind: 'away' }

/** What the page of the customer finds as `window.customerScreen`: it is shown things, and answers what it is asked. */
export interface CustomerBridge {
  /** What stands there now, and each time something else does; the returned function ends it. */
  readonly subscribe: (listener: (show: CustomerShow) => void) => () => void
  /** Refused, and nothing happens, unless this is what is asked now. */
  readonly answer: (questionId: string, answer: string) => Promise<Result<null>>
}
