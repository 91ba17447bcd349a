/**
 * Goal: the settings of several banks become lines and rules, what contradicts itself is refused by its name, and the
 * status bar tells what is true of each. Method: a host program that is three hosts in one process.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { banksOf, banksSchema } from '#main/compose/bank-settings.ts'
import { openBanks } from '#main/compose/open-banks.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { hostOf } from '#payment/routing/acquirer-directory.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { MemoryJournal } from '#test/support/payment/memory-journal.ts'

let program: SimulatorHandle
beforeAll(async () => {
  program = await startSimulator('acquirer-host', ['--standby', 'separate', '--second', 'bcd87'])
})
afterAll(() => program.stop())

const open = (onNotice: (notice: HostNotice) => void = () => {}) =>
  openBanks({
    banks: banksOf({
      dataFolder: '',
      training: true,
      padEndpoint: null,
      printerEndpoint: null,
      hostEndpoint: program.endpoint,
      standbyEndpoint: String(program.others.standby),
      secondHostEndpoint: String(program.others.second),
    }),
    clock: realClock,
    journal: new MemoryJournal(),
    onNotice,
    onChange: () => {},
  })

describe('the banks of the training shop', () => {
  it('are three hosts with ledgers of their own, each reached by its acquirer', async () => {
    const banks = open()
    const secrets = encryptCard()
    const [main, second] = banks.directory.acquirers
    if (main === undefined || second === undefined) throw new Error('two banks expected')
    const sell = (stan: string, host: ReturnType<typeof hostOf>) => host.sale(saleOf(stan), secrets)
    expect(banks.status().host).toMatchObject({ alias: 'Banque', state: 'lost', lastSeenAt: null })
    for (const [stan, host] of [
      ['000001', main.primary],
      ['000001', hostOf(main, 'standby')],
      ['000001', second.primary],
    ] as const) {
      expect(await sell(stan, host)).toMatchObject({ kind: 'answered', answer: { approved: true } })
    }
    expect(banks.status().host).toMatchObject({ state: 'ready', endpoint: program.endpoint })
    expect(await program.command({ do: 'ledger', at: 'second' })).toMatchObject([{ amountMinor: 2_000 }])
    const card = { scheme: 'amex', maskedPan: '378282******0005', applicationId: 'A00000002501' } as const
    const sale = { card, amountMinor: 100, currency: 'EUR', operation: 'sale', product: null } as const
    expect(banks.directory.route(sale)?.id).toBe('second')
    expect(banks.directory.route({ ...sale, card: { ...card, scheme: 'visa' } })?.id).toBe('main')
    await banks.close()
  })

  it('tell of a late answer, whichever bank and host it comes from', async () => {
    const late: string[] = []
    const banks = open((notice) => {
      if (notice.kind === 'late-answer') late.push(`${notice.stan} ${notice.late?.terminalId.trim()}`)
    })
    const [main, second] = banks.directory.acquirers
    if (main === undefined || second === undefined) throw new Error('two banks expected')
    for (const [stan, at, host] of [
      ['000021', 'primary', main.primary],
      ['000022', 'standby', hostOf(main, 'standby')],
      ['000023', 'second', second.primary],
    ] as const) {
      await program.command({ do: 'twist', kind: 'duplicate', on: '0210', at })
      expect(await host.sale(saleOf(stan), encryptCard())).toMatchObject({ kind: 'answered' })
      await expect.poll(() => late).toContainEqual(expect.stringContaining(stan))
    }
    expect(late).toHaveLength(3)
    await banks.close()
  })

  it('tell that the standby serves once the bank was not reached three times', async () => {
    await program.command({ do: 'down' })
    const banks = open()
    const [main] = banks.directory.acquirers
    for (const stan of ['000011', '000012', '000013']) await main?.primary.echo(stan)
    expect(banks.status().banks[0]).toMatchObject({
      name: 'Banque',
      referralPhone: '08 00 00 00 00',
      merchantId: '000000000000000',
      serving: 'standby',
      hosts: [
        { role: 'primary', isAway: true },
        { role: 'standby', isAway: false },
      ],
    })
    await program.command({ do: 'up' })
    expect(await main?.primary.echo('000014')).toMatchObject({ kind: 'answered' })
    expect(banks.status().banks[0]?.serving).toBe('primary')
    await banks.close()
  })
})

describe('settings of several banks', () => {
  const bank = (id: string, terminalId: string, more: Record<string, unknown> = {}) => ({
    id,
    name: id,
    host: 'tcp://10.0.0.1:4000',
    profile: 'ascii87',
    terminalId,
    merchantId: '123456789012345',
    contract: '1',
    ...more,
  })
  const two = [bank('main', '00000001'), bank('south', '00000002', { standby: 'tcp://10.0.0.2:4000' })]
  const routing = [{ acquirer: 'south', schemes: ['visa'] }, { acquirer: 'main' }]

  it('are taken as they are, with ledgers of their own unless they say otherwise', () => {
    const banks = banksSchema.parse({ acquirers: two, routing })
    expect(banks.acquirers.map(({ id, standby, sharedJournal }) => [id, standby, sharedJournal])).toEqual([
      ['main', null, false],
      ['south', 'tcp://10.0.0.2:4000', false],
    ])
  })

  it.each([
    ['the same id twice', { acquirers: [two[0], bank('main', '00000003')], routing }, 'acquirers.1.id'],
    ['the same terminal twice', { acquirers: [two[0], bank('south', '00000001')], routing }, 'acquirers.1.terminalId'],
    ['a rule for nobody', { acquirers: two, routing: [{ acquirer: 'west' }] }, 'routing.0.acquirer'],
    ['no rule', { acquirers: two, routing: [] }, 'routing'],
    ['an id with capitals', { acquirers: [bank('Main', '00000001')], routing }, 'acquirers.0.id'],
    ['a host that is none', { acquirers: [bank('main', '00000001', { host: 'bank' })], routing }, 'acquirers.0.host'],
    [
      'a profile that is none',
      { acquirers: [bank('main', '00000001', { profile: 'x' })], routing },
      'acquirers.0.profile',
    ],
  ])('are refused with %s', (_what, settings, path) => {
    const parsed = banksSchema.safeParse(settings)
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })
})
