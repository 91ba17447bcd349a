/**
 * Goal: what a customer does on the pad pays the right ticket, and every other way out leaves it on hold. Method: the
 * real till on a real database, a pad by script, the card side as the test says; time by hand.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PadStand } from '#main/compose/pad-stand.ts'
import { ScenarioDesk } from '#main/compose/scenario-desk.ts'
import { SHIPPED_SCENARIOS, scenarioSettingsSchema } from '#main/compose/scenario-settings.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { approvalOf, openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { parseScenario, type Scenario } from '#till/scenario/scenario-file.ts'
import chooseTicket from '../../../resources/scenarios/choose-ticket.json' with { type: 'json' }

const TIPPED = scenarioWith({
  kind: 'tip',
  title: { fr: 'POURBOIRE ?', en: 'TIP?', pl: 'NAPIWEK?', de: 'TRINKGELD?' },
  percents: [5, 10],
  seconds: 30,
})

/** A ticket from the list, this step, and the payment. */
function scenarioWith(step: object): Scenario {
  const [find] = chooseTicket.steps
  const parsed = parseScenario({ ...chooseTicket, id: 'tipped', padKey: 'F3', steps: [find, step, { kind: 'pay' }] })
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.scenario
}

let till: TestTill
let desk: ScenarioDesk
let clock: ManualClock
let sentBack: string[]
let sendBack: () => Result<null>
let unexpected: unknown[]
let unpaid: boolean
let asked: string[]
/** What the pad answers next. */
let answers: (Result<number> | Result<string>)[]
let stopPad: () => void
let driver: PadStand['driver']

beforeEach(async () => {
  till = await openTestTill()
  await till.call('session.signIn', { userId: 'ines', pin: '1111' })
  clock = new ManualClock()
  sentBack = []
  sendBack = () => succeed(null)
  unexpected = []
  unpaid = false
  asked = []
  answers = []
  stopPad = () => {}
  const answer = (what: string): Promise<never> => {
    asked.push(what)
    const next = answers.shift()
    if (next !== undefined) return Promise.resolve(next as never)
    return new Promise((resolve) => {
      stopPad = () => resolve(fail('PAYMENT_CANCELLED') as never)
    })
  }
  driver = {
    choose: (title: string, choices: readonly string[]) => answer(`${title}: ${choices.join(' | ')}`),
    askNumber: (subject: string) => answer(subject),
    onNotice: () => () => {},
    cancel: async () => stopPad(),
  } as unknown as PadStand['driver']
  const stand = {
    work: (body: () => Promise<unknown>) => body(),
    port: { connect: async () => succeed(null) },
    driver,
  } as unknown as PadStand
  desk = new ScenarioDesk({
    scenarios: [...SHIPPED_SCENARIOS, TIPPED],
    till: () => till.till,
    follow: () => {},
    isPaying: () => false,
    isUnpaid: () => unpaid,
    pad: () => stand,
    isPadHeld: () => false,
    sendBack: async ({ reference }) => {
      sentBack.push(reference ?? '')
      return sendBack()
    },
    clock,
    onChange: () => {},
    run: (work) => void work().catch((thrown) => unexpected.push(thrown)),
  })
})
afterEach(async () => {
  await desk.close()
  till.close()
})

const sale = () => till.till.slice('sale')
const held = async () => {
  const list = await till.call('sale.held', {})
  return list.ok ? list.value.sales.map(({ reference }) => reference) : []
}

async function hold(productId: string, reference: string): Promise<string> {
  await till.call('sale.addProduct', { productId })
  const { id } = sale()
  expect(await till.call('sale.hold', { reference })).toEqual(succeed({}))
  return id
}

async function approve(saleId: string): Promise<void> {
  const { remainingMinor } = sale()
  await till.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, remainingMinor), (commit) =>
    till.store.commitPaidSale.commitPaidSale(commit, null),
  )
  desk.look()
  await settle()
}

