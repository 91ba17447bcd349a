/**
 * Goal: what a terminal says while nothing is ordered, and what the till says while the terminal has not answered yet, moves no money.
 * Method: the driver and its session on a line in memory whose far side says what each test wants.
 */
import { expect, it } from 'vitest'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeApdu, readApdus, ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { streamCarrier } from '#hardware/terminals/zvt/zvt-carrier.ts'
import { createZvtTerminal, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import { BMP, encodeFields, toBcd } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import { ZvtSession } from '#hardware/terminals/zvt/zvt-session.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const NOTHING = new Uint8Array()
const YES: ZvtApdu = { control: ZVT.yes, data: NOTHING }
const DONE: ZvtApdu = { control: ZVT.completion, data: NOTHING }
const NOT_ISSUED = 0x8466

/** 04 0F of an approved payment, as it comes late of an order of before. */
const PAID: ZvtApdu = {
  control: ZVT.statusInfo,
  data: encodeFields([
    [BMP.result, Uint8Array.of(0)],
    [BMP.amount, toBcd(1_234, 6)],
    [BMP.receipt, toBcd('0001', 2)],
    [BMP.pan, Buffer.from('501767eeeeee6700', 'hex')],
  ]),
}
/** 04 0F of a day end: a total. */
const TOTAL: ZvtApdu = {
  control: ZVT.statusInfo,
  data: encodeFields([
    [BMP.result, Uint8Array.of(0)],
    [BMP.amount, toBcd(1_234, 6)],
  ]),
}

const ALWAYS_ANSWERED: readonly number[] = [ZVT.registration, ZVT.statusEnquiry]

/** A terminal that answers each command with what the test says, then with each of its words in turn. */
function terminalThatSays(words: Readonly<Partial<Record<number, readonly ZvtApdu[]>>>) {
  const { link, far } = simulatedPair('memory:zvt')
  const heard: number[] = []
  let left: ZvtApdu[] = []
  const say = (apdu: ZvtApdu | undefined) => {
    if (apdu !== undefined) far.write(encodeApdu(apdu))
  }
  far.onBytes((bytes) => {
    for (const { control } of readApdus(bytes).apdus) {
      heard.push(control)
      const begins = words[control] !== undefined || ALWAYS_ANSWERED.includes(control)
      if (begins) left = [YES, ...(words[control] ?? []), DONE]
      // A yes of its own is followed by its first word at once; the others wait for the till's.
      if (begins) say(left.shift())
      say(left.shift())
    }
  })
  const settings = zvtSettingsSchema.parse({ can: ['day-end', 'reprint'] })
  const clock = new ManualClock()
  const driver = createZvtTerminal({ alias: 'Theke', endpoint: 'memory:zvt', settings, clock, newLink: () => link })
  return { driver, heard, answersTo: () => heard.filter((control) => control >> 8 === 0x84 || control === ZVT.yes) }
}

it.each([
  ['a registration', ZVT.registration, 'probe'],
  ['a day end', ZVT.dayEnd, 'dayEnd'],
  ['a reprint', ZVT.repeatReceipt, 'reprint'],
] as const)('a payment that comes in %s was not ordered: the terminal takes it back', async (_, control, ask) => {
  const { driver, answersTo } = terminalThatSays({ [control]: [PAID] })
  await driver[ask]()
  expect(answersTo()).toContain(NOT_ISSUED)
})

it('the total of a day end is no payment, and gets its yes', async () => {
  const { driver, answersTo } = terminalThatSays({ [ZVT.dayEnd]: [TOTAL] })
  expect(await driver.dayEnd()).toEqual({ kind: 'done', ticket: null })
  expect(answersTo()).not.toContain(NOT_ISSUED)
})

it('a stop waits until the terminal has answered the order: before, it takes no other command', async () => {
  const { link, far } = simulatedPair('memory:zvt')
  const heard: number[] = []
  far.onBytes((bytes) => heard.push(...readApdus(bytes).apdus.map(({ control }) => control)))
  await link.open()
  const session = new ZvtSession(streamCarrier(link), new ManualClock())
  const listener = { onStatus: async () => 0, onPrint: async () => 0, onProgress: () => {} }
  const end = session.run({ control: ZVT.payment, data: NOTHING }, listener)
  await settle()
  expect(await session.stop()).toBe(true)
  await settle()
  expect(heard).toEqual([ZVT.payment])
  far.write(encodeApdu(YES))
  await settle()
  expect(heard).toEqual([ZVT.payment, ZVT.stop])
  far.write(encodeApdu({ control: ZVT.abort, data: Uint8Array.of(0x6c) }))
  expect(await end).toMatchObject({ kind: 'aborted', code: 0x6c })
  await session.close()
})
