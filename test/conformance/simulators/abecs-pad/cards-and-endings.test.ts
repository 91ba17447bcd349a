/**
 * Each kind of card and each ending of a reading, from the pad's side (pin-pad sheet 2.9): what the till is answered,
 * and what the next step is then given.
 */
import { describe, expect, it } from 'vitest'
import type { Parameter } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { type Bench, openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { fcx, gcx, gox, gtk, RMC_TEXT, TAGS } from '#test/support/abecs-pad/purchase.ts'
import { fromHex, hexOf, latin1, textOf } from '#test/support/abecs-pad/test-till.ts'

type Entry = Readonly<Record<string, unknown>>

async function benchWith(plan: readonly Entry[], options: Parameters<typeof openBench>[0] = {}): Promise<Bench> {
  const bench = openBench({ readingMs: 5, ...options })
  await bench.pad.control({ do: 'customer', plan: plan.map((entry) => ({ afterMs: 0, ...entry })) })
  return bench
}

/** Floor limit 50.00, nothing at random; `00000`: the card may approve. */
function offlineGox(amount = '000000002000', option = '00000'): Uint8Array[] {
  const floor: Parameter = [SPE.TRMPAR, fromHex('00001388000000000000')]
  const tags: Parameter = [SPE.TAGLIST, fromHex(`8A${Buffer.from(TAGS).toString('hex')}`)]
  return gox({ [SPE.AMOUNT]: amount, [SPE.GOXOPT]: option }, [floor, tags])
}

describe('chip and offline PIN', () => {
  it('is judged by the chip: no PIN block, GOXRES d3 = 1', async () => {
    const { till } = await benchWith([{ card: 'cb-offline-pin' }])
    await till.ask('GCX', ...gcx())
    const answer = await till.ask('GOX', ...gox())
    expect(textOf(answer, PP.GOXRES)).toBe('201000')
    expect(answer.notices).toEqual(['SOLICITE A SENHA                '])
    expect(answer.parameters.has(PP.PINBLK)).toBe(false)
    expect(hexOf(answer, PP.EMVDATA)).toContain('9F3403410302')
    expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('000')
  })

  it('tells the cashier of each wrong PIN, warns before the last one, and goes on after the right one', async () => {
    const bench = await benchWith([{ card: 'cb-offline-pin', pin: ['1111', '2222', '1234'] }])
    await bench.till.ask('GCX', ...gcx())
    const answer = await bench.till.ask('GOX', ...gox())
    expect(textOf(answer, PP.GOXRES)).toBe('201000')
    expect(answer.notices).toEqual([
      'SOLICITE A SENHA                ',
      'SENHA INVALIDA  (+2 TENTAVIVAS) ',
      'SOLICITE A SENHA                ',
      'SENHA INVALIDA  (+1 TENTAVIVAS) ',
      'PROX. ERRO      BLOQUEIA SENHA  ',
      'SOLICITE A SENHA                ',
    ])
    expect(bench.displays()).toContain('SENHA INCORRETA | RESTAM 2 TENT.')
  })

  it('blocks after three, refuses at once the next time, and is fresh when the cards are renewed', async () => {
    const { pad, till } = await benchWith([
      { card: 'cb-offline-pin', pin: '0000' },
      { card: 'cb-offline-pin' },
      { card: 'cb-offline-pin' },
    ])
    await till.ask('GCX', ...gcx())
    const blocked = await till.ask('GOX', ...gox())
    expect(textOf(blocked, PP.GOXRES)).toBe('100000')
    expect(blocked.notices.at(-1)).toBe('SENHA BLOQUEADA                 ')
    expect(hexOf(blocked, PP.EMVDATA)).toContain('95050000A08000')
    await till.ask('RMC', RMC_TEXT)
    await till.ask('GCX', ...gcx())
    const again = await till.ask('GOX', ...gox())
    expect(again.notices).toEqual(['SENHA BLOQUEADA                 '])
    expect(textOf(again, PP.GOXRES)).toBe('100000')
    await pad.control({ do: 'renew-cards' })
    await till.ask('GCX', ...gcx())
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('201000')
  })
})

describe('nobody comes', () => {
  it('is a time-out (012) of the wait that is under way, and of no later one', async () => {
    const { pad, till } = await benchWith([])
    await pad.control({ do: 'time-out' })
    const waiting = till.ask('GCX', ...gcx())
    await expect.poll(() => pad.picture().expects).toBe('card')
    await pad.control({ do: 'time-out' })
    expect((await waiting).status).toBe('GCX012')
    await pad.control({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 0 }] })
    expect((await till.ask('GCX', ...gcx())).status).toBe('GCX000')
  })
})

describe('chip without a PIN', () => {
  it('asks for a signature (GOXRES d2), or for nothing at all', async () => {
    const { till } = await benchWith([{ card: 'visa-signature' }, { card: 'visa-no-cvm' }])
    await till.ask('GCX', ...gcx())
    const signed = await till.ask('GOX', ...gox())
    expect([textOf(signed, PP.GOXRES), signed.notices]).toEqual(['210000', []])
    expect(hexOf(signed, PP.EMVDATA)).toContain('9F34031E0300')
    await till.ask('FCX', ...fcx('0000'))
    await till.ask('RMC', RMC_TEXT)
    await till.ask('GCX', ...gcx())
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('200000')
  })
})