describe('tickets on hold', () => {
  it('wait under one reference each', async () => {
    await hold('baguette', '7')
    await till.call('sale.addProduct', { productId: 'miel' })
    expect(await till.call('sale.hold', { reference: '7' })).toEqual(fail('SALE_REFERENCE_TAKEN', { reference: '7' }))
    expect(await held()).toEqual(['7'])
  })
})

describe('a key of the idle pad', () => {
  it('begins the scenario that it is bound to, and no other', async () => {
    await hold('baguette', '7')
    desk.pressed(driver, 'F2')
    expect(desk.view()).toBeNull()
    desk.pressed(driver, 'F3')
    await settle()
    expect([desk.view()?.id, asked.length]).toEqual(['tipped', 1])
    // A second press changes nothing of the run.
    desk.pressed(driver, 'F3')
    await settle()
    expect([desk.view()?.stepNumber, asked.length]).toEqual([1, 1])
  })

  it('begins nothing at another pad, over a ticket in hand, or with nobody signed in', async () => {
    await hold('baguette', '7')
    desk.pressed({} as typeof driver, 'F3')
    await till.call('sale.addProduct', { productId: 'miel' })
    desk.pressed(driver, 'F3')
    const [line] = sale().lines
    await till.call('sale.removeLine', { lineId: line?.id ?? '' })
    await till.call('session.lock', {})
    desk.pressed(driver, 'F3')
    await settle()
    expect([desk.view(), asked]).toEqual([null, []])
  })

  it('is one of four, and of one scenario only: the settings name what is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-keys-'))
    const file = (name: string, change: object) => {
      const path = join(folder, `${name}.json`)
      writeFileSync(path, JSON.stringify({ ...chooseTicket, id: name, ...change }))
      return path
    }
    const problems = (...paths: string[]) =>
      scenarioSettingsSchema.safeParse(paths).error?.issues.map(({ path }) => path.join('.')) ?? []
    const bound = [file('one', { padKey: 'F1' }), file('two', { padKey: 'F2' }), file('none', {})]
    expect(problems(...bound)).toEqual([])
    expect(problems(...bound, file('again', { padKey: 'F2' }))).toEqual(['3.padKey'])
    expect(problems(file('fifth', { padKey: 'F5' }))[0]).toMatch(/^0\.padKey/)
    rmSync(folder, { recursive: true })
  })
})

