import { type Failure, fail, succeed } from '#contract/result.ts'
import type {
  StandaloneTerminalPort,
  TerminalNotice,
  TerminalOrder,
  TerminalOutcome,
  TerminalResult,
} from '#payment/ports/standalone-terminal.port.ts'
import type { TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'
import type { FaultBook } from './faults.ts'
import type { Life } from './life.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The device number of the one terminal that each till has. */
export const COUNTER_TERMINAL = 'counter-terminal'

/** What the terminal's own book says of an order that it approved. */
export interface BookedOrder {
  readonly orderId: string
  readonly operation: TerminalOrder['operation']
  readonly amountMinor: number
  readonly receiptNumber: string
  /** Of a void: what it takes back. Of a completion or a release: the reservation that it ends. */
  readonly original: string | null
  /** reversed: taken back by itself, since the till did not say yes. */
  state: 'approved' | 'reversed'
  isSent: boolean
}

const ENDS_HOLD: readonly TerminalOrder['operation'][] = ['complete', 'release']
/** Orders that name an earlier one by its receipt, once. */
const NAMES_ONE: readonly TerminalOrder['operation'][] = ['void', ...ENDS_HOLD]

/** The terminal on the counter with its book; both outlive the program. */
export class CounterTerminal {
  readonly booked: BookedOrder[] = []
  /** on-yes: books once the till has said yes, and takes back without it (ZVT). at-once: books and says so (Caisse-AP). */
  readonly kind: 'on-yes' | 'at-once'
  awayUntilMs = 0
  /** A customer stands before it, or its word is still on its way. */
  busy = 0
  /** Every order that it was ever given. */
  readonly given = new Set<string>()

  constructor(kind: CounterTerminal['kind']) {
    this.kind = kind
  }

  /** Whether it holds an amount still, by the order that reserved it or by its receipt. */
  held(name: Pick<BookedOrder, 'orderId'> | Pick<BookedOrder, 'receiptNumber'>): BookedOrder | null {
    const entry = this.booked.find((one) => {
      const isIt = 'orderId' in name ? one.orderId === name.orderId : one.receiptNumber === name.receiptNumber
      return isIt && one.operation === 'reserve' && one.state === 'approved'
    })
    const isOver = this.booked.some(({ operation, original, state }) => {
      return ENDS_HOLD.includes(operation) && original === entry?.receiptNumber && state === 'approved'
    })
    return entry === undefined || isOver ? null : entry
  }

  /** What its journal shows of an order, to whoever reads it; null while it is not done. */
  read(orderId: string): { readonly outcome: 'paid' | 'not-paid'; readonly amountMinor: number } | null {
    if (this.busy > 0) return null
    const entry = this.booked.find((one) => one.orderId === orderId && one.state === 'approved')
    return entry ? { outcome: 'paid', amountMinor: entry.amountMinor } : { outcome: 'not-paid', amountMinor: 0 }
  }
}

export interface WorldTerminalParts {
  readonly counter: CounterTerminal
  readonly book: FaultBook
  readonly time: VirtualTime
  readonly life: Life
  /** The order has arrived: who looks on compares it with the disk. */
  readonly onOrder: (order: TerminalOrder) => void
}

const CUSTOMER_MS = 4_000
const RECALL_MS = 400
const LATE_MS = 40_000
const AWAY_MS = 20_000
/** Where the line goes: before the order is there, before its result is told, with the till's yes, before its end is told. */
const CUTS = ['order', 'result', 'yes', 'end'] as const

const lost: TerminalOutcome = { kind: 'unknown', failure: { code: 'TERMINAL_LINK_LOST' } }
const cannotTell: TerminalOutcome = { kind: 'unknown', failure: { code: 'TERMINAL_CANNOT_TELL' } }
const abandoned: TerminalOutcome = { kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } }
const declined = (failure: Failure): TerminalOutcome => ({ kind: 'declined', failure, isNotVoidable: true })
const never = (): Promise<never> => new Promise(() => {})

