/**
 * Goal: whatever a host asks, and however often, it gets one answer to each question and the sale gets its own in a
 * bounded time. Method: the prompts of one operation over a recording line; time by hand.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { OperationPrompts } from '#payment/acquirer/operation-prompts.ts'
import { saleMessage } from '#payment/acquirer/request-messages.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { readTaggedSubFields, writeTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'
import type { HostPrompt, PromptAnswer } from '#payment/ports/host-prompt.port.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { encryptCard, saleOf, TEST_PAN } from '#test/support/acquirer/test-card.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const request = saleMessage(ascii87, saleOf('000001'), encryptCard())
const ASKS = { ID: 'Q1', KI: 'CH', PL: 'CA', TI: 'Carburant', O1: 'Gazole', O2: 'Super' }

function asked(change: Record<string, string | null> = {}, fields: IsoMessage['fields'] = {}): IsoMessage {
  const parts = Object.entries({ ...ASKS, ...change })
  return {
    mti: '0600',
    fields: { 7: '1122093001', 11: '000001', 41: 'TERM0001', 48: writeTaggedSubFields(parts), ...fields },
  }
}

function bench(options: { withPerson?: boolean } = {}) {
  const clock = new ManualClock()
  const replies: IsoMessage[] = []
  const shown: HostPrompt[] = []
  const withdrawn: string[] = []
  const clockMoves: string[] = []
  let answer: (answer: PromptAnswer) => void = () => {}
  const prompts = new OperationPrompts({
    format: ascii87.hostPrompts,
    request,
    clock,
    dialogue:
      options.withPerson === false
        ? null
        : {
            ask: (prompt) => {
              shown.push(prompt)
              return new Promise((resolve) => {
                answer = resolve
              })
            },
            withdraw: (id) => withdrawn.push(id),
          },
    reply: (message) => replies.push(message),
    pause: () => clockMoves.push('pause'),
    resume: () => clockMoves.push('resume'),
  })
  const codes = () => replies.map(({ fields }) => fields[39])
  const say = async (given: PromptAnswer) => {
    answer(given)
    await settle()
  }
  return { prompts, clock, replies, shown, withdrawn, clockMoves, codes, say }
}

describe('a prompt of the host', () => {
  it('is asked, stops the clock of the sale, and is answered in its own name', async () => {
    const { prompts, replies, shown, clockMoves, say } = bench()
    prompts.take(asked({ DS: '20' }))
    expect(shown).toMatchObject([
      {
        id: 'Q1',
        kind: 'choice',
        place: 'cashier',
        title: 'Carburant',
        options: ['Gazole', 'Super'],
        deadlineMs: 20_000,
      },
    ])
    expect(clockMoves).toEqual(['pause'])
    await say({ kind: 'answered', value: '2' })
    expect(clockMoves).toEqual(['pause', 'resume'])
    expect(replies).toMatchObject([
      { mti: '0610', fields: { 7: '1122093001', 11: '000001', 39: '00', 41: 'TERM0001' } },
    ])
    expect([...readTaggedSubFields(48, replies[0]?.fields[48] ?? '')]).toEqual([
      ['ID', 'Q1'],
      ['AN', '2'],
    ])
  })

  it.each<[string, Record<string, string | null>, string]>([
    ['a kind it does not know', { KI: 'QR' }, '12'],
    ['a place it does not know', { PL: 'ZZ' }, '12'],
    ['no title', { TI: ' ' }, '30'],
    ['a title too long for any screen', { TI: 'x'.repeat(LIMITS.hostPromptTitleCharacters + 1) }, '30'],
    ['a choice of nothing', { O1: null, O2: null }, '30'],
    ['an option too long', { O1: 'x'.repeat(LIMITS.hostPromptOptionCharacters + 1) }, '30'],
    ['no name', { ID: null }, '30'],
    ['a length that is none', { KI: 'NU', MX: '1x' }, '30'],
    ['more than may be typed', { KI: 'TX', MX: String(LIMITS.hostPromptAnswerCharacters + 1) }, '30'],
    ['no time to answer', { DS: '0' }, '30'],
    ['a card number on a screen', { TI: `Carte ${TEST_PAN}` }, '30'],
  ])('that has %s is refused and the clock goes on', (_, change, code) => {
    const { prompts, codes, shown, clockMoves } = bench()
    prompts.take(asked(change))
    expect([codes(), shown, clockMoves]).toEqual([[code], [], []])
  })

  it('whose sub-fields cannot be read is refused', () => {
    const { prompts, codes } = bench()
    prompts.take(asked({}, { 48: 'ID0' }))
    expect(codes()).toEqual(['30'])
  })

  it('of another operation is refused, and so is any where nobody stands by', () => {
    const { prompts, codes } = bench()
    prompts.take(asked({}, { 11: '000002' }))
    prompts.take(asked({}, { 41: 'TERM0002' }))
    expect(codes()).toEqual(['25', '25'])
    const alone = bench({ withPerson: false })
    alone.prompts.take(asked())
    expect(alone.codes()).toEqual(['12'])
  })

  it('that nobody answers is told so at its deadline, and no later answer counts', async () => {
    const { prompts, clock, codes, withdrawn, clockMoves, say } = bench()
    prompts.take(asked({ DS: '20' }))
    await clock.advance(20_000)
    expect([codes(), withdrawn, clockMoves]).toEqual([['68'], ['Q1'], ['pause', 'resume']])
    await say({ kind: 'answered', value: '1' })
    expect(codes()).toEqual(['68'])
  })

  it('that a person refuses is told so', async () => {
    const { prompts, codes, say } = bench()
    prompts.take(asked())
    await say({ kind: 'cancelled' })
    expect(codes()).toEqual(['17'])
  })

  it('repeated while open is asked once; repeated later it gets the same answer', async () => {
    const { prompts, shown, codes, say } = bench()
    prompts.take(asked())
    prompts.take(asked())
    expect(codes()).toEqual([])
    await say({ kind: 'answered', value: '1' })
    prompts.take(asked())
    expect([shown.length, codes()]).toEqual([1, ['00', '00']])
  })

  it('beside an open one is refused', () => {
    const { prompts, codes } = bench()
    prompts.take(asked())
    prompts.take(asked({ ID: 'Q2' }))
    expect(codes()).toEqual(['09'])
  })

  it('is asked no more often than the limit', async () => {
    const { prompts, shown, codes, say } = bench()
    for (let number = 1; number <= LIMITS.hostPrompts + 1; number += 1) {
      prompts.take(asked({ ID: `Q${number}` }))
      await say({ kind: 'answered', value: '1' })
    }
    expect(shown).toHaveLength(LIMITS.hostPrompts)
    expect(codes().at(-1)).toBe('65')
  })

  it('waits no longer than the limit for one, nor for all together', async () => {
    const { prompts, clock, shown, codes } = bench()
    for (let number = 1; number <= 3; number += 1) {
      prompts.take(asked({ ID: `Q${number}`, DS: '900' }))
      await clock.advance(LIMITS.hostPromptTimeoutMs)
    }
    expect(shown.map(({ deadlineMs }) => deadlineMs)).toEqual([60_000, 60_000])
    expect(codes()).toEqual(['68', '68', '65'])
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(LIMITS.hostPromptsTotalMs)
  })

  it('has the time of the default when the host names none', () => {
    const { prompts, shown } = bench()
    prompts.take(asked())
    expect(shown[0]?.deadlineMs).toBe(LIMITS.hostPromptDefaultMs)
  })

  it('is withdrawn without an answer when the sale is answered first', async () => {
    const { prompts, codes, withdrawn, say } = bench()
    prompts.take(asked())
    prompts.end()
    await say({ kind: 'answered', value: '1' })
    prompts.take(asked({ ID: 'Q2' }))
    expect([codes(), withdrawn]).toEqual([[], ['Q1']])
  })

  it('whose answer the wire cannot carry counts as refused', async () => {
    const { prompts, codes, say } = bench()
    prompts.take(asked({ KI: 'TX' }))
    await say({ kind: 'answered', value: 'Łódź' })
    expect(codes()).toEqual(['17'])
  })
})