describe('a scenario', () => {
  it('lets the customer choose a ticket, agree, pay, and get the papers', async () => {
    await hold('baguette', '7')
    const saleId = await hold('miel', '12')
    answers = [succeed(1), succeed(0)]
    expect(desk.start('choose-ticket')).toEqual(succeed(null))
    await settle()
    expect(asked).toEqual([
      'QUEL TICKET ?: 7         1,30 | 12        8,45',
      expect.stringMatching(/^TOTAL 8,45 EUR: .*8,45$/),
    ])
    expect(sale()).toMatchObject({ id: saleId, state: 'paying', reference: '12' })
    expect(desk.view()).toMatchObject({ step: 'pay', stepNumber: 3, reference: '12' })
    await approve(saleId)
    expect(till.till.slice('lastSale')?.printJobs.map(({ kind }) => kind)).toEqual([
      'card-customer',
      'card-merchant',
      'customer-ticket',
    ])
    await clock.advance(30_000)
    expect(sentBack).toEqual(['12'])
    expect(desk.view()).toBeNull()
    expect(await held()).toEqual(['7'])
  })

  it.each<[string, () => Result<null>, string, number]>([
    ['is away', () => fail('SCENARIO_SENDER_AWAY', { folder: '/srv/tickets' }), 'SCENARIO_SENDER_AWAY', 0],
    [
      'cannot be told for a reason nobody thought of',
      () => {
        throw new Error('unforeseen')
      },
      'INTERNAL_UNEXPECTED',
      1,
    ],
  ])('ends and says so where the sender %s: the next customer is served', async (_, answer, code, told) => {
    const saleId = await hold('miel', '12')
    sendBack = answer
    answers = [succeed(0), succeed(0)]
    desk.start('choose-ticket')
    await settle()
    await approve(saleId)
    await clock.advance(30_000)
    expect(desk.view()).toMatchObject({ outcome: 'failed', failure: { code } })
    expect(unexpected).toHaveLength(told)
    await hold('baguette', '7')
    asked = []
    expect(desk.start('choose-ticket')).toEqual(succeed(null))
    await settle()
    expect(asked).toHaveLength(1)
  })

  it.each<[string, Result<number>, object]>([
    ['adds the tip that the customer chose', succeed(1), { amountMinor: 925, tipMinor: 80 }],
    ['adds none by its own key', succeed(2), { amountMinor: 845 }],
    ['adds none by the red key', fail('PINPAD_CUSTOMER_CANCELLED'), { amountMinor: 845 }],
  ])('%s, before the card is asked for', async (_, answer, charge) => {
    const saleId = await hold('miel', '12')
    answers = [succeed(0), answer]
    desk.start('tipped')
    await settle()
    expect(asked[1]).toBe('POURBOIRE ?: 5 %       0,40 | 10 %      0,80 | SANS')
    expect(till.cards.starts).toMatchObject([{ saleId, ...charge }])
    expect(Object.keys(till.cards.starts[0] ?? {}).includes('tipMinor')).toBe('tipMinor' in charge)
  })

  it('finds a ticket by the table typed on the pad, after a wrong one', async () => {
    const saleId = await hold('miel', '12')
    answers = [succeed('9'), succeed('12'), succeed(0)]
    desk.start('table-number')
    await settle()
    expect(asked).toMatchObject(['table', 'table', expect.stringContaining('TOTAL')])
    expect(sale().id).toBe(saleId)
  })

  it('says how often the number may still be typed', async () => {
    await hold('miel', '12')
    answers = [succeed('9')]
    desk.start('table-number')
    await settle()
    expect(desk.view()).toMatchObject({ step: 'ask-number', triesLeft: 2, dueAt: expect.any(String) })
  })

  it.each([
    ['the red key', fail('PINPAD_CUSTOMER_CANCELLED'), 'refused'],
    ['nobody', fail('PINPAD_TIMEOUT'), 'nobody-answered'],
    ['a lost pad', fail('PINPAD_LINK_LOST'), 'failed'],
  ] as const)('puts the ticket back when %s answers', async (_, answer, outcome) => {
    await hold('miel', '12')
    answers = [succeed(0), answer]
    desk.start('choose-ticket')
    await settle()
    expect(desk.view()).toMatchObject({ outcome })
    expect(await held()).toEqual(['12'])
    desk.stop()
    expect(desk.view()).toBeNull()
  })

  it('is stopped at the till: the pad is left, the ticket goes back', async () => {
    await hold('miel', '12')
    answers = [succeed(0)]
    desk.start('choose-ticket')
    await settle()
    expect(desk.start('choose-ticket')).toEqual(fail('SCENARIO_UNDERWAY'))
    desk.stop()
    await settle()
    expect(desk.view()).toMatchObject({ outcome: 'stopped' })
    expect(await held()).toEqual(['12'])
  })

  it('leaves a card that did not pay to the cashier', async () => {
    const saleId = await hold('miel', '12')
    answers = [succeed(0), succeed(0)]
    desk.start('choose-ticket')
    await settle()
    unpaid = true
    desk.look()
    expect(desk.view()).toBeNull()
    expect(sale()).toMatchObject({ id: saleId, state: 'paying' })
  })

  it('does not begin without a ticket, a name that is known, or somebody signed in', async () => {
    desk.start('choose-ticket')
    await settle()
    expect(desk.view()).toMatchObject({ outcome: 'no-tickets' })
    expect(desk.start('dance')).toEqual(fail('SCENARIO_NOT_FOUND'))
    await till.call('session.lock', {})
    expect(desk.start('choose-ticket')).toEqual(fail('SESSION_LOCKED'))
  })
})
