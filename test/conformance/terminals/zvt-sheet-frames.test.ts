/**
 * Goal: every serial frame of the standalone-terminals sheet (section 3, ZVT) is said and heard by the till, and by a simulated terminal,
 * as it stands there. Method: the till's serial line and the terminal's, each alone, in memory, with the sheet's bytes on the other side.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeApdu, readApdus } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { SerialCarrier } from '#hardware/terminals/zvt/zvt-carrier.ts'
import { ACK } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import type { TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedTill } from '#test/support/terminals/scripted-till.ts'
import { bytesOfHex, hexOfBytes, ZVT_FRAMES, ZVT_SUMS } from '#test/support/terminals/zvt-vectors.ts'

/** No message of these holds a 10: nothing is doubled. */
const SUMMED = Object.entries(ZVT_SUMS).map(([message, sum]) => [message, `10 02 ${message} 10 03 ${sum}`] as const)
/** What a frame says: without what stands around it, a doubled 10 once. */
const messageIn = (frame: string) =>
  frame
    .replace(/^10 02 /, '')
    .replace(/ 10 03 .. ..$/, '')
    .replace('10 10', '10')
const FRAMES: readonly (readonly [name: string, frame: string])[] = [...Object.entries(ZVT_FRAMES), ...SUMMED]

describe('the till', () => {
  async function lineOf() {
    const { link, far } = simulatedPair('serial:zvt-frames')
    const heard: string[] = []
    far.onBytes((bytes) => {
      heard.push(hexOfBytes(bytes))
      if (bytes.length > 1) far.write(Uint8Array.of(ACK))
    })
    await link.open()
    const carrier = new SerialCarrier(link, new ManualClock())
    const messages: string[] = []
    carrier.hear({ onMessage: (apdu) => messages.push(hexOfBytes(encodeApdu(apdu))), onLost: () => {} })
    return { carrier, far, heard, messages }
  }

  it.each(FRAMES)('says and hears as it stands there: %s', async (_, frame) => {
    const { carrier, far, heard, messages } = await lineOf()
    const [apdu] = readApdus(bytesOfHex(messageIn(frame))).apdus
    if (apdu === undefined) throw new Error('no message')
    expect(await carrier.say(apdu)).toBe(true)
    far.write(bytesOfHex(frame))
    await settle()
    expect([heard, messages]).toEqual([[frame.toUpperCase(), '06'], [messageIn(frame)]])
    await carrier.close()
  })
})

describe('a simulated terminal', () => {
  let till: ScriptedTill
  afterEach(() => till.close())

  const YES = '80 00 00'
  const DONE = '06 0F 00'
  const bytes = () => hexOfBytes(Uint8Array.from(till.bytes))
  const say = (command: string) => till.ask(messageIn(command))
  async function newTill() {
    till = new ScriptedTill({ isSerial: true })
    await say(ZVT_FRAMES.registration)
  }
  const entries = async () => (await till.ledger()) as readonly TerminalEntry[]

  it('takes each command by a byte 06, and says yes and that it is done', async () => {
    await newTill()
    expect(bytes()).toMatch(new RegExp(`^06 ${ZVT_FRAMES.yes} `))
    expect(await say(ZVT_FRAMES.initialisation)).toEqual([YES, DONE])
    expect(await say(ZVT_FRAMES.diagnosis)).toEqual([YES, DONE])
    expect(await say(ZVT_FRAMES.reset)).toEqual([YES, DONE])
    expect(bytes()).toContain(`06 ${ZVT_FRAMES.yes} 10 02 06 0F 00 10 03 C6 33`)
  })

  it('says how it is', async () => {
    await newTill()
    await say(ZVT_FRAMES.status)
    expect(bytes()).toContain(`06 ${ZVT_FRAMES.yes} ${ZVT_FRAMES.completion}`)
    expect(await say(ZVT_FRAMES['status with service byte'])).toEqual([YES, messageIn(ZVT_FRAMES.completion)])
  })

  it('is paid 110.00, tells its result again, and ends its day', async () => {
    await newTill()
    expect((await say(ZVT_FRAMES['payment of 110.00, with a doubled 10'])).at(-1)).toBe(DONE)
    expect(bytes()).toContain(`10 02 04 FF 01 0A 10 03 ${ZVT_SUMS['04 FF 01 0A']}`)
    expect(await entries()).toMatchObject([{ amountMinor: 11_000, currency: '978', state: 'approved' }])
    expect((await till.ask('06 20 05 00 00 00 03 03'))[1]).toMatch(/^04 0F /)
    expect((await till.ask('06 50 03 00 00 00')).at(-1)).toBe(DONE)
    expect((await entries()).map(({ isSent }) => isSent)).toEqual([true])
  })

  it('is at work', async () => {
    await newTill()
    await till.terminal.control({ do: 'busy', on: true })
    await say(ZVT_FRAMES.diagnosis)
    expect(bytes()).toMatch(new RegExp(`${ZVT_FRAMES.wait}$`))
  })

  it('is stopped by the till', async () => {
    await newTill()
    await till.terminal.control({ do: 'customer', acts: 'pays', takesMs: 50 })
    const paid = say(ZVT_FRAMES['payment of 110.00, with a doubled 10'])
    await expect.poll(() => till.said.at(-1)).toBe('04 FF 01 0A')
    till.tell('06 B0 00')
    expect((await paid).at(-1)).toBe('06 1E 01 6C')
    expect(bytes()).toContain(`10 02 06 1E 01 6C 10 03 ${ZVT_SUMS['06 1E 01 6C']}`)
    expect(await entries()).toMatchObject([{ state: 'abandoned' }])
  })

  it('takes receipt 470 back, holds 50.00, and lets receipt 123 go', async () => {
    await newTill()
    const byHand = async (upTo: number) => {
      while ((await entries()).length < upTo) await till.terminal.control({ do: 'pay-by-hand', amountMinor: 100 })
    }
    await byHand(122)
    expect((await till.ask('06 22 0A 04 00 00 00 00 50 00 49 09 78')).at(-1)).toBe(DONE)
    expect((await entries())[122]).toMatchObject({ receiptNumber: '0123', operation: 'reserve', amountMinor: 5_000 })
    expect((await till.ask('06 25 03 87 01 23')).at(-1)).toBe(DONE)
    await byHand(470)
    expect((await till.ask('06 30 06 00 00 00 87 04 70')).at(-1)).toBe(DONE)
    expect([(await entries())[122]?.state, (await entries())[469]?.state]).toEqual(['released', 'voided'])
  })
})
