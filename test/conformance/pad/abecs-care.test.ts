import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readParameterList } from '#hardware/pad/abecs/codec.ts'
import { buildEmvTables, emvTableSetSchema } from '#hardware/pad/abecs/emv-tables.codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  CLOSE,
  CONNECT,
  cardOf,
  EMPTY_SLOT,
  hex,
  identity,
  OPEN,
  REQUEST,
  response,
  sent,
  start,
  stripeOf,
} from '#test/support/pad/transcript.ts'

// What a technician does with a pad, replayed strictly and typed from the pin-pad sheet 2.6, 2.7 and 3: each task
// opens the link, does its work and leaves the idle text.

const tables = buildEmvTables(
  emvTableSetSchema.parse(
    JSON.parse(readFileSync(new URL('../../../resources/emv-tables/training.json', import.meta.url), 'utf8')),
  ),
  { acquirerIndex: 1, specification: 'ABECS 2.12' },
)
const map = (...slots: number[]) =>
  hex(Array.from({ length: 100 }, (_, slot) => (slots.includes(slot) ? '1' : slot > 50 ? '2' : '0')).join(''))
const version = (own: string, common = '0000000000') =>
  response('GIX000', [
    [0x9301, hex(own)],
    [0x9300, hex(common)],
  ])
const begin = async (script: Parameters<typeof start>[0]) => {
  const session = start([...CONNECT, ...script])
  await session.finish(session.driver.connect())
  return session
}
const READ_VERSION = 'GIX008'

describe('keys of a pad', () => {
  it('are read slot by slot, with the serial number each would use next', async () => {
    const { driver, finish, strayed, pad } = await begin([
      OPEN,
      {
        till: 'GIX012',
        pad: [
          'ACK',
          response('GIX000', [
            [PP.MKTDESP, map(0, 7)],
            [PP.MKTDESD, map()],
            [PP.DKPTTDESP, map(7, 14)],
            [PP.DKPTTDESD, map(2)],
          ]),
        ],
      },
      {
        till: 'GIX010',
        pad: [
          'ACK',
          response('GIX000', [
            [0x9107, 'FFFF9876543210E00001'],
            [0x9202, 'FFFFF00423F51FE0013A'],
          ]),
        ],
      },
      CLOSE,
    ])
    expect(await finish(driver.readKeys())).toEqual({
      ok: true,
      value: [
        { use: 'pin', slot: 7, keySerialHex: 'FFFF9876543210E00001' },
        // Used up: loaded, and no serial number any more.
        { use: 'pin', slot: 14, keySerialHex: null },
        { use: 'data', slot: 2, keySerialHex: 'FFFFF00423F51FE0013A' },
        // A master key has none.
        { use: 'pin', slot: 0, keySerialHex: null },
      ],
    })
    expect(strayed()).toEqual([])
    // Slot 14 is 0E in the number of the parameter.
    expect(Buffer.from(sent(pad, 'GIX').get(SPE.IDLIST) ?? []).toString('hex')).toBe('9107910e9202')
  })

  it('are asked for in portions when there are many', async () => {
    const all = map(...Array.from({ length: 40 }, (_, slot) => slot))
    const { driver, finish, strayed } = await begin([
      OPEN,
      {
        till: 'GIX',
        pad: [
          'ACK',
          response('GIX000', [
            [PP.DKPTTDESP, all],
            [PP.DKPTTDESD, all],
          ]),
        ],
      },
      { till: 'GIX132', pad: ['ACK', 'GIX000'] },
      { till: 'GIX036', pad: ['ACK', 'GIX000'] },
      CLOSE,
    ])
    const keys = await finish(driver.readKeys())
    expect(keys.ok && keys.value).toHaveLength(80)
    expect(strayed()).toEqual([])
  })
})

