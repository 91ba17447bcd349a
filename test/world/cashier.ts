import { LIMITS } from '#contract/limits.ts'
import type { Result } from '#contract/result.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { Errands } from './errands.ts'
import type { Fault } from './faults.ts'
import { PROGRAM_DIED } from './life.ts'
import type { Machine } from './machine.ts'
import type { CardTry, CustomerVisit, Visit } from './plan.ts'
import { Questioned } from './questioned.ts'
import { COUNTER_TERMINAL } from './terminal.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Watch } from './watch.ts'

/** Beyond the longest question, a call to the bank, that nobody answers. */
const TICKET_PATIENCE_MS = LIMITS.referralTimeoutMs + 600_000
const BANK_PATIENCE_MS = 90_000

/** Faults that a person or the building brings about, not a port: by when they strike. */
const AT_ONCE: readonly Fault['kind'][] = ['host-away', 'host-unreachable', 'clock-forward', 'clock-back', 'power-cut']
/** What a payment may ask of the person at the till. */
const ASKED: readonly string[] = ['check-signature', 'confirm-repeat', 'choose-part', 'call-bank']
const OF_HAND: readonly Fault['kind'][] = ['cashier-cancels', 'double-click']

export interface CashierParts {
  readonly machine: Machine
  readonly time: VirtualTime
  readonly watch: Watch
  /** Takes one of the hosts away. */
  readonly goAway: (host: number, ms: number) => void
  readonly tell: (text: string) => void
}

/** A person at one till, who serves visit after visit and never gives up on a ticket. */
export class Cashier {
  readonly #parts: CashierParts
  readonly #machine: Machine
  /** What this customer's visit has this person do. */
  #hand: Fault[] = []

  readonly #errands: Errands

