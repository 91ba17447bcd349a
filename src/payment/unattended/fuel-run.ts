import type { Currency } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'

/** Who wants what, written down before anything is asked of the bank. */
export interface FuelRun {
  /** Also the name of the order at the pump. */
  readonly id: string
  readonly pumpId: string
  /** As people call the pump: the reservation and the ticket bear it. */
  readonly pumpName: string
  /** The nozzle that was taken. */
  readonly nozzle: number
  readonly wantedMinor: number
  readonly currency: Currency
  /** Names the reservation's payment, so that a restart finds it. */
  readonly reservationSaleId: string
  /** Of every nozzle of the pump; left out by runs of before. */
  readonly fuels?: readonly SoldFuel[]
  /** The ticket that the delivery becomes. */
  readonly saleId: string
  readonly startedAt: string
  /** Who ended it by hand, because the pump was dead. */
  readonly closedBy?: string
  /** What the pump said of it afterwards, where that is not what it was closed with. */
  readonly toldLaterMinor?: number
}

/** What a nozzle gave when the customer took it: no later change of the settings changes what is sold. */
export interface SoldFuel {
  readonly nozzle: number
  /** Thousandths of the currency unit for a litre. */
  readonly priceMilli: number
  readonly fuel: string
  readonly vatBasisPoints: number
}

/** What the bank holds: the ceiling that the pump is told. */
export interface FuelReservation {
  readonly paymentId: string
  readonly ceilingMinor: number
}

/** What the meter of the pump counted. */
export interface Delivery {
  readonly nozzle: number
  readonly priceMilli: number
  readonly volumeMl: number
  readonly amountMinor: number
  /** What the customer pays: the amount, or the ceiling where a broken pump went past it. */
  readonly chargedMinor: number
}

interface Reserved {
  readonly run: FuelRun
  readonly reservation: FuelReservation
}

/**
 * One customer at a pump without a cashier, as it lies on disk after each step.
 *
 *   reserving ──► releasing ──► released ──► delivering ──► completing ──► done
 *     │  │            │ pump      │ │          │  │ ▲          │ cannot be paid out of it
 *     │  │            │ silent    │ │ stop     │  │ │ runs     ▼
 *     │  │            ▼           │ ▼          │  │ │        unpaid ──► noted
 *     │  │        withdrawing ────┼─stopping ◄─┘  │ │         (a person)
 *     │  │ restart    │ │ └───────┼───────────────┼─┘
 *     │  └────────────┼─┴─────────┴── nothing ────┘ (forgotten by the pump: withdrawing)
 *     │ a no          ▼               delivered
 *     ▼           letting-go ──► let-go
 *   not-reserved
 *
 * A pump that never comes back leaves its run where it was, until a manager closes it by hand with what its counter shows:
 * something leads to `completing`, nothing to `letting-go`. What the pump says of it afterwards changes nothing and is kept.
 *
 * Guarantees, at any kill: the pump is released only from `releasing`, which is on disk with the bank's yes, and only in
 * the life that was given it: a start takes a release back instead of giving it to whoever stands there now. What the
 * pump says it delivered is on disk as `completing` before the bank or the pump hears of it, and stays so until the
 * ticket is paid out of the reservation. Nothing delivered leads to `letting-go`, which stays until that is on disk.
 * The pump keeps ended orders until they were taken, so that an end is never lost between the two.
 */
export type FuelRunState =
  | {
      readonly kind: 'reserving'
      readonly run: FuelRun
      /** The life that asked for the card is over: what the bank holds is let go of. */
      readonly isInterrupted: boolean
    }
  | ({ readonly kind: 'releasing' | 'released' | 'delivering' | 'withdrawing' | 'stopping' } & Reserved)
  | ({ readonly kind: 'completing'; readonly delivery: Delivery } & Reserved)
  | ({ readonly kind: 'letting-go'; readonly cause: Failure | null } & Reserved)
  | ({
      readonly kind: 'done'
      readonly delivery: Delivery
      readonly paymentId: string
      readonly endedAt: string
    } & Reserved)
  | ({ readonly kind: 'let-go'; readonly cause: Failure | null; readonly endedAt: string } & Reserved)
  | { readonly kind: 'not-reserved'; readonly run: FuelRun; readonly cause: Failure; readonly endedAt: string }
  | ({ readonly kind: 'unpaid'; readonly delivery: Delivery; readonly cause: Failure } & Reserved)
  | ({
      readonly kind: 'noted'
      readonly delivery: Delivery
      readonly cause: Failure
      readonly by: string
      readonly endedAt: string
    } & Reserved)

const FINAL_KINDS: readonly FuelRunState['kind'][] = ['done', 'let-go', 'not-reserved', 'noted']

/** The pump delivers up to what is held, or what it delivered is about to be paid out of it. */
const SELLING_KINDS: readonly FuelRunState['kind'][] = [
  'releasing',
  'released',
  'delivering',
  'withdrawing',
  'stopping',
  'completing',
]

/** Whether a delivery counts on this reservation: let go of, or paid out of for something else, the fuel would be paid by nobody. */
export function sellsOn(state: FuelRunState, paymentId: string): boolean {
  return 'reservation' in state && state.reservation.paymentId === paymentId && SELLING_KINDS.includes(state.kind)
}

/** Nothing more happens to it by itself or by a person. */
export function isOver({ kind }: FuelRunState): boolean {
  return FINAL_KINDS.includes(kind)
}
