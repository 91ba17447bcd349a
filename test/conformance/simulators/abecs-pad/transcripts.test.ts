/**
 * Whole conversations with the pad, as chapter 2.9 of the pin-pad sheet tells them: what goes over the line, what the
 * customer reads, and what each ending leaves behind. Pad and till in one process, joined by bytes.
 */
import { describe, expect, it } from 'vitest'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { generateLinkKeys, secureOpenCommand, unwrapSessionKey } from '#hardware/pad/abecs/secure-link.ts'
import { decryptData, decryptPinBlock, deriveTransactionKey, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { openPinBlock } from '#simulators/crypto/pin-block.ts'
import { readTrack2 } from '#simulators/crypto/track-data.ts'
import { type Bench, openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { fcx, gcx, gox, gtk, RMC_TEXT } from '#test/support/abecs-pad/purchase.ts'
import { type Answer, hexOf, textOf } from '#test/support/abecs-pad/test-till.ts'

const CB_PAN = '9250000000074821'

function exchanges({ events }: Bench): string[] {
  return events
    .filter(({ event }) => event === 'exchange')
    .map(({ direction, id, status }) => `${direction === 'in' ? '>' : '<'} ${id}${status ?? ''}`)
}

function pinOf(answer: Answer, pan: string): string | null {
  const key = deriveTransactionKey(TEST_BASE_KEY, answer.parameters.get(PP.KSN) ?? new Uint8Array())
  return openPinBlock(decryptPinBlock(key, answer.parameters.get(PP.PINBLK) ?? new Uint8Array()), pan)
}

describe('chip with online PIN', () => {
  it('reads, encrypts, asks the PIN, seals, and gives the card back', async () => {
    const bench = openBench()
    const { pad, till } = bench
    await pad.control({ do: 'customer', plan: [{ card: 'cb-chip', pin: '4321', afterMs: 5 }] })
    expect((await till.ask('OPN')).status).toBe('OPN000')

    const read = await till.ask('GCX', ...gcx())
    expect(read.status).toBe('GCX000')
    expect(read.notices).toEqual(['SELECIONADO:    CB              '])
    expect(textOf(read, PP.CARDTYPE)).toBe('03')
    expect(textOf(read, PP.AIDTABINFO)).toBe('010101')
    expect(textOf(read, PP.PAN)).toBe('925000******4821')
    expect(textOf(read, PP.TRK2INC)).toBe('925000******4821=3012201')
    expect(textOf(read, PP.PANSEQNO)).toBe('01')
    expect(textOf(read, PP.LABEL)).toBe('CB')
    // Card number and track (5A, 57) were asked for and are left out; a cryptogram does not exist yet.
    expect(hexOf(read, PP.EMVDATA)).toMatch(/^9F3704.{8}9F36020001/)

    const track = await till.ask('GTK', ...gtk())
    const serial = track.parameters.get(PP.TRK2KSN) ?? new Uint8Array()
    expect(hexOf(track, PP.TRK2KSN)).toBe('FFFF9876543107E00001')
    const clear = decryptData(
      deriveTransactionKey(TEST_BASE_KEY, serial),
      track.parameters.get(PP.TRACK2) ?? new Uint8Array(),
      'ecb',
    )
    expect(readTrack2(clear)).toEqual({ pan: CB_PAN, expiry: '3012' })

    const authorised = await till.ask('GOX', ...gox())
    expect(authorised.notices).toEqual(['SOLICITE A SENHA                '])
    expect(textOf(authorised, PP.GOXRES)).toBe('202000')
    expect(pinOf(authorised, CB_PAN)).toBe('4321')
    expect(hexOf(authorised, PP.EMVDATA)).toMatch(/^9F2608.{16}9F2701809F100706010A03A00000/)
    expect(hexOf(authorised, PP.EMVDATA)).toContain('95050000048000')

    const verdict = await till.ask('FCX', ...fcx('0000', '00', '910A11223344556677883030'))
    expect(textOf(verdict, PP.FCXRES)).toBe('000')
    expect(hexOf(verdict, PP.EMVDATA)).toContain('9F270140')
    expect(hexOf(verdict, PP.EMVDATA)).toContain('9B02F800')
    expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
    expect((await till.ask('CLX')).status).toBe('CLX000')

    expect(exchanges(bench)).toEqual(
      '> OPN,< OPN000,> GCX,< NTM,< GCX000,> GTK,< GTK000,> GOX,< NTM,< GOX000,> FCX,< FCX000,> RMC,< RMC000,> CLX,< CLX000'.split(
        ',',
      ),
    )
    expect(bench.displays()).toEqual([
      'VALOR:     20,00 | APROXIME, INSIRA',
      'PROCESSANDO... | ',
      'DEBIT  20,00 EUR | CODE :',
      'DEBIT  20,00 EUR | CODE :         *',
      'DEBIT  20,00 EUR | CODE :        **',
      'DEBIT  20,00 EUR | CODE :       ***',
      'DEBIT  20,00 EUR | CODE :      ****',
      ' | ',
      'PROCESSANDO... | ',
      'REPRENEZ | VOTRE CARTE',
      ' | ',
    ])
  })

  it('gives a refusal of the host to the card, and the card refuses', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'visa-chip', afterMs: 0 }] })
    await till.ask('GCX', ...gcx())
    await till.ask('GOX', ...gox())
    const verdict = await till.ask('FCX', ...fcx('1000', '51'))
    expect(textOf(verdict, PP.FCXRES)).toBe('100')
    expect(hexOf(verdict, PP.EMVDATA)).toContain('9F270100')
  })

  it('may be refused by the card although the host approved', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'refuses-after-approval', afterMs: 0 }] })
    await till.ask('GCX', ...gcx())
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('202000')
    expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('100')
  })

  it('is refused without an answer of the host', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 0 }] })
    await till.ask('GCX', ...gcx())
    await till.ask('GOX', ...gox())
    expect(textOf(await till.ask('FCX', ...fcx('2000')), PP.FCXRES)).toBe('100')
  })

  it('is declined by an expired card without a PIN', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'expired', afterMs: 0 }] })
    await till.ask('GCX', ...gcx())
    const authorised = await till.ask('GOX', ...gox())
    expect(textOf(authorised, PP.GOXRES)).toBe('100000')
    expect(authorised.notices).toEqual([])
    expect(authorised.parameters.has(PP.PINBLK)).toBe(false)
    expect(hexOf(authorised, PP.EMVDATA)).toContain('95050040008000')
  })

  it('never gives the same cryptogram or the same key serial number twice', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: Array.from({ length: 3 }, () => ({ card: 'cb-chip', afterMs: 0 })) })
    const seen = new Set<string>()
    for (let purchase = 0; purchase < 3; purchase += 1) {
      await till.ask('GCX', ...gcx())
      const track = await till.ask('GTK', ...gtk())
      const authorised = await till.ask('GOX', ...gox())
      seen.add(hexOf(track, PP.TRK2KSN)).add(hexOf(authorised, PP.KSN))
      seen.add(hexOf(authorised, PP.EMVDATA).slice(6, 22))
      await till.ask('FCX', ...fcx('0000'))
      await till.ask('RMC', RMC_TEXT)
    }
    expect(seen.size).toBe(9)
  })
})

