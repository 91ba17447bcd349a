/**
 * Goal: the bytes of the standalone-terminals sheet (section 3, Caisse-AP) are read and written as it says, in whatever pieces they
 * come, and no spoilt one is an approval that did not happen. Method: the sheet's texts, on codec and driver; a line in memory and
 * a clock that moves when told to.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import {
  CaisseApError,
  encodeCaisseAp,
  readCaisseAp,
  readContainer,
} from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { outcomeOf } from '#hardware/terminals/caisse-ap/caisse-ap-answers.ts'
import { type CaisseApSettings, createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { TERMINAL_SETTINGS } from '#test/support/terminals/caisse-ap-bench.ts'
import {
  CAISSE_AP_DECLINED,
  CAISSE_AP_DECLINED_TICKET,
  CAISSE_AP_IDENTITY,
  CAISSE_AP_PAY,
  CAISSE_AP_REJECTED,
  CAISSE_AP_SIMULATOR,
} from '#test/support/terminals/caisse-ap-vectors.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const bytesOf = (text: string) => Buffer.from(text, 'latin1')
const fieldsOf = (text: string) => {
  const reading = readCaisseAp(bytesOf(text))
  if (reading.kind === 'broken') throw new Error(reading.why)
  return reading.fields
}

describe('a message', () => {
  it.each([CAISSE_AP_PAY, CAISSE_AP_REJECTED, CAISSE_AP_IDENTITY, CAISSE_AP_SIMULATOR, CAISSE_AP_DECLINED])(
    'is read whole and written as it was: %s',
    (text) => {
      const reading = readCaisseAp(bytesOf(text))
      expect(reading.kind).toBe('complete')
      expect(Buffer.from(encodeCaisseAp([...fieldsOf(text)])).toString('latin1')).toBe(text)
    },
  )

  it('has the fields that the sheet names', () => {
    expect(Object.fromEntries(fieldsOf(CAISSE_AP_PAY))).toEqual({
      CZ: '0300',
      CJ: '247300123456',
      CA: '01',
      CB: '12345',
      CD: '0',
      CE: '978',
    })
    expect(fieldsOf('CZ0040300CB00205').get('CB')).toBe('05')
    expect(readContainer(fieldsOf(CAISSE_AP_DECLINED).get('ZT') ?? '')?.get('AK')).toBe(CAISSE_AP_DECLINED_TICKET)
  })

  it('is no message when it begins with something else, says a thing twice, or is none', () => {
    for (const text of [
      'CJ0010',
      'CZ0040300CB00205CB00205',
      'HTTP/1.1 400',
      '\x10\x02\x06\x0f',
      'CZ00x',
      'cz0040300',
    ]) {
      expect(readCaisseAp(bytesOf(text)).kind, text).toBe('broken')
    }
    expect(readCaisseAp(Buffer.alloc(5_000, 'A')).kind).toBe('broken')
  })

  it('is not sent with what has no place in it', () => {
    expect(() => encodeCaisseAp([['CZ', '']])).toThrow(CaisseApError)
    expect(() => encodeCaisseAp([['cz', '0300']])).toThrow(CaisseApError)
    expect(() => encodeCaisseAp([['CF', 'é']])).toThrow(CaisseApError)
    expect(() => encodeCaisseAp([['CF', 'x'.repeat(1_000)]])).toThrow(CaisseApError)
  })
})

let lines = 0

/** The driver on a line in memory; what it sent, and its outcome once there is one. */
async function ask(order: TerminalOrder, settings: Partial<CaisseApSettings> = {}) {
  const clock = new ManualClock()
  lines += 1
  const { link, far } = simulatedPair(`memory:terminal-${lines}`)
  const sent: string[] = []
  far.onBytes((bytes) => sent.push(Buffer.from(bytes).toString('latin1')))
  const driver = createCaisseApTerminal({
    alias: 'Comptoir',
    endpoint: 'memory:terminal',
    settings: { ...TERMINAL_SETTINGS, ...settings },
    clock,
    newLink: () => link,
  })
  const outcome = driver.pay(order)
  await settle()
  return { clock, far, sent, outcome }
}

const ORDER = orderOf('pay')
const APPROVED = `${CAISSE_AP_SIMULATOR}CF${String(ORDER.id.length).padStart(3, '0')}${ORDER.id}`

