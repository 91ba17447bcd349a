/**
 * What the pad does for a till besides selling: menus, figures typed in, texts, pictures, encryption of data, and
 * the differences between the editions 2.12 and 2.20 of the protocol.
 */
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { crc16 } from '#hardware/pad/abecs/framing.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { CAPTURE_PROMPTS } from '#simulators/abecs-pad/capture-prompts.ts'
import { decryptData, deriveTransactionKey, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { decryptBlocks } from '#simulators/crypto/triple-des.ts'
import { openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { gcx } from '#test/support/abecs-pad/purchase.ts'
import { fromHex, hexOf, latin1, textOf } from '#test/support/abecs-pad/test-till.ts'

const EMPTY = [' '.repeat(16), ' '.repeat(16)]

describe('MNU', () => {
  const menu = (...options: string[]) =>
    writeParameters([
      ...options.map((option) => textParameter(SPE.MNUOPT, option)),
      textParameter(SPE.DSPMSG, 'Selecione, por favor:'),
    ])
  const OF_THE_SPECIFICATION = ['5.Chamado Tecnico', '1.Consultas', '3.Ajuda', 'Voltar!!']

  it('is chosen from by the digit a line begins with, the arrows and enter, or a touch', async () => {
    const { pad, till, asked } = openBench()
    const choose = async (...gestures: Record<string, unknown>[]) => {
      await till.begin('MNU', ...menu(...OF_THE_SPECIFICATION))
      await asked('menu')
      for (const gesture of gestures) await pad.control(gesture)
      return textOf(await till.finish(), PP.VALUE)
    }
    expect(await choose({ do: 'key', key: '9' }, { do: 'key', key: '1' })).toBe('02')
    const down = { do: 'key', key: 'down' }
    expect(await choose(down, down, down, down, { do: 'key', key: 'up' }, { do: 'key', key: 'enter' })).toBe('03')
    expect(await choose({ do: 'choose', option: 9 }, { do: 'choose', option: 4 })).toBe('04')
    expect(await pad.control({ do: 'display' })).toEqual(EMPTY)
  })

  it('shows the title above the line that enter takes, and offers the lines to the page', async () => {
    const bench = openBench()
    await bench.till.begin('MNU', ...menu(...OF_THE_SPECIFICATION))
    await bench.asked('menu')
    await bench.pad.control({ do: 'key', key: 'down' })
    expect(bench.displays()).toEqual(['Selecione, por f | 5.Chamado Tecnic', 'Selecione, por f | 1.Consultas'])
    expect(bench.pad.picture().menu).toEqual(OF_THE_SPECIFICATION)
    await bench.till.cancel()
    expect(bench.pad.picture().menu).toBeNull()
  })

  it('refuses none, too many, and too long; 013 for the red key, 012 when nobody chooses', async () => {
    const { pad, till, asked } = openBench()
    expect((await till.ask('MNU')).status).toBe('MNU019')
    expect((await till.ask('MNU', ...menu(...Array(21).fill('x')))).status).toBe('MNU011')
    expect((await till.ask('MNU', ...menu('x'.repeat(25)))).status).toBe('MNU011')
    await till.begin('MNU', ...menu('a'))
    await asked('menu')
    await pad.control({ do: 'key', key: 'cancel' })
    expect((await till.finish()).status).toBe('MNU013')
    expect((await till.ask('MNU', ...menu('a'), fromHex('000C000101'))).status).toBe('MNU012')
  })
})

describe('GCD', () => {
  const gcd = (...more: string[]) => fromHex(`000B00020009${more.join('')}`)

  it('asks by one of 53 fixed prompts that fit a row, and gives what was typed', async () => {
    expect(CAPTURE_PROMPTS).toHaveLength(0x35)
    expect(CAPTURE_PROMPTS.filter((prompt) => prompt.length > 16 || !/^[ -~]+$/.test(prompt))).toEqual([])
    const bench = openBench()
    await bench.till.begin('GCD', gcd('000D000103', '000E000104'))
    await bench.asked('figures')
    for (const key of ['1', '2', 'enter', 'clear', '7', '8', '9', '0', 'enter'])
      await bench.pad.control({ do: 'key', key })
    expect(textOf(await bench.till.finish(), PP.VALUE)).toBe('1789')
    expect(bench.displays()[0]).toBe('DIGITE O RG | ')
    expect(await bench.pad.control({ do: 'display' })).toEqual(EMPTY)
  })

  it('refuses a prompt that is none, and a least that is more than the most', async () => {
    const { till } = openBench()
    expect((await till.ask('GCD')).status).toBe('GCD019')
    expect((await till.ask('GCD', fromHex('000B00020036'))).status).toBe('GCD011')
    expect((await till.ask('GCD', fromHex('000B00020000'))).status).toBe('GCD011')
    expect((await till.ask('GCD', gcd('000D000105', '000E000104'))).status).toBe('GCD011')
  })

  it('takes letters from 2.20 on, when the till says so', async () => {
    const letters = '0026000431303030'
    for (const [specification, expected] of [
      ['2.12', '5'],
      ['2.20', 'AB5'],
    ] as const) {
      const { pad, till, asked } = openBench({ specification })
      await till.begin('GCD', gcd(letters))
      await asked('figures')
      await pad.control({ do: 'type', text: 'AB' })
      for (const key of ['5', 'enter']) await pad.control({ do: 'key', key })
      expect(textOf(await till.finish(), PP.VALUE)).toBe(expected)
    }
  })
})

describe('texts', () => {
  it('are placed by the options of 2.20, which 2.12 refuses', async () => {
    const modern = openBench({ specification: '2.20' })
    expect((await modern.till.ask('DEX', latin1('007BONJOUR200000'))).status).toBe('DEX000')
    expect((await modern.till.ask('DEX', latin1('007BONJOUR110000'))).status).toBe('DEX000')
    expect(modern.displays()).toEqual(['    BONJOUR | ', ' |          BONJOUR'])
    expect((await modern.till.ask('DEX', latin1('007BONJOUR900000'))).status).toBe('DEX011')
    const { till } = openBench()
    expect((await till.ask('DEX', latin1('007BONJOUR200000'))).status).toBe('DEX011')
    expect((await till.ask('DEX', latin1('007BONJOUR'))).status).toBe('DEX000')
  })

  it('of the specification, four rows of which two fit', async () => {
    const bench = openBench()
    await bench.till.ask('DEX', latin1('035Feliz Natal\re um\rPr\xf3spero\rAno Novo!'))
    expect(bench.displays()).toEqual(['Feliz Natal | e um'])
  })
})

describe('pictures', () => {
  const PNG = fromHex('89504E470D0A1A0A0000000D49484452000000010000000108060000001F15C489')
  const info = (bytes: Uint8Array, type = 1): Parameter => {
    const crc = crc16(bytes)
    return [
      SPE.MFINFO,
      Uint8Array.of(0, 0, bytes.length >> 8, bytes.length & 0xff, crc >> 8, crc & 0xff, type, 0, 0, 0),
    ]
  }
  const named = (name: string): Parameter => textParameter(SPE.MFNAME, name)
  const part = (bytes: Uint8Array): Parameter => [SPE.DATAIN, bytes]

  it('are loaded in pieces, listed, shown in the place of the text, and deleted', async () => {
    const { pad, till } = openBench()
    expect((await till.ask('MLI', ...writeParameters([named('qrcode01'), info(PNG)]))).status).toBe('MLI000')
    const pieces = [PNG.slice(0, 9), PNG.slice(9, 20)].map(part)
    expect((await till.ask('MLR', ...writeParameters(pieces))).status).toBe('MLR000')
    expect((await till.ask('MLR', ...writeParameters([part(PNG.slice(20))]))).status).toBe('MLR000')
    expect((await till.ask('MLE')).status).toBe('MLE000')
    expect(textOf(await till.ask('LMF'), PP.MFNAME)).toBe('QRCODE01')
    expect((await till.ask('DSI', ...writeParameters([named('QRCODE01')]))).status).toBe('DSI000')
    expect(pad.picture().image).toBe(Buffer.from(PNG).toString('base64'))
    await till.ask('DSP', latin1('BONJOUR'.padEnd(32)))
    expect(pad.picture().image).toBeNull()
    expect((await till.ask('CLX', ...writeParameters([named('QRCODE01')]))).status).toBe('CLX000')
    expect(pad.picture().image).not.toBeNull()
    expect((await till.ask('DMF', ...writeParameters([named('NOTTHERE'), named('QRCODE01')]))).status).toBe('DMF000')
    expect((await till.ask('DSI', ...writeParameters([named('QRCODE01')]))).status).toBe('DSI100')
    expect((await till.ask('LMF')).blocks).toEqual([])
  })

  it('are refused when their size or check is another, when they are no PNG, and out of order', async () => {
    const { till } = openBench()
    expect((await till.ask('MLR', ...writeParameters([part(PNG)]))).status).toBe('MLR010')
    expect((await till.ask('MLE')).status).toBe('MLE010')
    await till.ask('MLI', ...writeParameters([named('SPOILED0'), info(PNG)]))
    await till.ask('MLR', ...writeParameters([part(PNG.map((byte, at) => (at === 3 ? byte ^ 1 : byte)))]))
    expect((await till.ask('MLE')).status).toBe('MLE102')
    await till.ask('MLI', ...writeParameters([named('NOPNG000'), info(PNG, 3)]))
    await till.ask('MLR', ...writeParameters([part(PNG)]))
    expect((await till.ask('MLE')).status).toBe('MLE000')
    expect((await till.ask('DSI', ...writeParameters([named('NOPNG000')]))).status).toBe('DSI101')
  })

  it('fill no memory without end', async () => {
    const { till } = openBench()
    await till.ask('MLI', ...writeParameters([named('ENDLESS0'), info(PNG)]))
    const piece = writeParameters([part(new Uint8Array(990)), part(new Uint8Array(990))])
    const statuses = new Set<string>()
    for (let piecesSent = 0; piecesSent < 40; piecesSent += 1) statuses.add((await till.ask('MLR', ...piece)).status)
    expect([...statuses]).toEqual(['MLR000', 'MLR040'])
  })
})

describe('EBX', () => {
  const PLAIN = latin1('DADO A SER CRIPTOGRAFADO')
  const ebx = (data: Uint8Array, values: Record<number, string>, more: Parameter[] = []) =>
    writeParameters([
      [SPE.DATAIN, data],
      ...Object.entries(values).map(([id, text]) => textParameter(Number(id), text)),
      ...more,
    ])

  it('encrypts whole blocks under a data key, in both modes, from the till’s vector', async () => {
    const { till } = openBench()
    const vector = fromHex('0102030405060708')
    for (const [method, mode] of [
      ['50', 'ecb'],
      ['51', 'cbc'],
    ] as const) {
      const answer = await till.ask(
        'EBX',
        ...ebx(PLAIN, { [SPE.MTHDDAT]: method, [SPE.KEYIDX]: '07' }, [[SPE.IVCBC, vector]]),
      )
      expect(hexOf(answer, PP.KSN)).toMatch(/^FFFF9876543107E0000[12]$/)
      const key = deriveTransactionKey(TEST_BASE_KEY, answer.parameters.get(PP.KSN) ?? new Uint8Array())
      const opened = decryptData(key, answer.parameters.get(PP.DATAOUT) ?? new Uint8Array(), mode)
      const started = mode === 'cbc' ? opened.map((byte, at) => byte ^ (vector[at] ?? 0)) : opened
      expect(Buffer.from(started).toString('latin1')).toBe('DADO A SER CRIPTOGRAFADO')
    }
  })

  it('refuses what is no whole number of blocks or too long, and keys that are not there', async () => {
    const { till } = openBench({ keySlots: { slots: [7] } })
    const with50 = (data: Uint8Array, slot: string) => ebx(data, { [SPE.MTHDDAT]: '50', [SPE.KEYIDX]: slot })
    expect((await till.ask('EBX', ...with50(new Uint8Array(7), '07'))).status).toBe('EBX011')
    expect((await till.ask('EBX', ...with50(new Uint8Array(264), '07'))).status).toBe('EBX011')
    expect((await till.ask('EBX', ...with50(PLAIN, '01'))).status).toBe('EBX042')
    expect((await till.ask('EBX', ...ebx(PLAIN, { [SPE.MTHDDAT]: '10', [SPE.KEYIDX]: '07' }))).status).toBe('EBX042')
    expect((await till.ask('EBX', ...with50(PLAIN, '07'))).status).toBe('EBX000')
  })
})

describe('GTK under a random key', () => {
  it('is opened by the till’s own private key; the number as in the example of the specification', async () => {
    const { pad, till } = openBench()
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
    await pad.control({ do: 'insert', card: 'visa-chip' })
    await till.ask('GCX', ...gcx())
    const answer = await till.ask(
      'GTK',
      ...writeParameters([
        textParameter(SPE.TRACKS, '1000'),
        textParameter(SPE.MTHDDAT, '91'),
        [SPE.PBKMOD, new Uint8Array(Buffer.from(n, 'base64url'))],
        [SPE.PBKEXP, new Uint8Array(Buffer.from(e, 'base64url'))],
      ]),
    )
    expect([...answer.parameters.keys()]).toEqual([PP.ENCPAN, PP.ENCKRAND])
    const wrapped = answer.parameters.get(PP.ENCKRAND) ?? new Uint8Array()
    const opened = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, wrapped)
    expect(opened.subarray(0, 2).toString('hex')).toBe('0002')
    const clear = decryptBlocks(opened.subarray(-16), answer.parameters.get(PP.ENCPAN) ?? new Uint8Array(), 'cbc')
    expect(Buffer.from(clear).toString('hex')).toBe('4111111111111111')
  })

  it('opens the sheet’s own PAN under the sheet’s own key', () => {
    const opened = decryptBlocks(fromHex('FF4755399AE4289344D4BBC07D968B5F'), fromHex('F158F8C22E09591E'), 'cbc')
    expect(Buffer.from(opened).toString('hex')).toBe('4444333322221111')
  })
})

describe('who the pad is', () => {
  it('tells its own serial number, model and keys, so that a changed pad is noticed', async () => {
    const { till } = openBench({
      identity: { serialNumber: 'SIM0000002', model: 'Counter two' },
      keySlots: { slots: [7, 12], keySet: '0123456789' },
    })
    const answer = await till.ask('GIX')
    expect([textOf(answer, PP.SERNUM), textOf(answer, PP.MODEL)]).toEqual(['SIM0000002', 'Counter two;1MB'])
    expect(textOf(answer, PP.DKPTTDESP)).toBe(`${'0'.repeat(7)}1${'0'.repeat(4)}1${'0'.repeat(87)}`)
    expect(textOf(answer, PP.MKTDESD)).toBe('0'.repeat(100))
    const serials = await till.ask('GIX', fromHex('000100069107920C9101'))
    expect([...serials.parameters.keys()]).toEqual([0x9107, 0x920c])
    expect(hexOf(serials, 0x9107)).toBe('01234567893207E00001')
  })

  it('tells of battery and line from 2.20 on', async () => {
    const ids = fromHex('0001000880648065800B8007')
    const old = await openBench().till.ask('GIX', ids)
    expect([...old.parameters.keys()]).toEqual([PP.SPECVER])
    const modern = await openBench({ specification: '2.20' }).till.ask('GIX', ids)
    expect([hexOf(modern, PP.BATTINFO), textOf(modern, PP.COMMINFO)]).toEqual(['6401', '0000'])
    expect([textOf(modern, PP.CTLSCAPAB), textOf(modern, PP.SPECVER)]).toEqual(['246', '2.20'])
  })
})

describe('SPE_TIMEOUT of zero', () => {
  const zero = fromHex('000C000100')

  it('is "at once" to a pad of 2.20 and no limit to one of 2.12', async () => {
    const modern = openBench({ specification: '2.20' })
    expect((await modern.till.ask('CEX', fromHex('00060006303130303030'), zero)).status).toBe('CEX012')
    expect((await modern.till.ask('GCX', ...gcx(), zero)).status).toBe('GCX012')
    const old = openBench()
    await old.till.begin('GCX', ...gcx(), zero)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(old.pad.picture().expects).toBe('card')
    await old.till.cancel()
  })
})
