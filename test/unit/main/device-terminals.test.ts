/**
 * Goal: a technician sets a standalone terminal up, tries, renames and removes it, and payments find those that are there, the one of
 * this till first. Method: the desk on a real database, scripted terminals, time by hand.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { TerminalSettings } from '#contract/views/terminal-device-view.ts'
import { createTerminal } from '#hardware/terminals/create-terminal.ts'
import { createSystemClock } from '#main/compose/system-clock.ts'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'
import { openDeviceBench, SECOND_TERMINAL, TERMINAL } from '#test/support/devices/device-bench.ts'
import { benchTrials } from '#test/support/devices/trials-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const ZVT: TerminalSettings = { protocol: 'zvt', model: 'zvt-till-prints', password: '123456' }
const CAISSE_AP: TerminalSettings = {
  protocol: 'caisse-ap',
  model: 'caisse-ap-basic',
  tillId: '012345678901',
  tillNumber: '01',
}
const NEXO: TerminalSettings = {
  protocol: 'nexo',
  model: 'nexo-adyen',
  poiId: 'P400Plus-275039202',
  saleId: 'Caisse-1',
  certificate: 'AB'.repeat(32),
  passphrase: 'correct horse battery staple',
  keyIdentifier: 'CryptoKeyIdentifier12345',
  keyVersion: 1,
}

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened() {
  const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null })
  closers.push(bench.remove)
  const till = await bench.open()
  closers.push(till.close)
  return { ...bench, ...till }
}

async function withTwo() {
  const bench = await opened()
  const add = (alias: string, endpoint: string, settings: TerminalSettings) =>
    bench.desk.intake.addTerminal({ alias, endpoint, settings })
  const first = await add('Comptoir', TERMINAL, ZVT)
  const second = await add('Terrasse', SECOND_TERMINAL, CAISSE_AP)
  if (!first.ok || !second.ok) throw new Error('not added')
  await settle()
  return { ...bench, firstId: first.value.deviceId, secondId: second.value.deviceId }
}

describe('a terminal', () => {
  it('of which a payment is in doubt stays until somebody knows: set up anew it would take the next one', async () => {
    const { desk, state, firstId } = await withTwo()
    state.terminalInDoubt = (deviceId) => (deviceId === firstId ? 'P-000042' : null)
    expect(await desk.remove(firstId)).toMatchObject({
      error: { code: 'TERMINAL_BLOCKED', details: { terminal: 'Comptoir', number: 'P-000042' } },
    })
    state.terminalInDoubt = () => null
    expect(await desk.remove(firstId)).toEqual({ ok: true, value: null })
  })

  it('is asked who it is, and let go', async () => {
    const { desk, terminals } = await opened()
    expect(await desk.intake.probeTerminal(TERMINAL, ZVT)).toEqual({
      ok: true,
      value: { protocolVersion: 'ZVT', terminalId: '28004869' },
    })
    expect(terminals.get(TERMINAL)?.asked).toEqual(['probe', 'close'])
  })

  it.each([
    ['pad', 'DEVICE_IS_PAD'],
    ['printer', 'DEVICE_IS_PRINTER'],
    ['caisse-ap', 'DEVICE_IS_CAISSE_AP'],
    ['nexo', 'DEVICE_IS_NEXO'],
    ['pump', 'DEVICE_IS_PUMP'],
    ['bank', 'DEVICE_IS_BANK'],
    ['web', 'DEVICE_IS_WEB'],
  ] as const)('that is really %s is named as one, and nothing is asked of it', async (speech, code) => {
    const { desk, terminals, state } = await opened()
    state.strangers.set(TERMINAL, speech)
    const refused = { ok: false, error: { code, details: { endpoint: TERMINAL } } }
    expect(await desk.intake.probeTerminal(TERMINAL, ZVT)).toEqual(refused)
    expect(terminals.get(TERMINAL)?.asked).toEqual([])
  })

  it('of the other protocol is named where Caisse-AP was meant', async () => {
    const { desk, state } = await opened()
    state.strangers.set(TERMINAL, 'zvt')
    expect(await desk.intake.probeTerminal(TERMINAL, CAISSE_AP)).toMatchObject({ error: { code: 'DEVICE_IS_ZVT' } })
  })

  it('that does not answer is not set up', async () => {
    const { desk, terminals, devices } = await opened()
    terminals.get(TERMINAL)?.unplug()
    const added = await desk.intake.addTerminal({ alias: 'Comptoir', endpoint: TERMINAL, settings: ZVT })
    expect(added).toMatchObject({ error: { code: 'TERMINAL_NOT_FOUND' } })
    expect(devices()).toEqual([])
  })

  it('is set up with what it can do, its password kept out of sight', async () => {
    const { devices } = await withTwo()
    expect(devices()[0]).toMatchObject({
      kind: 'terminal',
      alias: 'Comptoir',
      isDefault: true,
      state: 'ready',
      terminal: { protocol: 'zvt', model: 'zvt-till-prints', identity: { terminalId: '28004869' } },
    })
    expect(JSON.stringify(devices())).not.toContain('123456')
  })

  it('comes back after a restart as it was set up', async () => {
    const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null })
    closers.push(bench.remove)
    const first = await bench.open()
    await first.desk.intake.addTerminal({ alias: 'Comptoir', endpoint: TERMINAL, settings: ZVT })
    await first.close()
    const second = await bench.open()
    closers.push(second.close)
    expect((await second.book.devices())[0]?.terminal).toEqual({ settings: ZVT, currency: 'EUR' })
    expect(second.devices()).toMatchObject([{ alias: 'Comptoir', state: 'ready', isDefault: true }])
  })

  it('keeps the passphrase of its key sealed on disk, out of sight, and over a restart', async () => {
    const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null })
    closers.push(bench.remove)
    const first = await bench.open()
    await first.desk.intake.addTerminal({ alias: 'Terrasse', endpoint: TERMINAL, settings: NEXO })
    expect(first.devices()[0]).toMatchObject({ terminal: { protocol: 'nexo', model: 'nexo-adyen' } })
    expect(JSON.stringify(first.devices())).not.toContain('horse')
    await first.close()
    const files = readdirSync(bench.folder).map((name) => readFileSync(join(bench.folder, name)))
    expect(files.some((bytes) => bytes.includes('CryptoKeyIdentifier12345'))).toBe(true)
    expect(files.filter((bytes) => bytes.includes('horse'))).toEqual([])
    const second = await bench.open()
    closers.push(second.close)
    expect((await second.book.devices())[0]?.terminal).toEqual({ settings: NEXO, currency: 'EUR' })
  })

  it('whose passphrase was sealed by another till is there, and has none', async () => {
    const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null })
    closers.push(bench.remove)
    const first = await bench.open()
    await first.desk.intake.addTerminal({ alias: 'Terrasse', endpoint: TERMINAL, settings: NEXO })
    await first.close()
    bench.secretStore.open = () => {
      throw new Error('another key')
    }
    const second = await bench.open()
    closers.push(second.close)
    expect((await second.book.devices())[0]?.terminal).toEqual({
      settings: { ...NEXO, passphrase: '' },
      currency: 'EUR',
    })
  })

  it('is tried by asking who it is; no order leaves', async () => {
    const bench = await withTwo()
    const { trials } = benchTrials(bench)
    const found = await trials.testTerminal(bench.firstId)
    expect(found).toMatchObject({ value: { terminalId: '28004869' } })
    expect(bench.terminals.get(TERMINAL)?.asked.filter((what) => !['probe', 'close'].includes(what))).toEqual([])
    expect(bench.devices()[0]?.log[0]).toMatchObject({ kind: 'tested', details: { test: 'test-terminal' } })
    bench.terminals.get(TERMINAL)?.unplug()
    expect(await trials.testTerminal(bench.firstId)).toMatchObject({ error: { code: 'TERMINAL_NOT_FOUND' } })
    expect(await trials.testTerminal('nobody')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})

describe('payments', () => {
  it('find the terminals, the one of this till first, under the name of the hour', async () => {
    const { desk, firstId, secondId } = await withTwo()
    let changes = 0
    const off = desk.terminals.onChange(() => {
      changes += 1
    })
    expect(desk.terminals.list().map(({ alias }) => alias)).toEqual(['Comptoir', 'Terrasse'])
    await desk.makeDefault(secondId)
    await desk.rename(firstId, 'Bar')
    expect(desk.terminals.list()).toMatchObject([
      { id: secondId, alias: 'Terrasse', isReachable: true, port: { alias: 'Terrasse' } },
      { id: firstId, alias: 'Bar', port: { alias: 'Bar', endpoint: TERMINAL } },
    ])
    const before = changes
    expect(before).toBeGreaterThan(1)
    await desk.remove(secondId)
    expect(desk.terminals.find(secondId)).toBeNull()
    expect(desk.terminals.list()).toMatchObject([{ id: firstId }])
    expect(changes).toBeGreaterThan(before)
    off()
  })

  it('keep a terminal from being removed while they are at it', async () => {
    const { desk, terminals, firstId } = await withTwo()
    const bench = terminals.get(TERMINAL)
    const held: (() => void)[] = []
    if (bench) bench.slow = held
    const order = { id: 'p-1', operation: 'pay', amountMinor: 100, currency: 'EUR' } as TerminalOrder
    const paid = desk.terminals.find(firstId)?.port.pay(order)
    await settle()
    expect(await desk.remove(firstId)).toMatchObject({ error: { code: 'TERMINAL_BUSY' } })
    for (const goOn of held) goOn()
    await paid
    expect(await desk.remove(firstId)).toMatchObject({ ok: true })
  })
})

describe('the drivers', () => {
  it('send what a technician set of a Caisse-AP terminal, over the network', async () => {
    const heard: string[] = []
    const terminal = createServer((line) => {
      line.setEncoding('latin1').on('data', (text: string) => {
        heard.push(text)
        line.end('CZ0040320CJ012330538600404AE00210')
      })
    })
    await new Promise<void>((resolve) => terminal.listen(0, '127.0.0.1', resolve))
    closers.push(() => void terminal.close())
    const made = createTerminal({
      alias: 'X',
      endpoint: `tcp://127.0.0.1:${(terminal.address() as AddressInfo).port}`,
      settings: { ...CAISSE_AP, application: '00B', endsWithLine: true },
      currency: 'EUR',
      clock: createSystemClock('UTC'),
    })
    expect(await made.probe()).toMatchObject({ ok: true, value: { terminalId: '330538600404' } })
    expect(heard).toEqual(['CZ0040320CJ012012345678901CA00201CD001I\r\n'])
    await made.pay({ id: 'p-1', operation: 'pay', amountMinor: 1_234, currency: 'EUR' } as TerminalOrder)
    expect(heard.at(-1)).toContain('CC00300B')
    await made.close()
  })

  it.each([
    [ZVT, ['abort', 'day-end', 'refund', 'reprint', 'void'], []],
    [{ ...ZVT, model: 'zvt-global-payments' }, ['day-end', 'refund', 'void'], ['abort', 'reprint']],
    [{ ...ZVT, model: 'zvt-hobex' }, ['day-end', 'refund', 'void'], ['reprint']],
    [CAISSE_AP, ['refund'], ['void', 'day-end', 'reprint', 'last-result']],
    [{ ...CAISSE_AP, model: 'caisse-ap-extended' }, ['refund', 'void', 'day-end', 'reprint', 'last-result'], []],
    [NEXO, ['refund', 'void', 'abort', 'reprint', 'last-result'], ['day-end', 'reserve']],
    [{ ...NEXO, model: 'nexo-full' }, ['void', 'day-end', 'reserve', 'complete', 'release', 'last-result'], []],
  ] as [TerminalSettings, string[], string[]][])('can what terminals of the model %o can', (settings, can, cannot) => {
    const made = createTerminal({
      alias: 'X',
      endpoint: TERMINAL,
      settings,
      currency: 'EUR',
      clock: new ManualClock(),
    })
    const abilities: readonly string[] = [...made.can]
    expect(can.filter((ability) => !abilities.includes(ability))).toEqual([])
    expect(cannot.filter((ability) => abilities.includes(ability))).toEqual([])
  })
})