describe('decisions without the host', () => {
  it('approves below the floor limit when the till allows it: TC, Y1, and FCX has nothing to ask', async () => {
    const { till } = await benchWith([{ card: 'cb-offline' }])
    await till.ask('GCX', ...gcx())
    const answer = await till.ask('GOX', ...offlineGox())
    expect(textOf(answer, PP.GOXRES)).toBe('001000')
    expect(hexOf(answer, PP.EMVDATA)).toMatch(/^8A0259319F2608.{16}9F270140/)
    expect(hexOf(answer, PP.EMVDATA)).toContain('95050000000000')
    expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('000')
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX010')
  })

  it('goes to the host from the floor limit on, when forced, and with a card that does not decide', async () => {
    const plan = [{ card: 'cb-offline' }, { card: 'cb-offline' }, { card: 'cb-offline-pin' }]
    const { till } = await benchWith(plan)
    const results: string[] = []
    for (const blocks of [offlineGox('000000005000'), offlineGox(undefined, '01000'), offlineGox()]) {
      await till.ask('GCX', ...gcx())
      results.push(textOf(await till.ask('GOX', ...blocks), PP.GOXRES))
      await till.ask('RMC', RMC_TEXT)
    }
    expect(results).toEqual(['201000', '201000', '201000'])
  })

  it('refuses a card on the till’s list of lost cards, and keeps the refusal in FCX', async () => {
    const { till } = await benchWith([{ card: 'cb-offline' }])
    await till.ask('GCX', ...gcx())
    expect(textOf(await till.ask('GOX', ...offlineGox(undefined, '10000')), PP.GOXRES)).toBe('101000')
    expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('100')
  })

  it('unable to go online: Y3 from a card that decides, Z3 from one that does not', async () => {
    const { till } = await benchWith([{ card: 'cb-offline' }, { card: 'cb-offline-pin' }])
    const seen: string[] = []
    for (let purchase = 0; purchase < 2; purchase += 1) {
      await till.ask('GCX', ...gcx())
      await till.ask('GOX', ...gox({ [SPE.GOXOPT]: '01000' }))
      const verdict = await till.ask(
        'FCX',
        latin1('\x00\x19\x00\x042000\x00\x04\x00\x038A\x9F\x27'.replace('8A', '\x8A')),
      )
      seen.push(`${textOf(verdict, PP.FCXRES)} ${hexOf(verdict, PP.EMVDATA)}`)
      await till.ask('RMC', RMC_TEXT)
    }
    expect(seen).toEqual(['000 8A0259339F270140', '100 8A025A339F270100'])
  })
})

describe('stripe and fallback', () => {
  it('PP_ICCSTAT tells of the GCX or GOX just before, and of no other', async () => {
    const cases: ReadonlyArray<readonly [string, readonly Entry[], string]> = [
      ['after 060', [{ card: 'dead-chip' }, { card: 'dead-chip', how: 'swipe' }], '1'],
      ['after 061', [{ fails: 'ERRCARD' }, { how: 'swipe' }], '1'],
      ['after 076', [{ fails: 'ERRFALLBACK' }, { how: 'swipe' }], '1'],
      ['after 070', [{ card: 'unknown-chip' }, { card: 'unknown-chip', how: 'swipe' }], '2'],
      ['after 079', [{ fails: 'CARDBLOCKED' }, { how: 'swipe' }], '0'],
      ['after 060 and a cancel', [{ card: 'dead-chip' }, { act: 'cancel' }, { how: 'swipe' }], '0'],
      ['after nothing', [{ how: 'swipe' }], '0'],
      ['of the swipe after that', [{ card: 'dead-chip' }, { how: 'swipe' }, { how: 'swipe' }], '0'],
    ]
    for (const [name, plan, expected] of cases) {
      const { pad, till } = await benchWith(plan)
      let status = '?'
      for (const _ of plan) {
        const read = await till.ask('GCX', ...gcx())
        status = read.status === 'GCX000' ? textOf(read, PP.ICCSTAT) : read.status
        await pad.control({ do: 'remove' })
      }
      expect(status, name).toBe(expected)
    }
  })

  it('allows it after a chip that gave no cryptogram in GOX', async () => {
    const { pad, till } = await benchWith([{ card: 'faulty-chip' }, { card: 'faulty-chip', how: 'swipe' }])
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX076')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
    await pad.control({ do: 'remove' })
    expect(textOf(await till.ask('GCX', ...gcx()), PP.ICCSTAT)).toBe('1')
  })

  it('gives a misread stripe as 000 without tracks, and a half read one with the other track only', async () => {
    const failures = ['misread', 'track-1-misread', 'track-2-misread']
    const { till } = await benchWith(failures.map((fails) => ({ card: 'visa-stripe-pin', fails })))
    const given: string[] = []
    for (const _ of failures) {
      const { status, parameters } = await till.ask('GCX', ...gcx())
      given.push(`${status} ${[...parameters.keys()].map((id) => id.toString(16)).join(' ')}`)
      const track = await till.ask('GTK', ...gtk({ [SPE.TRACKS]: '1111' }))
      given.push(`${track.status} ${[...track.parameters.keys()].map((id) => id.toString(16)).join(' ')}`)
    }
    expect(given).toEqual([
      'GCX000 804f 8050',
      'GTK000 ',
      'GCX000 8042 804f 8050',
      'GTK000 8045 8048',
      'GCX000 8041 804f 8050',
      'GTK000 8044 8047',
    ])
  })

  it('shows the service code of each stripe-only card behind the masked number', async () => {
    const { till } = await benchWith([{ card: 'visa-stripe-pin' }, { card: 'mastercard-stripe' }])
    expect(textOf(await till.ask('GCX', ...gcx()), PP.TRK2INC)).toBe('411111******1111=3012120')
    expect(textOf(await till.ask('GCX', ...gcx()), PP.TRK2INC)).toBe('555555******4444=3012101')
  })
})

