import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Request, Response } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Result } from '#contract/result.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import { createApprovalCommit } from '#main/compose/approval-commit.ts'
import { cardPartOutcome } from '#main/compose/approved-card-part.ts'
import { besideTrials } from '#main/compose/open-devices.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { TCP_DIAL } from '#payment/acquirer/tcp-dial.ts'
import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { isFinal } from '#payment/engine/payment-state.ts'
import { SOLE_ACQUIRER_ID, soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { Pad } from '#simulators/abecs-pad/pad.ts'
import { TwistScript } from '#simulators/acquirer-host/answer-twists.ts'
import { HostDesk } from '#simulators/acquirer-host/host-desk.ts'
import { HostKeys } from '#simulators/acquirer-host/host-keys.ts'
import { HostLine } from '#simulators/acquirer-host/host-line.ts'
import { HostPrompts } from '#simulators/acquirer-host/host-prompts.ts'
import { HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { FaultScript } from '#simulators/process/faults.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { fixedSecretStore, testSigner } from '#test/support/till/fixed-ports.ts'
import { copyOfSeededFolder } from '#test/support/till/open-test-till.ts'
import type { TillCallName } from '#till/calls/call-names.ts'
import { createTill, type Till } from '#till/till.ts'
import { FaultyMiddle } from './byte-fault.ts'
import { DELAY_MS } from './quick-limits.ts'

const TERMINAL = { terminalId: 'TERM0001', merchantId: 'MERCHANT0000001', contract: '0000000' } as const
/** On a machine with other work the short deadlines pass many times over before a reversal gets through. */
const PATIENCE_MS = 90_000
const NEVER_ENDED = 'never ended'

export type LineName = 'pad' | 'host'
export type Customer = Readonly<{ card: string; how: 'insert' | 'tap' | 'swipe'; pin?: string }>

/** How a sale ended, whom it charged, and what the host booked of it, by message type. */
export interface Sold {
  readonly outcome: string
  readonly tillMinor: number
  readonly hostMinor: number
  readonly booked: readonly string[]
}

/** Nobody listens there. */
const CLOSED_PORT = 1

/**
 * A whole till on one table: real engine, store, till, pad driver and host adapter; pad and host simulators in the same
 * process; between them lines that can be troubled at any byte. The pad's line is plain or secure.
 */
export class FaultBench {
  readonly middles: Readonly<Record<LineName, FaultyMiddle>> = {
    pad: new FaultyMiddle(DELAY_MS),
    host: new FaultyMiddle(DELAY_MS),
  }
  readonly unexpected: unknown[] = []
  readonly #ledger = new HostLedger()
  readonly #endings: (() => Promise<void> | void)[] = []
  #pad!: Pad
  #renewPad: () => Promise<void> = async () => {}
  #hangUpHost: () => void = () => {}
  #connectionsRefused = 0
  #store!: Store
  #engine!: PaymentEngine
  #till!: Till

  static async open(seed: number, { secure }: { readonly secure: boolean }): Promise<FaultBench> {
    const bench = new FaultBench()
    await bench.#open(seed, secure)
    return bench
  }

  async #open(seed: number, secure: boolean): Promise<void> {
    const folder = await copyOfSeededFolder()
    const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
    this.#endings.push(
      () => rmSync(folder, { recursive: true, force: true }),
      () => opened.close(),
    )
    this.#store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: realClock })
    const journal = this.#store.paymentJournal
    const hostEndpoint = await this.#openHost()
    const acquirer = createIsoAcquirer({
      alias: 'Banque',
      endpoint: hostEndpoint,
      profile: ascii87,
      clock: realClock,
      nextStan: () => journal.nextStan(SOLE_ACQUIRER_ID),
      dial: {
        dial: ({ host, port }) => {
          const isAway = this.#connectionsRefused > 0
          if (isAway) this.#connectionsRefused -= 1
          return TCP_DIAL.dial({ host, port: isAway ? CLOSED_PORT : port })
        },
        arrivals: TCP_DIAL.arrivals,
      },
      timeouts: {
        connectMs: 2_000,
        answerMs: LIMITS.hostAnswerTimeoutMs,
        totalsMs: LIMITS.hostAnswerTimeoutMs,
        stallMs: LIMITS.hostStallTimeoutMs,
      },
    })
    this.#engine = new PaymentEngine({
      pad: this.#openPad(seed, secure),
      acquirers: soleAcquirer({ terminal: TERMINAL, offline: ascii87.offline, primary: acquirer }),
      journal,
      approvals: createApprovalCommit({
        till: () => this.#till,
        store: this.#store,
        terminalOf: () => TERMINAL,
        logUnexpected: (thrown) => {
          this.unexpected.push(thrown)
          return 'log'
        },
      }),
      clock: realClock,
      locale: () => 'fr',
      newId: randomUUID,
      onChange: () => {},
      onAdviceMoved: () => {},
      onUnexpected: (thrown) => void this.unexpected.push(thrown),
      onSettled: (paymentId, saleId, state) => {
        const outcome = cardPartOutcome(state)
        if (outcome)
          this.#till.cardPartEnded({ paymentId, saleId }, outcome).catch((thrown) => this.unexpected.push(thrown))
      },
    })
    this.#till = await createTill({
      ...this.#store,
      cardPayments: besideTrials(this.#engine, { isPadAtWork: () => false }),
      fiscalSigner: testSigner(),
      clock: realClock,
      nextId: randomUUID,
      layOut: () => ({ columns: 42, rows: [] }),
      training: true,
      softwareVersion: '0',
      onChange: () => {},
      onPrintJobs: () => {},
    })
    this.#endings.push(
      () => acquirer.close(),
      () => this.#engine.close(),
    )
    await this.#call('session.signIn', { userId: 'ines', pin: '1111' })
  }

  #openPad(seed: number, secure: boolean) {
    const endpoint = `simulated:${randomUUID()}`
    const { link, far } = simulatedPair(endpoint)
    const middle = this.middles.pad
    const pad = new Pad({ seed, countersFile: null, emissionsFile: null, readingMs: 1 }, () => {})
    const cut = () => {
      far.unplug()
      far.plug()
    }
    pad.line.attach({ write: (bytes) => middle.pass('in', bytes, far.write, cut), cut })
    far.onBytes((bytes) => middle.pass('out', bytes, (passed) => pad.line.receive(passed), cut))
    this.#pad = pad
    const driver = createAbecsPad({
      alias: 'pad',
      endpoint,
      link,
      clock: realClock,
      secure,
      acquirerIndex: 1,
      pinKeyIndex: 1,
      trackKeyIndex: 1,
    })
    this.#endings.push(
      () => pad.line.close(),
      () => driver.disconnect(),
    )
    this.#renewPad = async () => {
      await driver.disconnect()
      pad.line.powerCycle()
    }
    return driver
  }

  async #openHost(): Promise<string> {
    const keys = new HostKeys(ascii87)
    const desk = new HostDesk({
      profile: ascii87,
      ledger: this.#ledger,
      pinFor: () => '1234',
      now: () => new Date(),
      terminals: new Set([TERMINAL.terminalId]),
      keys,
    })
    const scripts = {
      faults: new FaultScript(),
      requestFaults: new FaultScript(),
      twists: new TwistScript(),
      prompts: new HostPrompts(ascii87.hostPrompts),
    }
    const line = new HostLine({ profile: ascii87, desk, keys, ...scripts, emit: () => {}, onBooked: () => {} }, 0)
    await line.up()
    const { server, hangUp } = await middleServer(Number(new URL(line.endpoint).port), this.middles.host)
    this.#hangUpHost = hangUp
    this.#endings.push(async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await line.down()
    })
    const address = server.address()
    return `tcp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  }

  async close(): Promise<void> {
    for (const end of this.#endings.reverse()) await end()
  }

  async #call<Name extends TillCallName>(name: Name, request: Request<Name>): Promise<Response<Name>> {
    const handler = (this.#till.calls as Handlers)[name] as (
      request: Request<Name>,
      caller: { carrier: string },
    ) => Promise<Result<Response<Name>>>
    const answer = await handler(request, { carrier: 'test' })
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
    return answer.value
  }

  /** The host is away when the next sale wants to reach it, and back right afterwards. */
  sendHostAway(): void {
    this.#connectionsRefused = 1
    this.#hangUpHost()
  }

  /** Sells one thing to this customer through whatever the lines do. */
  async sell(customer: Customer): Promise<Sold> {
    const before = this.#hostMinor()
    const linesBefore = this.#ledger.lines().length
    const unpaidBefore = await this.#unpaidMinor()
    await this.#call('sale.addProduct', { productId: (await this.#product()) ?? '' })
    const { id: saleId, totalMinor } = this.#till.slice('sale')
    await this.#pad.control({ do: 'renew-cards' })
    await this.#pad.control({ do: 'customer', plan: [0, 1, 2, 3].map(() => ({ afterMs: 0, ...customer })) })
    await this.#call('tender.card', { amountMinor: totalMinor })
    const outcome = await this.#end(saleId)
    await this.#pad.control({ do: 'nobody' })
    const isPaid = this.#till.slice('lastSale')?.id === saleId
    if (!isPaid && !outcome.startsWith(NEVER_ENDED)) await this.#leave()
    const unpaidMinor = (await this.#unpaidMinor()) - unpaidBefore
    const tillMinor = (isPaid ? totalMinor : 0) - unpaidMinor
    return {
      outcome: unpaidMinor > 0 ? 'not paid by the bank' : outcome,
      tillMinor,
      hostMinor: this.#hostMinor() - before,
      booked: this.#ledger
        .lines()
        .slice(linesBefore)
        .map(({ mti }) => mti),
    }
  }

  /** As a cashier would: the slip is signed; then until nothing is open anywhere. */
  async #end(saleId: string): Promise<string> {
    const journal = this.#store.paymentJournal
    const deadline = Date.now() + PATIENCE_MS
    while (Date.now() < deadline) {
      const prompt = this.#engine.view()?.prompt
      if (prompt === 'check-signature') await this.#engine.cashier.judgeSignature(true)
      if (prompt === 'choose-part') await this.#engine.cashier.answerPart(true)
      if (prompt === 'confirm-repeat') await this.#engine.cashier.answerRepeat(true)
      const [payment] = await journal.paymentsOfSale(saleId)
      const isOver =
        payment !== undefined && isFinal(payment.state) && (await this.#engine.offline.figures()).waiting === 0
      // The disk knows first: the till has heard of an approval once the sale is paid, of any other end once its part says so.
      const isTold =
        payment?.state.kind === 'approved'
          ? this.#till.slice('lastSale')?.id === saleId
          : this.#till.slice('sale').tenders.every(({ outcome }) => outcome !== 'in-progress')
      if (isOver && isTold) return payment.state.kind
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const [stuck] = await journal.paymentsOfSale(saleId)
    const tenders = this.#till.slice('sale').tenders.map(({ outcome }) => outcome)
    return `${NEVER_ENDED}: payment ${stuck?.state.kind}, tenders ${tenders}, prompt ${this.#engine.view()?.prompt}`
  }

  async #leave(): Promise<void> {
    this.#engine.dismiss()
    await this.#call('tender.leave', {})
    await this.#call('sale.void', {})
  }

  async #product(): Promise<string | undefined> {
    return (await this.#call('catalogue.search', { text: 'pain' })).products[0]?.id
  }

  /** What the till itself says the bank will not pay, or does not understand. */
  async #unpaidMinor(): Promise<number> {
    const { refusedMinor, parkedMinor } = await this.#engine.offline.figures()
    return refusedMinor + parkedMinor
  }

  #hostMinor(): number {
    return this.#ledger.lines().reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  /** The customer takes the card, the pad is switched off and on; the lines are whole and still. */
  async calm(): Promise<void> {
    for (const middle of Object.values(this.middles)) {
      middle.arm(null)
      await middle.settled()
    }
    this.#connectionsRefused = 0
    await this.#renewPad()
    if (this.#pad.picture().cardInSlot !== null) await this.#pad.control({ do: 'remove' })
  }
}

/** Between the till and the host's port. */
async function middleServer(port: number, middle: FaultyMiddle): Promise<{ server: Server; hangUp: () => void }> {
  const cuts = new Set<() => void>()
  const join = (near: Socket) => {
    const far = connect(port, '127.0.0.1')
    const cut = () => {
      near.destroy()
      far.destroy()
      cuts.delete(cut)
    }
    cuts.add(cut)
    const writeTo = (socket: Socket) => (bytes: Uint8Array) => {
      if (!socket.destroyed) socket.write(bytes)
    }
    near.setNoDelay(true)
    far.setNoDelay(true)
    near.on('data', (bytes) => middle.pass('out', bytes, writeTo(far), cut))
    far.on('data', (bytes) => middle.pass('in', bytes, writeTo(near), cut))
    for (const socket of [near, far]) {
      socket.on('error', () => {})
      socket.on('close', cut)
    }
  }
  const server = createServer(join)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    server,
    hangUp: () => {
      for (const cut of [...cuts]) cut()
    },
  }
}
