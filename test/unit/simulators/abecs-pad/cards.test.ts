/** Test cards, masks and the kernel behind them: numbers that satisfy their check digit, nothing issued, nothing leaked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstCryptogram,
  holderVerification,
  readCard,
  secondCryptogram,
  type TerminalRisk,
  wantsChip,
} from '#simulators/abecs-pad/card-kernel.ts'
import { findCard, maskPan, TEST_CARDS, track1Of, track2Of, truncateTrack } from '#simulators/abecs-pad/cards.ts'
import { fromHex, readObjects, readTagList, toHex, writeObjects } from '#simulators/abecs-pad/emv-objects.ts'
import { readTerminalRisk } from '#simulators/abecs-pad/terminal-risk.ts'
import { readTrack2 } from '#simulators/crypto/track-data.ts'

const TERMS = {
  amountMinor: 2000,
  cashbackMinor: 0,
  currency: '978',
  date: '261122',
  time: '143312',
  transactionType: 0,
} as const

/** A till that wants the host, and one whose floor limit lets the card decide. */
const ONLINE: TerminalRisk = {
  onExceptionList: false,
  mayApproveOffline: false,
  aboveFloorLimit: true,
  chosenAtRandom: false,
  offlineInARow: 0,
}
const OFFLINE: TerminalRisk = { ...ONLINE, mayApproveOffline: true, aboveFloorLimit: false }

function isLuhn(pan: string): boolean {
  const sum = [...pan].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

describe('test cards', () => {
  it('have a sound check digit, a track a host can read, and a label that fits', () => {
    for (const card of TEST_CARDS) {
      expect(isLuhn(card.pan), card.id).toBe(true)
      expect(readTrack2(fromHex(track2Of(card).replace('=', 'D').padEnd(40, 'F')))).toMatchObject({ pan: card.pan })
      expect(card.label.length).toBeLessThanOrEqual(16)
      expect(card.interfaces.length).toBeGreaterThan(0)
    }
    expect(new Set(TEST_CARDS.map(({ id }) => id)).size).toBe(TEST_CARDS.length)
  })

  it('cover the schemes a French shop meets', () => {
    const rids = new Set(TEST_CARDS.map(({ applicationId }) => applicationId.slice(0, 10)))
    expect([...rids]).toEqual(
      expect.arrayContaining(['A000000042', 'A000000003', 'A000000004', 'A000000025', 'A000000152']),
    )
  })

  it('are named to whoever asks for one that does not exist', () => {
    expect(() => findCard('gold')).toThrow(/cb-chip/)
  })
})

describe('mask and truncation, with the examples of the specification (5.4.1)', () => {
  it('masks the first run of digits', () => {
    expect(maskPan('B3764 329710 01006^JOE^2108100', '0604')).toBe('B3764 32**** *1006^JOE^2108100')
    expect(maskPan('4444333322221111=2212601', '0700')).toBe('4444333*********=2212601')
    expect(maskPan('A756325325535^PROPR', '0005')).toBe('A*******25535^PROPR')
    expect(maskPan('12345678', '0604')).toBe('12345678')
  })

  it('keeps seven characters after the separator, else nineteen', () => {
    expect(truncateTrack('66733246732413=1512601234879534275432', '=')).toBe('66733246732413=1512601')
    expect(truncateTrack('B9994444333322221111^NOME^1512601234879', '^')).toBe('B9994444333322221111^NOME^1512601')
    expect(truncateTrack('667332467324131512601234879534275432', '=')).toBe('6673324673241315126')
  })

  it('never leaves more of a test card than the mask says', () => {
    for (const card of TEST_CARDS) {
      for (const text of [card.pan, truncateTrack(track2Of(card), '='), truncateTrack(track1Of(card), '^')]) {
        expect(maskPan(text, '0604')).not.toContain(card.pan)
        expect(maskPan(text, '0604')).toContain(`${card.pan.slice(0, 6)}*`)
      }
    }
  })
})

describe('EMV objects', () => {
  it('answers what is asked, in that order, and withholds number and track', () => {
    const objects = new Map([
      ['95', fromHex('0000008000')],
      ['9F26', fromHex('AABBCCDDEEFF0011')],
      ['5A', fromHex('4111')],
      ['57', fromHex('4111')],
    ])
    expect(toHex(writeObjects(objects, readTagList(fromHex('9F265A57959F36'))))).toBe(
      '9F2608AABBCCDDEEFF001195050000008000',
    )
  })

  it('reads what it writes, and never throws on any bytes', () => {
    const objects = new Map([
      ['9F02', fromHex('000000002000')],
      ['91', fromHex('0102')],
    ])
    expect(readObjects(writeObjects(objects, ['91', '9F02']))).toEqual(objects)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const read = readObjects(bytes)
        expect(read === null || read instanceof Map).toBe(true)
        expect(Array.isArray(readTagList(bytes))).toBe(true)
      }),
    )
  })
})

