/**
 * Goal: what goes to a terminal is what the standalone-terminals sheet (section 3) has, byte for byte, its terminals understand it, and
 * what terminals of several makers print and answer is read. Method: the sheet's bytes on drivers, simulated terminals and readers.
 */
import { describe, expect, it } from 'vitest'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { printedOf } from '#hardware/terminals/zvt/zvt-answers.ts'
import { encodeApdu, readApdus, ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { createZvtTerminal, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import { BMP, readFields } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const messageOf = (hex: string): ZvtApdu => {
  const [apdu] = readApdus(bytesOf(hex)).apdus
  if (apdu === undefined) throw new Error('no message')
  return apdu
}

/** A driver whose terminal says yes and is done, whatever it is asked; what it was asked. */
function zvtOnALine() {
  const { link, far } = simulatedPair('memory:zvt-words')
  const asked: string[] = []
  far.onBytes((bytes) => {
    if (hexOf(bytes) === '800000') return
    asked.push(hexOf(bytes))
    for (const control of [ZVT.yes, ZVT.completion]) far.write(encodeApdu({ control, data: new Uint8Array() }))
  })
  const settings = zvtSettingsSchema.parse({ can: ['void', 'refund', 'day-end', 'reprint'] })
  const newLink = () => link
  const driver = createZvtTerminal({ alias: 'Theke', endpoint: 'memory:zvt', settings, clock: realClock, newLink })
  return { driver, asked }
}

describe('a till that speaks ZVT', () => {
  it('says what the sheet has', async () => {
    const { driver, asked } = zvtOnALine()
    await driver.probe()
    await driver.pay(orderOf('pay', { amountMinor: 1_000 }))
    const original = { receiptNumber: '0470', traceNumber: null, approvalCode: null }
    await driver.void(orderOf('void', { amountMinor: 1_000, original }))
    await driver.refund(orderOf('refund', { amountMinor: 1_000 }))
    await driver.lastResult(orderOf('pay'))
    await driver.dayEnd()
    await driver.reprint()
    expect(asked).toEqual([
      // Registration with what it prints in blocks; the sheet's has another password and config byte.
      '06000e000000be0978060626040a0206d3',
      '050103000000',
      '06010c040000000010004909781940',
      '06301000000087047004000000001000490978',
      '06310d00000004000000001000490978',
      '0620050000000303',
      '065003000000',
      '062003000000',
    ])
  })

  it('reads what terminals print', () => {
    const line = (hex: string) => printedOf(messageOf(hex), 'cp437').lines
    expect(line('06 D1 0E 40 54 45 53 54 20 50 6F 72 74 61 6C 75 6D')).toEqual(['TEST Portalum'])
    expect(line('06 D1 01 81')).toEqual([])
    expect(line('06 D1 0F 40 52 49 45 44 47 20 35 30 06 04 1F 07 01 01')).toEqual(['RIEDG 50'])
  })

  it('reads what is open of reservations, and is not thrown by lengths that do not add up', () => {
    const open = readFields(messageOf('06 1E 04 B8 87 FF FF').data.subarray(1)).fields
    expect(hexOf(open.get(BMP.receipt) ?? new Uint8Array())).toBe('ffff')
    const wrong = bytesOf('06 1E 0E B8 06 11 23 09 08 02 01 23 08 02 45 67')
    expect(readApdus(wrong).apdus).toEqual([])
    expect(readFields(wrong.subarray(4)).fields.size).toBe(0)
  })
})

describe('a simulated terminal', () => {
  it('takes the sheet’s ZVT payment of 10.00, which names no currency', async () => {
    const terminal = new ZvtTerminal(
      { port: 0, ledgerFile: null, terminalId: '28004869', customerMs: 0, answerMs: 1_000 },
      () => {},
    )
    const said: number[] = []
    const line = terminal.attach(
      {
        write: (bytes) => {
          for (const { control } of readApdus(bytes).apdus) {
            said.push(control)
            if (control !== ZVT.yes) setImmediate(() => line.receive(bytesOf('80 00 00')))
          }
        },
        cut: () => {},
      },
      false,
    )
    line.receive(bytesOf('06 00 0E 12 34 56 8E 09 78 06 06 26 04 0A 02 06 D3'))
    await expect.poll(() => said).toEqual([ZVT.yes, ZVT.completion])
    line.receive(bytesOf('06 01 07 04 00 00 00 00 10 00'))
    await expect.poll(() => said.at(-1), { timeout: 5_000 }).toBe(ZVT.completion)
    await expect.poll(() => said.length).toBeGreaterThan(4)
    expect(await terminal.control({ do: 'ledger' })).toMatchObject([
      { amountMinor: 1_000, currency: '978', state: 'approved' },
    ])
    await terminal.close()
  })

  it('takes the sheet’s Caisse-AP payment of 123.45, and says who it is', async () => {
    const answers: string[] = []
    const terminal = new CaisseApTerminal(
      { port: 0, ledgerFile: null, terminalId: '330538600404', customerMs: 0 },
      () => {},
    )
    const ask = async (text: string) => {
      const outlet = {
        write: (bytes: Uint8Array) => answers.push(Buffer.from(bytes).toString('latin1')),
        cut: () => {},
      }
      const count = answers.length
      terminal.attach(outlet, false).receive(Buffer.from(text))
      await expect.poll(() => answers.length, { timeout: 5_000 }).toBe(count + 1)
      return answers.at(-1)
    }
    expect(await ask('CZ0040301CJ012330538600404CA00201CD001I')).toBe('CZ0040301CJ012330538600404CA00201CD001IAE00210')
    const paid = await ask('CZ0040300CJ012247300123456CA00201CB00512345CD0010CE003978')
    expect(paid).toMatch(/^CZ0040300CJ012247300123456CA00201CE003978CD0010CB00512345AE00210/)
    expect(await terminal.control({ do: 'ledger' })).toMatchObject([{ amountMinor: 12_345, currency: '978' }])
    await terminal.close()
  })
})