  constructor(parts: CashierParts) {
    this.#parts = parts
    this.#machine = parts.machine
    this.#errands = new Errands(parts, {
      press: (ask) => this.#press(ask),
      untilEnded: (saleId, card) => this.#untilEnded(saleId, card),
      ring: (goods) => this.#ring(goods),
      sale: () => this.#sale(),
      seePaid: () => this.#seePaid(),
    })
  }

  async work(visits: readonly Visit[]): Promise<void> {
    for (const visit of visits) {
      await this.#parts.time.pause(visit.pauseMs)
      this.#begin(visit)
      await this.#surviving(async () => {
        if (visit.kind === 'customer') await this.#serve(visit)
        else if (visit.kind === 'day-end') await this.closeDay()
        else await this.#errands.run(visit)
      })
      if (visit.kind === 'customer') await this.#surviving(() => this.#finish(visit))
      if (visit.kind === 'reserved') await this.#surviving(() => this.#finish({ ...PATIENT, number: visit.number }))
    }
  }

  /** Does something on a program that runs; a death in the middle ends it. @returns whether it came to its end. */
  async #surviving(work: () => Promise<void>): Promise<boolean> {
    await this.#machine.up()
    try {
      await work()
      return true
    } catch (thrown) {
      if (thrown !== PROGRAM_DIED) throw thrown
      return false
    }
  }

  #begin(visit: Visit): void {
    const { machine, tell } = this.#parts
    tell(`till ${machine.index + 1}: ${visit.kind} ${visit.number}`)
    machine.beginVisit()
    machine.pad.customer = null
    this.#hand = visit.faults.filter(({ kind }) => OF_HAND.includes(kind))
    machine.book.arm(visit.faults.filter(({ kind }) => !OF_HAND.includes(kind) && !AT_ONCE.includes(kind)))
    for (const fault of visit.faults) if (AT_ONCE.includes(fault.kind)) this.#bringAbout(fault)
  }

  #bringAbout(fault: Fault): void {
    const { machine, goAway, time } = this.#parts
    const { kind, ms = 0 } = fault
    if (kind === 'power-cut') {
      time.after(ms, () => {
        if (machine.life.isOver) return
        machine.book.note(fault)
        machine.crash('the power is cut')
      })
      return
    }
    machine.book.note(fault)
    if (kind === 'host-away' || kind === 'host-unreachable') goAway(fault.at ?? 0, ms)
    if (kind === 'clock-forward') machine.clock.jump(ms)
    if (kind === 'clock-back') machine.clock.jump(-ms)
  }

  #sale(): SaleView {
    return this.#machine.selling.till.slice('sale')
  }

  async #serve(visit: CustomerVisit): Promise<void> {
    const { machine } = this.#parts
    await this.#ring(visit.lines)
    for (const gift of visit.gifts) this.#seeRung(await machine.ask('sale.addGiftCard', gift))
    const { id, lines } = this.#sale()
    if (lines.length === 0) return
    for (const [at, card] of visit.tries.entries()) {
      const sale = this.#sale()
      if (sale.id !== id || sale.remainingMinor <= 0 || machine.selling.engine.isUnresolved(id)) break
      const halves = visit.splits && at === 0 && sale.remainingMinor > 1
      await this.#payByCard(card, halves ? Math.floor(sale.remainingMinor / 2) : sale.remainingMinor)
      if (visit.leaves && at === 0) break
    }
  }

  async #ring(goods: CustomerVisit['lines']): Promise<SaleView> {
    for (const line of goods) this.#seeRung(await this.#machine.ask('sale.addProduct', line))
    return this.#sale()
  }

  #seeRung(added: Result<unknown>): void {
    const { machine, watch } = this.#parts
    const { id, lines } = this.#sale()
    if (added.ok) watch.acknowledged(machine).sale = { id, lineCount: lines.length }
  }

  /** Gives the card a go, and looks on until the payment has ended or nobody knows. */
  async #payByCard(card: CardTry, amountMinor: number): Promise<void> {
    const { machine, watch } = this.#parts
    machine.pad.customer = card
    const saleId = this.#sale().id
    const { code, tipPercent, cashbackMinor, onTerminal } = card
    const tipMinor = Math.floor((amountMinor * tipPercent) / 100)
    const started = await this.#press(() =>
      onTerminal
        ? machine.ask('tender.terminal', { terminalId: COUNTER_TERMINAL, amountMinor })
        : code === null
          ? machine.ask('tender.card', { amountMinor, tipMinor, cashbackMinor })
          : machine.ask('tender.code', { amountMinor, productId: 'mobile', code }),
    )
    const extraMinor = code === null && !onTerminal ? tipMinor + cashbackMinor : 0
    for (const one of started) if (one.ok) watch.wanted(machine, one.value.paymentId, amountMinor + extraMinor)
    if (started.some(({ ok }) => ok)) await this.#untilEnded(saleId, card)
    machine.pad.customer = null
    this.#seePaid()
  }

  /** A person presses a key that starts a payment: once or twice, and may think better of it. */
  async #press<Asked extends { paymentId: string }>(ask: () => Promise<Result<Asked>>): Promise<Result<Asked>[]> {
    const { machine, time, watch } = this.#parts
    const presses = [ask()]
    if (this.#take('double-click')) presses.push(ask())
    const cancel = this.#take('cashier-cancels')
    const { life } = machine
    if (cancel) {
      time.after(cancel.ms ?? 0, () => {
        if (!life.isOver) machine.ask('payment.cancel', {}).catch(ignoreDeath)
      })
    }
    const started = await Promise.all(presses)
    for (const one of started) if (one.ok) watch.acknowledged(machine).payments.add(one.value.paymentId)
    return started
  }

  #seePaid(): void {
    const { machine, watch } = this.#parts
    const lastSale = machine.selling.till.slice('lastSale')
    if (lastSale !== null) watch.acknowledged(machine).paidSales.add(lastSale.id)
  }

  #take(kind: Fault['kind']): Fault | null {
    const index = this.#hand.findIndex((fault) => fault.kind === kind)
    const [fault] = index < 0 ? [] : this.#hand.splice(index, 1)
    if (fault === undefined) return null
    this.#machine.book.note(fault)
    return fault
  }

  async #untilEnded(saleId: string, card: CardTry): Promise<void> {
    const { machine, time } = this.#parts
    const { engine } = machine.selling
    const isOver = () => {
      const sale = this.#sale()
      return !engine.isBusy() && (sale.id !== saleId || sale.tenders.every(({ outcome }) => outcome !== 'in-progress'))
    }
    const latest = time.nowMs + TICKET_PATIENCE_MS
    let answered: string | null = null
    const questioned = new Questioned(this.#parts, card)
    while (!isOver()) {
      const view = engine.isBusy() ? engine.view() : null
      questioned.look(view)
      const prompt = view?.prompt
      if (prompt && prompt !== answered && ASKED.includes(prompt)) {
        answered = prompt
        await machine.whileAlive(time.pause(card.authoriseMs))
        await this.#answer(prompt, card)
        continue
      }
      await machine.change(10_000)
      if (time.nowMs > latest)
        return this.#parts.watch.broken('3 unknown is a state', `the card of ${saleId} never ends`)
    }
  }

  async #answer(prompt: string, card: CardTry): Promise<void> {
    const machine = this.#machine
    if (prompt === 'check-signature') return this.#judge(card)
    if (card.signature === 'ignore') return
    const isYes = card.signature !== 'refuse'
    if (prompt === 'confirm-repeat') await machine.ask('payment.repeat', { again: isYes })
    else if (prompt === 'choose-part') await machine.ask('payment.part', { keep: isYes })
    else await machine.ask('payment.referral', { approvalCode: isYes ? 'V7K41' : null })
  }

  async #judge({ signature }: CardTry): Promise<void> {
    if (signature === 'ignore') return
    if (signature === 'cancel') await this.#machine.ask('payment.cancel', {})
    else await this.#machine.ask('payment.signature', { accepted: signature === 'accept' })
  }

  /** Brings the ticket in hand to an end: paid, given up, or put aside while the bank owes its word. */
  async #finish(visit: CustomerVisit): Promise<void> {
    const { machine, time } = this.#parts
    const latest = time.nowMs + (visit.whenUnknown === 'wait' ? BANK_PATIENCE_MS : BANK_PATIENCE_MS / 3)
    for (let turn = 0; turn < 60; turn += 1) {
      const { engine } = machine.selling
      const sale = this.#sale()
      if (sale.lines.length === 0) return this.#next()
      if (engine.isBusy() || sale.tenders.some(({ outcome }) => outcome === 'in-progress')) {
        await machine.change(5_000)
      } else if (engine.isUnresolved(sale.id)) {
        if (visit.whenUnknown === 'hold' || time.nowMs > latest) return this.#hold()
        if (visit.whenUnknown === 'ask-bank') await this.#askBank(sale)
        await machine.change(10_000)
      } else if (!(await this.#endTicket(sale, visit.leaves ? 'leave' : visit.lastResort))) {
        await machine.whileAlive(time.pause(3_000))
      }
    }
    await this.#hold()
  }

  async #askBank({ tenders }: SaleView): Promise<void> {
    await this.#settleTerminal()
    const paymentId = tenders.find(({ outcome }) => outcome === 'unknown')?.paymentId
    if (paymentId) await this.#machine.ask('payment.askBank', { paymentId })
  }

  /** Asks the terminal what became of its order; where it does not say, reads its ticket once it is done. */
  async #settleTerminal(): Promise<void> {
    const { machine } = this.#parts
    for (const { intent } of machine.selling.engine.terminals.inDoubt()) {
      const paymentId = intent.id
      if ((await machine.ask('terminal.askAgain', { paymentId })).ok) continue
      const read = machine.terminal.read(paymentId)
      if (read === null) continue
      const { outcome, amountMinor } = read
      const part = outcome === 'paid' && amountMinor < intent.amountMinor ? { amountMinor } : {}
      await machine.ask('terminal.decide', { paymentId, outcome, ...part })
    }
  }

  /** @returns whether the till did as it was told. */
  async #endTicket(sale: SaleView, way: CustomerVisit['lastResort']): Promise<boolean> {
    const { machine, watch } = this.#parts
    if (way === 'cash') {
      const paid = await machine.ask('tender.cash', { givenMinor: Math.max(sale.remainingMinor, 1) })
      if (paid.ok && this.#sale().id !== sale.id) watch.acknowledged(machine).paidSales.add(sale.id)
      return paid.ok
    }
    const left = await machine.ask('tender.leave', {})
    if (!left.ok) return false
    const acknowledged = watch.acknowledged(machine)
    const { sale: kept } = acknowledged
    // Asked for, it may be gone although the program dies before it says so.
    acknowledged.sale = null
    const given = await machine.ask('sale.void', {})
    if (!given.ok) acknowledged.sale = kept
    return given.ok
  }

  async #hold(): Promise<void> {
    const { machine, watch } = this.#parts
    const held = await machine.ask('sale.hold', {})
    if (held.ok) watch.acknowledged(machine).sale = null
  }

  async #next(): Promise<void> {
    await this.#machine.ask('sale.next', {})
  }

  /** Ends every ticket that can be ended, then the day. @returns whether the day is closed. */
  async closeDay(): Promise<boolean> {
    const { machine } = this.#parts
    const visit = { ...PATIENT, number: 0 }
    await this.#finish(visit)
    const held = await machine.ask('sale.held', {})
    for (const { id } of held.ok ? held.value.sales : []) {
      const recalled = await machine.ask('sale.recall', { saleId: id })
      if (recalled.ok) await this.#finish(visit)
    }
    await this.#lookThroughOffline()
    await this.#settleTerminal()
    machine.isClosingDay = true
    const closed = await machine.ask('day.close', {})
    machine.isClosingDay = false
    return closed.ok
  }

  /** A manager notes what the bank refused, and has what it did not understand sent once more. */
  async #lookThroughOffline(): Promise<void> {
    const { machine } = this.#parts
    const listed = await machine.ask('offline.list', {})
    for (const { paymentId, state } of listed.ok ? listed.value.rows : []) {
      if (state === 'parked') await machine.ask('offline.retry', { paymentId })
      if (state === 'refused') await machine.ask('offline.takeNote', { paymentId })
    }
    await machine.ask('offline.sendNow', {})
  }

  /** The end of the world's last day, however often the program dies on the way. @returns whether it came about. */
  async closeLastDay(): Promise<boolean> {
    for (let turn = 0; turn < 20; turn += 1) {
      let isClosed = false
      const survived = await this.#surviving(async () => {
        isClosed = await this.closeDay()
      })
      if (survived && isClosed) return true
      await this.#parts.time.pause(60_000)
    }
    return false
  }
}

const PATIENT: Omit<CustomerVisit, 'number'> = {
  kind: 'customer',
  pauseMs: 0,
  lines: [],
  gifts: [],
  tries: [],
  splits: false,
  leaves: false,
  lastResort: 'cash',
  whenUnknown: 'ask-bank',
  faults: [],
}

function ignoreDeath(thrown: unknown): void {
  if (thrown !== PROGRAM_DIED) throw thrown
}