describe('the bounded kernel', () => {
  const read = (id: string, how: 'insert' | 'tap', counter = 1, amountMinor = 2000) =>
    readCard(findCard(id), how, { ...TERMS, amountMinor }, counter, fromHex('11223344'))
  const cryptogram = (transaction: ReturnType<typeof read>) => {
    firstCryptogram(transaction, 'none', ONLINE)
    return toHex(transaction.objects.get('9F26') ?? new Uint8Array())
  }

  it('seals the amount, the counter and the random number', () => {
    const plain = cryptogram(read('cb-chip', 'insert'))
    expect(cryptogram(read('cb-chip', 'insert'))).toBe(plain)
    expect(cryptogram(read('cb-chip', 'insert', 2))).not.toBe(plain)
    expect(cryptogram(read('cb-chip', 'insert', 1, 2001))).not.toBe(plain)
    expect(cryptogram(read('visa-chip', 'insert'))).not.toBe(plain)
  })

  it('asks the PIN on a chip always, on a tap above 50.00, on a phone never', () => {
    expect(holderVerification(read('cb-chip', 'insert', 1, 1))).toBe('online-pin')
    expect(holderVerification(read('visa-contactless', 'tap', 1, 5000))).toBe('none')
    expect(holderVerification(read('visa-contactless', 'tap', 1, 5001))).toBe('online-pin')
    expect(holderVerification(read('visa-phone', 'tap', 1, 99_00))).toBe('device')
    expect([5000, 5001].map((amountMinor) => wantsChip(findCard('tap-to-chip'), amountMinor))).toEqual([false, true])
  })

  it('walks ARQC to TC or AAC, and AAC at once when expired', () => {
    const good = read('cb-chip', 'insert')
    const said = { said: 'approved', hasIssuerData: true, offlineInARow: 0 } as const
    expect(firstCryptogram(good, 'online-pin', ONLINE)).toBe('ARQC')
    expect(secondCryptogram(good, said)).toBe('TC')
    expect(secondCryptogram(good, { ...said, said: 'declined' })).toBe('AAC')
    expect(secondCryptogram(good, { ...said, said: 'unreachable' })).toBe('AAC')
    const stubborn = read('refuses-after-approval', 'insert')
    expect(firstCryptogram(stubborn, 'online-pin', ONLINE)).toBe('ARQC')
    expect(secondCryptogram(stubborn, said)).toBe('AAC')
    expect(firstCryptogram(read('expired', 'insert'), 'none', ONLINE)).toBe('AAC')
  })

  it('lets only a card that decides offline approve by itself, and only when nothing speaks against it', () => {
    const first = (
      id: string,
      changes: Partial<TerminalRisk> = {},
      check: 'offline-pin' | 'pin-skipped' = 'offline-pin',
    ) => firstCryptogram(read(id, 'insert'), check, { ...OFFLINE, ...changes })
    expect(first('cb-offline')).toBe('TC')
    expect(first('cb-offline-pin')).toBe('ARQC')
    expect(first('cb-offline', { mayApproveOffline: false })).toBe('ARQC')
    expect(first('cb-offline', { aboveFloorLimit: true })).toBe('ARQC')
    expect(first('cb-offline', { chosenAtRandom: true })).toBe('ARQC')
    expect(first('cb-offline', { offlineInARow: 10 })).toBe('ARQC')
    expect(first('cb-offline', {}, 'pin-skipped')).toBe('ARQC')
    expect(first('cb-offline', { onExceptionList: true })).toBe('AAC')
  })

  it('accepts without the host until the card has had enough of it', () => {
    const second = (offlineInARow: number) =>
      secondCryptogram(read('cb-offline', 'insert'), { said: 'unreachable', hasIssuerData: false, offlineInARow })
    expect([0, 19, 20].map(second)).toEqual(['TC', 'TC', 'AAC'])
  })
})

describe('terminal risk management', () => {
  const limits = { floorMinor: 5000, targetPercent: 20, thresholdMinor: 2000, targetPercentMax: 80 }
  const chosen = (amountMinor: number, random: number) =>
    readTerminalRisk(amountMinor, limits, () => random).chosenAtRandom

  it('sends what reaches the floor limit to the host, and everything when there is none', () => {
    expect(readTerminalRisk(5000, limits, () => 255).aboveFloorLimit).toBe(true)
    expect(readTerminalRisk(4999, limits, () => 255).aboveFloorLimit).toBe(false)
    expect(readTerminalRisk(0, { ...limits, floorMinor: 0 }, () => 0).aboveFloorLimit).toBe(true)
  })

  it('chooses by the target up to the threshold, and by more towards the floor limit', () => {
    expect([19, 20].map((random) => chosen(1000, random))).toEqual([true, false])
    expect([49, 50].map((random) => chosen(3500, random))).toEqual([true, false])
    expect(readTerminalRisk(1000, { ...limits, targetPercent: 0 }, () => 0).chosenAtRandom).toBe(false)
  })
})