/** A terminal at the port: what a real one says and how long it takes, and every way in which its line or its customer may fail. */
export function worldTerminal(parts: WorldTerminalParts): StandaloneTerminalPort {
  const { counter, book, time, life, onOrder } = parts
  const listeners = new Set<(notice: TerminalNotice) => void>()
  const isAway = () => time.nowMs < counter.awayUntilMs
  const notThere = { kind: 'not-started', failure: fail('TERMINAL_NOT_FOUND', { endpoint: 'world:' }).error } as const
  const busy = { kind: 'not-started', failure: { code: 'TERMINAL_BUSY' } } as const

  /** A program that died hears nothing any more; the terminal goes on. */
  const heard = async <Value>(work: Promise<Value>): Promise<Value> => {
    const value = await work
    return life.isOver ? never() : value
  }

  async function serve(order: TerminalOrder): Promise<TerminalOutcome> {
    const away = book.takeKind('terminal-away')
    if (away !== null) counter.awayUntilMs = time.nowMs + (away.ms ?? AWAY_MS)
    if (isAway()) return notThere
    if (counter.busy > 0) return busy
    const cut = book.takeKind('terminal-line-lost')
    const where = cut === null ? null : CUTS[(cut.at ?? 0) % CUTS.length]
    onOrder(order)
    if (where === 'order') return lost
    counter.busy += 1
    try {
      await time.pause(CUSTOMER_MS)
      const refused = refusalOf(counter, book, order)
      if (refused !== null) return where === null ? refused : lost
      return await (counter.kind === 'on-yes' ? bookOnYes(order, where) : bookAtOnce(order, where))
    } finally {
      counter.busy -= 1
    }
  }

  async function bookOnYes(order: TerminalOrder, where: (typeof CUTS)[number] | null | undefined) {
    const { entry, result } = approval(counter, book, order)
    counter.booked.push(entry)
    entry.state = 'reversed'
    if (where === 'result') return lost
    const kept = await Promise.race([order.keep(result), life.over])
    if (kept === false) return abandoned
    // Its yes came, or the program died before it could say it, or the line went with it.
    if (kept !== true || where === 'yes') return lost
    entry.state = 'approved'
    return where === 'end' ? lost : ({ kind: 'approved', result } as const)
  }

  async function bookAtOnce(order: TerminalOrder, where: (typeof CUTS)[number] | null | undefined) {
    const { entry, result } = approval(counter, book, order)
    counter.booked.push(entry)
    const outcome = { kind: 'approved', result } as const
    if (book.takeKind('terminal-late') === null) return where === null ? outcome : lost
    counter.busy += 1
    time.after(LATE_MS, () => {
      counter.busy -= 1
      if (!life.isOver) for (const listener of [...listeners]) listener({ kind: 'late', orderId: order.id, outcome })
    })
    return { kind: 'unknown', failure: { code: 'TERMINAL_NO_ANSWER' } } as const
  }

  async function recall(order: TerminalOrder): Promise<TerminalOutcome> {
    await time.pause(RECALL_MS)
    if (isAway()) return notThere
    if (counter.busy > 0 || book.takeKind('terminal-mute') !== null) return cannotTell
    return counter.kind === 'on-yes' ? recalledByNumbers(counter, order) : recalledByReference(counter, order)
  }

  const ordered = (order: TerminalOrder) => heard(serve(order))
  return {
    alias: 'Comptoir',
    endpoint: 'world:',
    can: new Set(['pay', 'refund', 'void', 'reserve', 'complete', 'release', 'day-end', 'last-result']),
    probe: async () => succeed({ protocolVersion: '1', terminalId: null }),
    pay: ordered,
    refund: ordered,
    void: ordered,
    reserve: ordered,
    complete: ordered,
    release: ordered,
    lastResult: (order) => heard(recall(order)),
    dayEnd: async () => {
      if (isAway()) return { kind: 'not-started', failure: notThere.failure }
      for (const entry of counter.booked) entry.isSent = true
      return heard(Promise.resolve({ kind: 'done', ticket: null } as const))
    },
    reprint: async () => fail('TERMINAL_CANNOT'),
    abort: async () => fail('TERMINAL_CANNOT'),
    close: async () => {},
    onNotice: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The one terminal of a till, as its payments find it. */
export function onlyTerminal(port: StandaloneTerminalPort): TerminalDirectory {
  const terminal = { id: COUNTER_TERMINAL, alias: port.alias, isReachable: true, port }
  return {
    list: () => [terminal],
    find: (id) => (id === COUNTER_TERMINAL ? terminal : null),
    onChange: () => () => {},
  }
}

/** Why nothing is booked; null where something is. */
function refusalOf(counter: CounterTerminal, book: FaultBook, order: TerminalOrder): TerminalOutcome | null {
  if (book.takeKind('terminal-ends-its-day') !== null) for (const entry of counter.booked) entry.isSent = true
  if (book.takeKind('terminal-abandons') !== null) return abandoned
  if (book.takeKind('terminal-declines') !== null)
    return declined({ code: 'TERMINAL_DECLINED', details: { reason: '05' } })
  const receipt = order.original?.receiptNumber ?? ''
  if (ENDS_HOLD.includes(order.operation)) {
    const held = counter.held({ receiptNumber: receipt })
    const isWithin = held !== null && order.amountMinor <= held.amountMinor
    return isWithin ? null : declined({ code: 'TERMINAL_REFUSED_ORDER', details: { reason: 'B5' } })
  }
  if (order.operation !== 'void') return null
  const isVoided = counter.booked.some(({ original, state }) => original === receipt && state === 'approved')
  if (isVoided) return declined({ code: 'TERMINAL_ALREADY_VOIDED' })
  const original = counter.booked.find(({ receiptNumber }) => receiptNumber === receipt)
  const isVoidable = original?.state === 'approved' && !original.isSent && original.amountMinor === order.amountMinor
  return isVoidable ? null : declined({ code: 'TERMINAL_REFUSED_ORDER', details: { reason: 'B5' } })
}

function approval(counter: CounterTerminal, book: FaultBook, order: TerminalOrder) {
  const isPart = order.mayBeLess === true && order.amountMinor > 1 && book.takeKind('terminal-pays-part') !== null
  const amountMinor = isPart ? Math.ceil(order.amountMinor / 2) : order.amountMinor
  const receiptNumber = String(counter.booked.length + 1).padStart(4, '0')
  const original = NAMES_ONE.includes(order.operation) ? (order.original?.receiptNumber ?? null) : null
  const { id: orderId, operation } = order
  const entry: BookedOrder = {
    orderId,
    operation,
    amountMinor,
    receiptNumber,
    original,
    state: 'approved',
    isSent: false,
  }
  return { entry, result: resultOf(entry) }
}

function resultOf({ amountMinor, receiptNumber }: BookedOrder): TerminalResult {
  return {
    amountMinor,
    reference: { approvalCode: `61${receiptNumber}`, receiptNumber, traceNumber: receiptNumber },
    scheme: 'cb',
    maskedPan: '497010******4821',
    applicationId: null,
    entryMode: 'chip',
    contract: null,
    ticket: ['CARTE BANCAIRE', receiptNumber],
  }
}

/** By the numbers of what it had told; of an order that it never told of it says only that the one before is still the last. */
function recalledByNumbers({ booked }: CounterTerminal, { told, lastReceiptNumber }: TerminalOrder): TerminalOutcome {
  const last = booked.at(-1)
  if (last === undefined) return cannotTell
  if (told?.receiptNumber === last.receiptNumber) {
    return last.state === 'approved' ? { kind: 'approved', result: resultOf(last) } : abandoned
  }
  return told === undefined && lastReceiptNumber === last.receiptNumber ? abandoned : cannotTell
}

/** By the till's own reference, which it keeps with its last payment. */
function recalledByReference({ booked }: CounterTerminal, { id }: TerminalOrder): TerminalOutcome {
  const last = booked.at(-1)
  return last?.orderId === id ? { kind: 'approved', result: resultOf(last) } : cannotTell
}
