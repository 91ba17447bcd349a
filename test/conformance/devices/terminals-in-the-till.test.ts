/**
 * Goal: a till without a pad of its own takes cards on the terminal of its bank, of each protocol, and a line that goes in the
 * middle leaves one charge, which the till learns of. Method: the whole till and the simulated terminals in this process.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TerminalSettings } from '#contract/views/terminal-device-view.ts'
import { composeTill } from '#main/compose.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { fingerprintOf } from '#simulators/crypto/certificate.ts'
import { NexoTerminal } from '#simulators/nexo-terminal/terminal.ts'
import { heldMinor, netChargedMinor, readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { type Desk, deskOf } from '#test/support/bad-input/desk.ts'
import { NEXO_IDENTITY, NEXO_KEYS, NEXO_NAMES, PASSPHRASE } from '#test/support/terminals/nexo-bench.ts'

const BARCODE = '0075450076011'
const closers: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const KINDS = {
  zvt: {
    settings: { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' },
    make: (ledgerFile: string) =>
      new ZvtTerminal({ port: 0, ledgerFile, terminalId: '28004869', customerMs: 0, answerMs: 2_000 }, () => {}),
    // The terminal has booked, and its last word is cut.
    cut: { do: 'fault', on: 'completion', kind: 'cut', times: 1 },
  },
  'caisse-ap': {
    settings: {
      protocol: 'caisse-ap',
      model: 'caisse-ap-extended',
      tillId: '012345678901',
      tillNumber: '01',
    },
    make: (ledgerFile: string) =>
      new CaisseApTerminal({ port: 0, ledgerFile, terminalId: '330538600404', customerMs: 0 }, () => {}),
    cut: { do: 'fault', on: 'pay', kind: 'cut', times: 1 },
  },
  nexo: {
    settings: {
      protocol: 'nexo',
      model: 'nexo-full',
      ...NEXO_NAMES,
      saleId: 'Caisse-1',
      certificate: fingerprintOf(NEXO_IDENTITY),
      passphrase: PASSPHRASE,
    },
    make: (ledgerFile: string) =>
      new NexoTerminal(
        {
          port: 0,
          ledgerFile,
          ...NEXO_NAMES,
          passphrase: PASSPHRASE,
          keys: NEXO_KEYS,
          customerMs: 0,
          tls: NEXO_IDENTITY,
        },
        () => {},
      ),
    cut: { do: 'fault', on: 'Payment', kind: 'cut', times: 1 },
  },
} as const satisfies Record<string, { settings: TerminalSettings; [key: string]: unknown }>

async function shopWith(kind: keyof typeof KINDS) {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-terminals-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const ledgerFile = join(folder, 'terminal.jsonl')
  const { make, settings } = KINDS[kind]
  const terminal = make(ledgerFile)
  await terminal.plugIn()
  closers.push(() => terminal.close())
  const opened = await composeTill({
    dataFolder: join(folder, 'data'),
    training: true,
    padEndpoint: null,
    hostEndpoint: 'tcp://127.0.0.1:9',
    printerEndpoint: null,
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  closers.push(() => desk.close())
  await desk.ask('session.signIn', { userId: 'technician', pin: '6666' })
  const { endpoint } = terminal
  await desk.ask('devices.probeTerminal', { endpoint, settings })
  const { deviceId } = await desk.ask('devices.addTerminal', { alias: 'Comptoir', endpoint, settings })
  await desk.until('the terminal', ({ terminals }) => terminals[0]?.state === 'ready')
  await desk.ask('session.lock', {})
  await desk.ask('session.signIn', { userId: 'ines', pin: '1111' })
  /** Charges that stand, by the terminal's own book. */
  const charged = () =>
    readTerminalLedger(ledgerFile).filter(({ operation, state }) => operation === 'pay' && state === 'approved')
  const book = () => readTerminalLedger(ledgerFile)
  return { desk, terminal, terminalId: deviceId, charged, book }
}

async function ring(desk: Desk): Promise<number> {
  await desk.ask('sale.scan', { code: BARCODE })
  await desk.ask('tender.begin', {})
  return (await desk.look()).sale.totalMinor
}

