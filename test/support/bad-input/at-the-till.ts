import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { TillOptions } from '#main/running-till.ts'
import type { BadInput, Outcome } from './bad-input.ts'
import type { Scene } from './bench.ts'
import { backToLines, type Desk, tryCard } from './desk.ts'
import { closedPort, type ForeignPort, lineServer, webServer } from './foreign-ports.ts'

const CHIP = { card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }
const INES = { userId: 'ines', pin: '1111' }
const TECHNICIAN = { userId: 'technician', pin: '6666' }

/** A row that is one refused call on an open till. */
const call = (what: string, code: ErrorCode, refused: (desk: Desk) => ReturnType<Desk['refused']>): BadInput => ({
  what,
  code,
  provoke: async (scene) => ({ failure: await refused(await scene.open()) }),
})

/** What a person types or scans. */
export const TYPED: readonly BadInput[] = [
  call('an unknown barcode', 'SALE_UNKNOWN_BARCODE', (desk) => desk.refused('sale.scan', { code: '5901234123457' })),
  call('a barcode with a wrong check digit', 'SALE_UNKNOWN_BARCODE', (desk) =>
    desk.refused('sale.scan', { code: '5901234123450' }),
  ),
  call('control bytes from a broken scanner', 'SALE_UNKNOWN_BARCODE', (desk) =>
    desk.refused('sale.scan', { code: '\u0000\u001b[2J{barcode}' }),
  ),
  call('a card number typed into the search', 'SALE_CARD_NUMBER_REFUSED', (desk) =>
    desk.refused('sale.scan', { code: '4761739001010010' }),
  ),
  call('amount 0 in cash', 'SALE_AMOUNT_ZERO', (desk) => desk.refused('tender.cash', { givenMinor: 0 })),
  call('amount 0 by card', 'SALE_AMOUNT_ZERO', (desk) => desk.refused('tender.card', { amountMinor: 0 })),
  call('an empty ticket to be paid', 'SALE_AMOUNT_ZERO', async (desk) => {
    const { sale } = await desk.look()
    await desk.ask('sale.hold', {})
    const failure = await desk.refused('tender.begin', {})
    await desk.refused('tender.cash', { givenMinor: 500 })
    await desk.ask('sale.recall', { saleId: sale.id })
    return failure
  }),
  call('more by card than is left', 'SALE_AMOUNT_TOO_HIGH', async (desk) => {
    const { sale } = await desk.look()
    const failure = await desk.refused('tender.card', { amountMinor: sale.remainingMinor + 1 })
    await desk.ask('tender.leave', {})
    return failure
  }),
  call('a negative amount', 'IPC_BAD_REQUEST', (desk) => desk.refused('tender.cash', { givenMinor: -100 })),
  call('an amount with half a cent', 'IPC_BAD_REQUEST', (desk) => desk.refused('tender.card', { amountMinor: 10.5 })),
  call('a quantity beyond the limit', 'SALE_QUANTITY_OUT_OF_RANGE', async (desk) => {
    const { sale } = await desk.look()
    return desk.refused('sale.setQuantity', { lineId: sale.lines[0]?.id, quantityMilli: 999_999_999 })
  }),
  call('a wrong PIN at the sign-in', 'SESSION_WRONG_PIN', async (desk) => {
    await desk.ask('session.lock', {})
    const failure = await desk.refused('session.signIn', { ...INES, pin: '9999' })
    await desk.ask('session.signIn', INES)
    return failure
  }),
  call('three wrong PINs, then the right one', 'SESSION_BLOCKED', async (desk) => {
    await desk.ask('session.lock', {})
    const codes = []
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      codes.push((await desk.refused('session.signIn', { ...INES, pin: '9999' })).code)
    }
    if (codes.join() !== 'SESSION_WRONG_PIN,SESSION_WRONG_PIN,SESSION_BLOCKED') throw new Error(codes.join())
    return desk.refused('session.signIn', INES)
  }),
  {
    what: 'a wrong PIN on the PIN pad',
    code: 'PAYMENT_WRONG_PIN',
    provoke: async (scene) => {
      await scene.bench.pad.command({ do: 'customer', plan: [{ ...CHIP, pin: '9999' }] })
      return cardFailure(scene)
    },
  },
]

/** The failure of a card payment for the open ticket, which is taken back to its lines. */
async function cardFailure(scene: Scene, changes: Partial<TillOptions> = {}): Promise<Outcome> {
  const desk = await scene.open(changes)
  const { failure } = await tryCard(desk)
  if (failure === null) throw new Error('the card payment names no failure')
  await backToLines(desk)
  return { failure }
}

/** A port that is no PIN pad, while `use` works with it. */
type WithPort = <Value>(scene: Scene, use: (endpoint: string) => Promise<Value>) => Promise<Value>

const served =
  (start: () => Promise<ForeignPort>): WithPort =>
  async (scene, use) => {
    const port = await start()
    try {
      return await use(port.endpoint)
    } finally {
      await scene.closeTills()
      await port.close()
    }
  }