describe('an order', () => {
  it('goes out with its amount last, its currency, its reference, and an answer at the end', async () => {
    const { sent, clock, outcome } = await ask(ORDER)
    expect(sent).toEqual([`CZ0040320CJ012012345678901CA00201CE003978BA0010CD0010CF036${ORDER.id}CK003000CB0041234`])
    await clock.advance(LIMITS.terminalAnswerTimeoutMs)
    expect(await outcome).toEqual({ kind: 'unknown', failure: { code: 'TERMINAL_NO_ANSWER' } })
  })

  it('names the application that a technician set, and ends like a line where he said so', async () => {
    const { sent, clock, outcome } = await ask(ORDER, { application: '00B', endsWithLine: true })
    expect(sent).toEqual([
      `CZ0040320CJ012012345678901CA00201CE003978BA0010CD0010CC00300BCF036${ORDER.id}CK003000CB0041234\r\n`,
    ])
    await clock.advance(LIMITS.terminalAnswerTimeoutMs)
    await outcome
  })

  it('is approved by the answer in any two pieces, also at the border of a field', async () => {
    for (let cut = 1; cut < APPROVED.length; cut += 1) {
      const { far, clock, outcome } = await ask(ORDER)
      far.write(bytesOf(APPROVED.slice(0, cut)))
      await clock.advance(LIMITS.terminalDrainMs - 1)
      far.write(bytesOf(APPROVED.slice(cut)))
      await clock.advance(LIMITS.terminalDrainMs)
      expect(await outcome, `cut at ${cut}`).toMatchObject({
        kind: 'approved',
        result: {
          amountMinor: 1_234,
          reference: { approvalCode: '506078' },
          maskedPan: '885177******6669',
          entryMode: 'contactless',
          contract: '424242',
        },
      })
    }
  })

  it('is known at once when the terminal ends the line behind its answer, with an end of line or without', async () => {
    for (const tail of ['', '\r\n']) {
      const { far, outcome } = await ask(ORDER)
      far.write(bytesOf(APPROVED + tail))
      await settle()
      far.unplug()
      expect((await outcome).kind).toBe('approved')
    }
  })

  it('that is refused is told as such, with the terminal’s own reason', async () => {
    const order = orderOf('pay', { amountMinor: 12_345 })
    expect(outcomeOf(fieldsOf(CAISSE_AP_REJECTED), order)).toEqual({
      kind: 'declined',
      failure: { code: 'TERMINAL_REFUSED_ORDER', details: { reason: '09' } },
    })
    expect(outcomeOf(fieldsOf(CAISSE_AP_DECLINED), order)).toEqual({
      kind: 'declined',
      failure: { code: 'TERMINAL_DECLINED', details: { reason: '04' } },
      isNotVoidable: true,
      mayBeVoid: true,
    })
  })
})

describe('one bit that is wrong', () => {
  it('never approves what was refused', () => {
    const order = orderOf('pay', { amountMinor: 12_345 })
    for (const spoilt of everyFlip(CAISSE_AP_DECLINED)) {
      expect(kindOf(spoilt, order), spoilt).not.toBe('approved')
    }
  })

  it('never approves another amount, another currency, or another order', () => {
    let approved = 0
    for (const spoilt of everyFlip(APPROVED)) {
      if (kindOf(spoilt, ORDER) !== 'approved') continue
      approved += 1
      const fields = fieldsOf(spoilt)
      expect([
        Number(fields.get('CB')),
        fields.get('CE'),
        fields.get('CD') ?? '0',
        otherOrderIn(fields.get('CF')),
      ]).toEqual([1_234, '978', '0', null])
    }
    expect(approved).toBeGreaterThan(100)
  })
})

/** The payment that a reference names; null for this one's, and for what is no payment's. */
function otherOrderIn(reference = ''): string | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(reference) && reference !== ORDER.id ? reference : null
}

function* everyFlip(text: string): Generator<string> {
  for (let place = 0; place < text.length; place += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const bytes = bytesOf(text)
      bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
      yield bytes.toString('latin1')
    }
  }
}

function kindOf(text: string, order: TerminalOrder): string {
  const reading = readCaisseAp(bytesOf(text))
  return reading.kind === 'complete' ? outcomeOf(reading.fields, order).kind : reading.kind
}