describe('contactless that ends otherwise', () => {
  it('086: look at the phone, then the next tap is good and verified on the device', async () => {
    const { till } = await benchWith([{ card: 'phone-locked' }, { card: 'phone-locked' }])
    expect((await till.ask('GCX', ...gcx())).status).toBe('GCX086')
    const read = await till.ask('GCX', ...gcx())
    expect([textOf(read, PP.CARDTYPE), textOf(read, PP.DEVTYPE)]).toEqual(['06', '01'])
    expect(textOf(await till.ask('GOX', ...gox()), PP.GOXRES)).toBe('200100')
  })

  it('087 above the limit, and the chip of the same card is good', async () => {
    const { till } = await benchWith([{ card: 'tap-to-chip' }, { card: 'tap-to-chip', how: 'insert' }])
    const terms = { [SPE.AMOUNT]: '000000005001' }
    expect((await till.ask('GCX', ...gcx(terms))).status).toBe('GCX087')
    expect(textOf(await till.ask('GCX', ...gcx({ ...terms, [SPE.GCXOPT]: '00000' })), PP.CARDTYPE)).toBe('03')
  })

  it('080, 081 twice, and every reason to change the interface: no data, empty display', async () => {
    const names = [
      'CTLSMULTIPLE',
      'CTLSCOMMERR',
      'CTLSCOMMERR',
      'CTLSINVALIDAT',
      'CTLSPROBLEMS',
      'CTLSAPPNAV',
      'CTLSAPPNAUT',
      'CTLSIFCHG',
    ]
    const bench = await benchWith(names.map((fails) => ({ card: 'visa-contactless', fails })))
    const ends: string[] = []
    for (const _ of names) {
      const answer = await bench.till.ask('GCX', ...gcx())
      expect(answer.blocks).toEqual([])
      expect(await bench.pad.control({ do: 'display' })).toEqual([' '.repeat(16), ' '.repeat(16)])
      ends.push(answer.status.slice(3))
    }
    expect(ends).toEqual(['080', '081', '081', '082', '083', '084', '085', '087'])
  })

  it('a script for a tapped card: the scripted customer taps again, or gives up, and each GCX still takes one entry', async () => {
    const { till } = await benchWith([
      { card: 'tap-update' },
      { card: 'tap-update', act: 'cancel', at: 'FCX' },
      { card: 'visa-contactless' },
    ])
    const results: string[] = []
    for (let purchase = 0; purchase < 3; purchase += 1) {
      await till.ask('GCX', ...gcx())
      await till.ask('GOX', ...gox())
      const verdict = await till.ask('FCX', ...fcx('0000', '00', '7205860301AABB'))
      results.push(`${textOf(verdict, PP.FCXRES)} ${verdict.notices.length} ${verdict.parameters.has(PP.ISRESULTS)}`)
    }
    expect(results).toEqual(['000 1 true', '000 1 false', '000 0 false'])
  })

  it('type 05: a tap that gives what a stripe would, so neither GOX nor FCX', async () => {
    const { till } = await benchWith([{ card: 'tap-as-stripe' }])
    const read = await till.ask('GCX', ...gcx())
    expect(textOf(read, PP.CARDTYPE)).toBe('05')
    expect(textOf(read, PP.TRK2INC)).toBe('378282*****0005=3012201')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK000')
  })
})

describe('two cryptograms for one insertion (2.20)', () => {
  it('answers 047 to the third one, until the card was taken out', async () => {
    const { pad, till } = await benchWith([{ keepCard: true }, { keepCard: true }, {}], { specification: '2.20' })
    await till.ask('GCX', ...gcx())
    await till.ask('GOX', ...gox())
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX000')
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX047')
    await pad.control({ do: 'remove' })
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX000')
  })

  it('does not count in 2.12', async () => {
    const { till } = await benchWith([{ keepCard: true }, { keepCard: true }])
    for (let purchase = 0; purchase < 2; purchase += 1) {
      await till.ask('GCX', ...gcx())
      await till.ask('GOX', ...gox())
      expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX000')
    }
  })
})