describe.each(['zvt', 'caisse-ap', 'nexo'] as const)('on a terminal that speaks %s', (kind) => {
  let shop: Awaited<ReturnType<typeof shopWith>>
  beforeAll(async () => {
    shop = await shopWith(kind)
  })

  it('a card pays, and the ticket says on which', async () => {
    const { desk, terminalId, charged } = shop
    const totalMinor = await ring(desk)
    await desk.ask('tender.terminal', { terminalId })
    const tenders = await desk.until('the sale', ({ lastSale }) => lastSale?.tenders ?? false)
    expect(tenders).toMatchObject([{ outcome: 'approved', amountMinor: totalMinor, terminal: { alias: 'Comptoir' } }])
    expect(charged().map(({ amountMinor }) => amountMinor)).toEqual([totalMinor])
    await desk.ask('sale.next', {})
  })

  it('a line that goes once the terminal has booked is asked about, and the one charge found', async () => {
    const { desk, terminal, terminalId, charged } = shop
    const before = charged().length
    const totalMinor = await ring(desk)
    await terminal.control(KINDS[kind].cut)
    await desk.ask('tender.terminal', { terminalId })
    await desk.until('the sale', ({ lastSale }) => lastSale !== null)
    expect(charged().map(({ amountMinor }) => amountMinor)).toEqual([...Array(before + 1)].map(() => totalMinor))
    await desk.ask('sale.next', {})
  })

  it('a card that is refused leaves the ticket to be paid otherwise', async () => {
    const { desk, terminal, terminalId, charged } = shop
    const before = charged().length
    await ring(desk)
    await terminal.control({ do: 'customer', acts: 'declined', takesMs: 0 })
    await desk.ask('tender.terminal', { terminalId })
    const failure = await desk.until('the refusal', ({ payment }) => payment?.outcome === 'declined' && payment.failure)
    expect(failure).toMatchObject({ code: 'TERMINAL_DECLINED' })
    await desk.ask('payment.dismiss', {})
    await desk.ask('tender.cash', { givenMinor: 100_000 })
    await desk.until('the sale', ({ lastSale }) => lastSale !== null)
    expect(charged()).toHaveLength(before)
  })
})

describe('on a terminal that holds amounts', () => {
  let shop: Awaited<ReturnType<typeof shopWith>>
  beforeAll(async () => {
    shop = await shopWith('nexo')
  })
  const money = () => ({ heldMinor: heldMinor(shop.book()), chargedMinor: netChargedMinor(shop.book()) })
  const cut = (on: 'Payment' | 'Reversal') => shop.terminal.control({ do: 'fault', on, kind: 'cut', times: 1 })

  async function hold(label: string, amountMinor: number): Promise<string> {
    const { desk, terminalId } = shop
    await desk.ask('reservation.begin', { amountMinor, label, terminalId })
    const held = await desk.until('the reservation', ({ reservations }) => {
      return reservations.find((one) => one.label === label && one.state === 'reserved') ?? false
    })
    expect(held).toMatchObject({ amountMinor, terminal: { id: terminalId, alias: 'Comptoir' } })
    return held.paymentId
  }

  it('a ticket is paid out of one whose answer was lost, by an order whose answer is lost too, and the rest is free', async () => {
    const { desk, book } = shop
    await cut('Payment')
    const paymentId = await hold('Chambre 12', 10_000)
    expect(money()).toEqual({ heldMinor: 10_000, chargedMinor: 0 })
    const totalMinor = await ring(desk)
    await cut('Payment')
    await desk.ask('tender.reserved', { paymentId })
    const tenders = await desk.until('the sale', ({ lastSale }) => lastSale?.tenders ?? false)
    expect(tenders).toMatchObject([{ outcome: 'approved', amountMinor: totalMinor, terminal: { alias: 'Comptoir' } }])
    expect(money()).toEqual({ heldMinor: 0, chargedMinor: totalMinor })
    expect(book().map(({ operation }) => operation)).toEqual(['reserve', 'complete'])
    const completed = { paymentId, state: 'completed', completedMinor: totalMinor, remainderState: 'given-back' }
    expect((await desk.look()).reservations).toMatchObject([completed])
    await desk.ask('sale.next', {})
  })

  it('another is let go of whole, by an order whose answer is lost, once', async () => {
    const { desk, book } = shop
    const before = money()
    const paymentId = await hold('Chambre 4', 5_000)
    expect(money()).toEqual({ ...before, heldMinor: 5_000 })
    await cut('Reversal')
    await desk.ask('reservation.release', { paymentId })
    await desk.until('the end of it', ({ reservations }) =>
      reservations.some((one) => one.paymentId === paymentId && one.state === 'released'),
    )
    expect(money()).toEqual(before)
    expect(await desk.refused('reservation.release', { paymentId })).toMatchObject({ code: 'RESERVATION_NOT_OPEN' })
    expect(book().filter(({ operation }) => operation === 'reserve')).toHaveLength(2)
  })

  it('nothing is held at a terminal whose model cannot, and it is said', async () => {
    const { desk, terminalId } = await shopWith('caisse-ap')
    const wanted = { amountMinor: 5_000, label: 'Chambre 9', terminalId }
    expect(await desk.refused('reservation.begin', wanted)).toMatchObject({ code: 'TERMINAL_CANNOT' })
  })
})