describe('a whole sale over the encrypted link', () => {
  it('has every answer and notice sealed, until CLX ends it in clear', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 0 }] })
    const keys = await generateLinkKeys()
    const opened = await till.ask('OPN', ...secureOpenCommand(keys).blocks)
    till.sessionKey = unwrapSessionKey(opened.blocks[0] ?? new Uint8Array(), keys.privateKey)
    const from = till.received.length
    const read = await till.ask('GCX', ...gcx())
    expect(read.notices).toEqual(['SELECIONADO:    CB              '])
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK000')
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('202000')
    expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('000')
    expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
    const said = Buffer.from(till.received.slice(from)).toString('latin1')
    expect(said).not.toMatch(/GCX|GTK|GOX|FCX|NTM|RMC/)
    await till.ask('CLX')
    expect(Buffer.from(till.received).toString('latin1')).toContain('CLX000')
    till.sessionKey = null
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
  })
})

describe('a card left in the slot', () => {
  it('is read at once, and the next customer of the plan goes on with it', async () => {
    const { pad, till } = openBench()
    await pad.control({
      do: 'customer',
      plan: [
        { card: 'diners-chip', keepCard: true, afterMs: 0 },
        { card: 'diners-chip', pin: '9876', afterMs: 0 },
      ],
    })
    await till.ask('GCX', ...gcx())
    await till.begin('GOX', ...gox())
    await till.cancel()
    const read = await till.ask('GCX', ...gcx())
    expect(textOf(read, PP.CARDTYPE)).toBe('03')
    expect(pinOf(await till.ask('GOX', ...gox()), '36000000000008')).toBe('9876')
    expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
  })
})