describe('EMV tables of a pad', () => {
  it.each([
    ['its own', version('1807202408'), '1807202408'],
    ['those loaded for all acquirers', version('0000000000', 'TABVER0008'), 'TABVER0008'],
    ['none', version('0000000000'), null],
    ['none, in silence', 'GIX000', null],
  ])('have a version: %s', async (_, answer, expected) => {
    const { driver, finish, strayed } = await begin([OPEN, { till: 'GIX', pad: ['ACK', answer] }, CLOSE])
    expect(await finish(driver.readTableVersion())).toEqual({ ok: true, value: expected })
    expect(strayed()).toEqual([])
  })

  it('are loaded when the version differs, with progress, and the version is read back', async () => {
    const { driver, finish, strayed, pad } = await begin([
      OPEN,
      { till: READ_VERSION, pad: ['ACK', version('TABVER0008')] },
      { till: `TLI01201${tables.version}`, pad: ['ACK', 'TLI020'] },
      ...['TLR68202340', 'TLR68202340', 'TLR68202340', 'TLR68202340'].map((till) => ({ till, pad: ['ACK', 'TLR000'] })),
      ...Array.from({ length: 4 }, () => ({ till: 'TLR61301611', pad: ['ACK', 'TLR000'] })),
      { till: 'TLR63902611', pad: ['ACK', 'TLR000'] },
      { till: 'TLE', pad: ['ACK', 'TLE000'] },
      { till: READ_VERSION, pad: ['ACK', version(tables.version)] },
      CLOSE,
    ])
    const progress: number[] = []
    const loading = driver.loadTables(tables, (done, total) => {
      expect(total).toBe(tables.records.length)
      progress.push(done)
    })
    expect(await finish(loading)).toEqual({ ok: true, value: null })
    expect(progress).toEqual([0, 2, 4, 6, 8, 9, 10, 11, 12, 14])
    const records = pad.commands.filter(({ id }) => id === 'TLR').map(({ blocks }) => blocks[0] ?? new Uint8Array())
    expect(records.map((block) => Buffer.from(block).toString('latin1').slice(2)).join('')).toBe(
      tables.records.join(''),
    )
    expect(strayed()).toEqual([])
  })

  it('are left alone when the pad has them already', async () => {
    const { driver, finish, strayed } = await begin([
      OPEN,
      { till: READ_VERSION, pad: ['ACK', version(tables.version)] },
      CLOSE,
    ])
    expect(await finish(driver.loadTables(tables, () => {}))).toEqual({ ok: true, value: null })
    expect(strayed()).toEqual([])
  })

  const NOT_TAKEN = { ok: false, error: { code: 'PINPAD_TABLES_NOT_TAKEN', details: { version: tables.version } } }
  const few = { version: tables.version, records: tables.records.slice(-1) }

  it.each([
    ['the pad kept the old ones', 'TLE000', version('TABVER0008')],
    ['the pad has no room for them', 'TLE021', null],
  ])('are not taken: %s', async (_, end, readBack) => {
    const { driver, finish, strayed } = await begin([
      OPEN,
      { till: READ_VERSION, pad: ['ACK', version('TABVER0008')] },
      { till: 'TLI', pad: ['ACK', 'TLI000'] },
      { till: 'TLR02801026', pad: ['ACK', 'TLR000'] },
      { till: 'TLE', pad: ['ACK', end] },
      ...(readBack === null ? [] : [{ till: READ_VERSION, pad: ['ACK', readBack] }]),
      CLOSE,
    ])
    expect(await finish(driver.loadTables(few, () => {}))).toEqual(NOT_TAKEN)
    expect(strayed()).toEqual([])
  })

  it('never leave for another acquirer: the pad would drop them without a word', async () => {
    const { driver, finish, strayed } = await begin([
      OPEN,
      { till: READ_VERSION, pad: ['ACK', version('TABVER0008')] },
      CLOSE,
    ])
    const strange = { ...few, records: few.records.map((record) => `${record.slice(0, 4)}02${record.slice(6)}`) }
    expect(await finish(driver.loadTables(strange, () => {}))).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    expect(strayed()).toEqual([])
  })
})