/** @param probed how the port is named to a technician who asks what is there, where that is more than that it is no pad. */
const WRONG_PORTS: readonly (readonly [name: string, code: ErrorCode, withPort: WithPort, probed?: ErrorCode])[] = [
  ['a TCP port nobody listens on', 'PINPAD_PORT_NOT_FOUND', async (_, use) => use(await closedPort())],
  ['a serial port that does not exist', 'PINPAD_PORT_NOT_FOUND', (_, use) => use('serial:/dev/ttyNOPE7')],
  [
    'the printer as PIN pad',
    'PINPAD_WRONG_PROTOCOL',
    (scene, use) => use(scene.bench.freePrinter.endpoint),
    'DEVICE_IS_PRINTER',
  ],
  ['the bank as PIN pad', 'PINPAD_WRONG_PROTOCOL', (scene, use) => use(scene.bench.host.endpoint), 'DEVICE_IS_BANK'],
  ['a web server as PIN pad', 'PINPAD_WRONG_PROTOCOL', served(webServer), 'DEVICE_IS_WEB'],
  ['a line that says nothing', 'PINPAD_WRONG_PROTOCOL', served(() => lineServer('say nothing'))],
  ['a line that echoes', 'PINPAD_WRONG_PROTOCOL', served(() => lineServer('echo'))],
]

/** Wrong ports as a technician meets them, who asks what answers there. */
export const PROBED_PORTS: readonly BadInput[] = WRONG_PORTS.map(([what, code, withPort, probed]) => ({
  what: `${what}, probed`,
  code: probed ?? code,
  provoke: (scene) =>
    withPort(scene, async (endpoint) => {
      const desk = await scene.open()
      await desk.ask('session.lock', {})
      await desk.ask('session.signIn', TECHNICIAN)
      let failure = await desk.refused('devices.probePad', { endpoint })
      // A device that a busy machine lets answer late is asked again, as a person would.
      for (let tries = 1; tries < 4 && failure.code !== (probed ?? code); tries += 1)
        failure = await desk.refused('devices.probePad', { endpoint })
      return { failure }
    }),
}))

/** The same ports as the till's own pad, met by a customer with a card. */
export const PORTS_OF_THE_TILL: readonly BadInput[] = WRONG_PORTS.map(([what, code, withPort]) => ({
  what: `${what}, in a card payment`,
  code,
  provoke: (scene) => withPort(scene, (padEndpoint) => cardFailure(scene, { padEndpoint })),
}))

/** A card payment at a bank that is none; the right bank then decides what is open. */
const wrongBank = (what: string, code: ErrorCode, withPort: WithPort): BadInput => ({
  what: `${what} as the bank`,
  code,
  provoke: (scene) =>
    withPort(scene, async (hostEndpoint) => {
      await scene.bench.pad.command({ do: 'customer', plan: [CHIP] })
      const { failure } = await tryCard(await scene.open({ hostEndpoint }))
      if (failure === null) throw new Error('the card payment names no failure')
      await scene.closeTills()
      const desk = await scene.open()
      await desk.until('everything decided', ({ status }) => !status.unresolvedPayments && !status.openReversals)
      await backToLines(desk)
      return { failure }
    }),
})

/** A duplicate for a printer that is none; the right printer then prints it. */
const wrongPrinter = (what: string, code: ErrorCode, withPort: WithPort): BadInput => ({
  what: `${what} as the printer`,
  code,
  provoke: (scene) =>
    withPort(scene, async (printerEndpoint) => {
      const desk = await scene.open({ printerEndpoint })
      const { sales } = await desk.ask('history.list', {})
      await desk.ask('ticket.reprint', { saleId: sales[0]?.id ?? '' })
      const failure = await desk.until('trouble at the printer', ({ status }) => status.printer.failure ?? false)
      await scene.closeTills()
      await (await scene.open()).until('the duplicate on paper', ({ status: { printer } }) => printer.queuedJobs === 0)
      return { failure }
    }),
})

/** Ports of bank and printer that lead elsewhere. */
export const OTHER_PORTS: readonly BadInput[] = [
  wrongBank('a TCP port nobody listens on', 'HOST_UNREACHABLE', async (_, use) => use(await closedPort())),
  wrongBank('a web server', 'HOST_MALFORMED_ANSWER', served(webServer)),
  wrongBank(
    'a line that echoes',
    'HOST_MALFORMED_ANSWER',
    served(() => lineServer('echo')),
  ),
  wrongPrinter('a TCP port nobody listens on', 'PRINTER_UNREACHABLE', async (_, use) => use(await closedPort())),
  wrongPrinter('a web server', 'PRINTER_UNREACHABLE', served(webServer)),
  wrongPrinter(
    'a line that echoes',
    'PRINTER_UNREACHABLE',
    served(() => lineServer('echo')),
  ),
]