describe('contactless', () => {
  it('is one tap without a PIN, and FCX echoes the host', async () => {
    const bench = openBench()
    const { pad, till } = bench
    await pad.control({ do: 'customer', plan: [{ card: 'visa-contactless', afterMs: 5 }] })
    const read = await till.ask('GCX', ...gcx())
    expect(textOf(read, PP.CARDTYPE)).toBe('06')
    expect(textOf(read, PP.PAN)).toBe('411111******1111')
    expect(read.notices).toEqual([])
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('200000')
    const verdict = await till.ask('FCX', ...fcx('0000'))
    expect(textOf(verdict, PP.FCXRES)).toBe('000')
    expect(hexOf(verdict, PP.EMVDATA)).toBe('')
    expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
    expect(exchanges(bench)).toEqual('> GCX,< GCX000,> GOX,< GOX000,> FCX,< FCX000,> RMC,< RMC000'.split(','))
  })

  it('asks for the PIN above 50.00, and wants the same amount in GOX', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'mastercard-contactless', afterMs: 0 }] })
    await till.ask('GCX', ...gcx({ [SPE.AMOUNT]: '000000005001' }))
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX011')
    const authorised = await till.ask('GOX', ...gox({ [SPE.AMOUNT]: '000000005001' }))
    expect(textOf(authorised, PP.GOXRES)).toBe('202000')
    expect(pinOf(authorised, '5555555555554444')).toBe('1234')
  })

  it('takes the word of a phone for its holder', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'customer', plan: [{ card: 'visa-phone', afterMs: 0 }] })
    const read = await till.ask('GCX', ...gcx({ [SPE.AMOUNT]: '000000009900' }))
    expect(textOf(read, PP.DEVTYPE)).toBe('01')
    expect(textOf(await till.ask('GOX', ...gox({ [SPE.AMOUNT]: '000000009900' })), PP.GOXRES)).toBe('200100')
  })

  it('is not read while the till did not ask for it', async () => {
    const { pad, till, asked } = openBench()
    await till.begin('GCX', ...gcx({ [SPE.GCXOPT]: '00000' }))
    await asked('card')
    await pad.control({ do: 'tap', card: 'visa-contactless' })
    await pad.control({ do: 'insert', card: 'visa-contactless' })
    expect(textOf(await till.finish(), PP.CARDTYPE)).toBe('03')
  })
})

describe('stripe', () => {
  it('answers both tracks masked, tells of the failed chip, and encrypts each once', async () => {
    const { pad, till } = openBench()
    await pad.control({
      do: 'customer',
      plan: [
        { card: 'amex-chip', act: 'pull-early', at: 'GCX', afterMs: 0 },
        { card: 'amex-chip', how: 'swipe', afterMs: 0 },
      ],
    })
    expect((await till.ask('GCX', ...gcx())).status).toBe('GCX060')
    const read = await till.ask('GCX', ...gcx())
    expect(textOf(read, PP.CARDTYPE)).toBe('00')
    expect(textOf(read, PP.ICCSTAT)).toBe('1')
    expect(textOf(read, PP.TRK2INC)).toBe('378282*****0005=3012201')
    expect(textOf(read, PP.TRK1INC)).toBe('B378282*****0005^TEST/CARTE                ^3012201')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
    const track = await till.ask('GTK', ...gtk({ [SPE.TRACKS]: '1111' }))
    expect(hexOf(track, PP.TRK1KSN)).toBe(hexOf(track, PP.TRK2KSN))
    const key = deriveTransactionKey(TEST_BASE_KEY, track.parameters.get(PP.TRK1KSN) ?? new Uint8Array())
    const track1 = track.parameters.get(PP.TRACK1) ?? new Uint8Array()
    expect(track1[0]).toBe(0x42)
    expect(Buffer.from(decryptData(key, track1.slice(1), 'ecb')).toString('latin1')).toMatch(/^378282246310005\^/)
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK010')
  })
})