describe('trying a pad', () => {
  it('shows a text and leaves it there', async () => {
    const { driver, finish, strayed, notices } = await begin([
      OPEN,
      { till: 'DEX018015ZAZOLC GESLA\rOK', pad: ['ACK', 'DEX000'] },
    ])
    expect(await finish(driver.showText(['ZAŻÓŁĆ GĘŚLĄ', 'OK']))).toEqual({ ok: true, value: null })
    expect(notices.at(-2)).toEqual({ kind: 'seen', at: expect.any(String) })
    expect(notices.at(-1)).toEqual({ kind: 'display', rows: ['ZAZOLC GESLA', 'OK'] })
    expect(strayed()).toEqual([])
  })

  it('centres it on a pad of 2.20', async () => {
    const { driver, finish, strayed } = start([
      ...CONNECT.slice(0, 2),
      { till: 'GIX', pad: ['ACK', identity({ [PP.SPECVER]: hex('2.20') })] },
      { till: 'GIX', pad: ['ACK', 'GIX000'] },
      EMPTY_SLOT,
      CLOSE,
      OPEN,
      { till: 'DEX012003A\rB220000', pad: ['ACK', 'DEX000'] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.showText(['A', 'B']))).toEqual({ ok: true, value: null })
    expect(strayed()).toEqual([])
  })

  it('reads a card under its own heading, charges nothing, and asks for it back', async () => {
    const { driver, finish, strayed, pad, notices } = await begin([
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'RMC032ESSAI TERMINE   RETIREZ LA CARTE', pad: ['ACK', 'RMC000'] },
      CLOSE,
    ])
    const { currency, localDate, localTime, locale } = REQUEST
    const tried = driver.tryCard({ currency, localDate, localTime, locale, timeoutMs: 30_000 })
    expect(await finish(tried)).toMatchObject({ ok: true, value: { entryMode: 'chip', maskedPan: '411111******1111' } })
    expect(Buffer.from(sent(pad, 'GCX').get(SPE.AMOUNT) ?? []).toString()).toBe('000000000000')
    expect(notices).toContainEqual({ kind: 'display', rows: ['ESSAI DE CARTE', 'PRESENTEZ CARTE'] })
    expect(strayed()).toEqual([])
  })

  it('lets the customer choose', async () => {
    const { driver, finish, strayed, pad } = await begin([
      OPEN,
      { till: 'MNU', pad: ['ACK', response('MNU000', [[PP.VALUE, hex('02')]])] },
      CLOSE,
    ])
    expect(await finish(driver.choose('Quel compte ?', ['Chèques', 'Épargne'], 30_000))).toEqual({ ok: true, value: 1 })
    const menu = pad.commands.find(({ id }) => id === 'MNU')?.blocks ?? []
    const texts = readParameterList(menu).map(([id, value]) => [id, Buffer.from(value).toString('latin1')])
    expect(texts).toEqual([
      [SPE.TIMEOUT, '\x1e'],
      [SPE.DSPMSG, 'Quel compte ?'],
      [SPE.MNUOPT, '1 Chèques'],
      [SPE.MNUOPT, '2 Épargne'],
    ])
    expect(strayed()).toEqual([])
  })

  it.each([
    ['MNU000', 'PINPAD_MALFORMED'],
    [response('MNU000', [[PP.VALUE, hex('03')]]), 'PINPAD_MALFORMED'],
    ['MNU013', 'PINPAD_CUSTOMER_CANCELLED'],
    ['MNU012', 'PINPAD_TIMEOUT'],
  ])('a menu that ends in %s is %s', async (answer, code) => {
    const { driver, finish, strayed } = await begin([OPEN, { till: 'MNU', pad: ['ACK', answer] }, CLOSE])
    expect(await finish(driver.choose('?', ['A', 'B'], 30_000))).toMatchObject({ error: { code } })
    expect(strayed()).toEqual([])
  })

  it('offers one to nine choices', async () => {
    const { driver, finish, strayed } = await begin([OPEN, CLOSE, OPEN, CLOSE])
    for (const choices of [[], Array(10).fill('A')])
      expect(await finish(driver.choose('?', choices, 1_000))).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    expect(strayed()).toEqual([])
  })

  it('asks for a number by one of the maker’s texts, told to the cashier in words', async () => {
    const { driver, finish, strayed, pad, notices } = await begin([
      OPEN,
      { till: 'GCD', pad: ['ACK', response('GCD000', [[PP.VALUE, hex('1234')]])] },
      CLOSE,
      OPEN,
      // The customer typed a card number all the same.
      { till: 'GCD', pad: ['ACK', response('GCD000', [[PP.VALUE, hex('4111111111111111')]])] },
      CLOSE,
    ])
    expect(await finish(driver.askNumber('code', 60_000))).toEqual({ ok: true, value: '1234' })
    expect(sent(pad, 'GCD')).toEqual(
      new Map([
        [SPE.MSGIDX, Uint8Array.of(0, 0x31)],
        [SPE.MINDIG, Uint8Array.of(1)],
        [SPE.MAXDIG, Uint8Array.of(8)],
        [SPE.TIMEOUT, Uint8Array.of(60)],
      ]),
    )
    expect(notices).toContainEqual({ kind: 'cashier-text', text: 'Le client tape un code à usage unique' })
    expect(await finish(driver.askNumber('document', 60_000))).toEqual({
      ok: false,
      error: { code: 'PINPAD_CLEAR_CARD_DATA', details: { field: 'PP_VALUE' } },
    })
    expect(strayed()).toEqual([])
  })

  it('encrypts whole blocks under the data key, and nothing else', async () => {
    const answer = response('EBX000', [
      [PP.DATAOUT, '0123456789ABCDEF'],
      [PP.KSN, 'FFFF9876543210E00002'],
    ])
    const { driver, finish, strayed, pad } = await begin([
      OPEN,
      { till: 'EBX', pad: ['ACK', answer] },
      CLOSE,
      ...[0, 0, 0].flatMap(() => [OPEN, CLOSE]),
      OPEN,
      { till: 'EBX', pad: ['ACK', answer] },
      CLOSE,
    ])
    expect(await finish(driver.encrypt(new Uint8Array(8)))).toEqual({
      ok: true,
      value: { cipherHex: '0123456789ABCDEF', keySerialHex: 'FFFF9876543210E00002' },
    })
    const values = [SPE.MTHDDAT, SPE.KEYIDX].map((id) => Buffer.from(sent(pad, 'EBX').get(id) ?? []).toString())
    expect(values).toEqual(['51', '09'])
    for (const length of [0, 7, 264])
      expect(await finish(driver.encrypt(new Uint8Array(length)))).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    expect(await finish(driver.encrypt(new Uint8Array(256)))).toMatchObject({ error: { code: 'PINPAD_MALFORMED' } })
    expect(strayed()).toEqual([])
  })

  it('waits for a payment to end, needs a connection, and can be stopped', async () => {
    const alone = start([])
    expect(await alone.driver.readKeys()).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
    const { driver, finish, strayed, pad } = await begin([
      OPEN,
      { till: 'GCX', pad: ['ACK', stripeOf('101', '0')] },
      CLOSE,
      OPEN,
      { till: 'MNU', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
      CLOSE,
    ])
    await finish(driver.beginPurchase(REQUEST))
    expect(await driver.showText(['A', 'B'])).toEqual({ ok: false, error: { code: 'PINPAD_BUSY' } })
    await finish(driver.end())
    const choosing = driver.choose('?', ['A', 'B'], 30_000)
    await pad.say()
    const stopping = driver.cancel()
    expect(await finish(choosing)).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(await stopping).toEqual({ ok: true, value: null })
    expect(strayed()).toEqual([])
  })
})