describe('the customer gives up', () => {
  const cases = [
    { command: 'GCX', plan: { act: 'cancel', at: 'GCX' }, status: 'GCX013' },
    { command: 'GOX', plan: { act: 'cancel', at: 'GOX' }, status: 'GOX013' },
  ] as const
  for (const { command, plan, status } of cases) {
    it(`${command}: 013, no data, empty display`, async () => {
      const { pad, till } = openBench()
      await pad.control({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 0, ...plan }] })
      if (command === 'GOX') await till.ask('GCX', ...gcx())
      const answer = await till.ask(command, ...(command === 'GOX' ? gox() : gcx()))
      expect(answer.status).toBe(status)
      expect(answer.blocks).toEqual([])
      expect(await pad.control({ do: 'display' })).toEqual([' '.repeat(16), ' '.repeat(16)])
    })
  }

  it('GPN: 013', async () => {
    const { pad, till, asked } = openBench()
    await till.begin('GPN', gpn('4111111111111111'))
    await asked('pin')
    await pad.control({ do: 'key', key: 'cancel' })
    expect((await till.finish()).status).toBe('GPN013')
  })

  it('CEX: event 13', async () => {
    const { pad, till, asked } = openBench()
    await till.begin('CEX', cex('100000'))
    await asked('event')
    await pad.control({ do: 'key', key: 'cancel' })
    expect(textOf(await till.finish(), PP.EVENT)).toBe('13')
  })
})

describe('the card is pulled', () => {
  it('while read: 060, at the PIN: 043, before the verdict: 043 although the host approved', async () => {
    const { pad, till } = openBench()
    const pulled = (at: string) => ({ card: 'cb-chip', act: 'pull-early', at, afterMs: 0 })
    await pad.control({ do: 'customer', plan: [pulled('GCX'), pulled('GOX'), pulled('FCX')] })
    expect((await till.ask('GCX', ...gcx())).status).toBe('GCX060')
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX043')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
    await till.ask('GCX', ...gcx())
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('202000')
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX043')
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX010')
  })
})

describe('the till gives up', () => {
  it('in every blocking command: EOT, no answer, empty display, and the next command runs', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'insert', card: 'cb-chip' })
    await till.ask('GCX', ...gcx())
    const waits: ReadonlyArray<readonly [string, Uint8Array[]]> = [
      ['GOX', gox()],
      ['RMC', [RMC_TEXT]],
      ['CEX', [cex('002000')]],
      ['GPN', [gpn('4111111111111111')]],
    ]
    for (const [command, blocks] of waits) {
      await till.begin(command, ...blocks)
      await till.cancel()
      expect(await pad.control({ do: 'display' })).toEqual([' '.repeat(16), ' '.repeat(16)])
      expect((await till.ask('DSP', Buffer.from('CAISSE FERMEE   A DEMAIN        '))).status).toBe('DSP000')
    }
    await pad.control({ do: 'remove' })
    await till.begin('GCX', ...gcx())
    await till.cancel()
    expect((await till.ask('GIX')).status).toBe('GIX000')
    expect(till.receivedHex().match(/04/g)?.length).toBeGreaterThanOrEqual(5)
  })

  it('by a new command, which ends the blocking one without an answer', async () => {
    const { till } = openBench()
    await till.begin('GCX', ...gcx())
    const answer = await till.ask('GIX')
    expect(answer.status).toBe('GIX000')
  })

  it('is heard in any state, even with nothing to cancel', async () => {
    const { till } = openBench()
    await till.cancel()
    await till.cancel()
    expect(till.receivedHex()).toBe('0404')
  })
})

function gpn(pan: string): Uint8Array {
  const text = `307${'0'.repeat(32)}${pan.length}${pan.padEnd(19)}10412${'CODE :'.padEnd(32)}`
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function cex(option: string): Uint8Array {
  return Uint8Array.from(Buffer.concat([Buffer.from([0, 6, 0, 6]), Buffer.from(option)]))
}
