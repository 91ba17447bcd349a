/**
 * Goal: a bank that wants to be telephoned gets its code in the advice and charges once; without a code nothing is ever
 * charged, and no PIN block waits on the disk. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import type { AdviceRequest, LateAnswer } from '#payment/ports/acquirer-host.port.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

type Bench = ReturnType<typeof benchEngine>

async function referred(code = '01'): Promise<Bench & { readonly advised: AdviceRequest[] }> {
  const bench = benchEngine()
  const advised: AdviceRequest[] = []
  const { advice } = bench.host
  bench.host.advice = (request) => {
    advised.push(request)
    return advice.call(bench.host, request)
  }
  bench.host.declineCode = code
  bench.host.sales.push('decline')
  await bench.pay()
  return { ...bench, advised }
}

const LATE_YES: LateAnswer = {
  stan: '000001',
  terminalId: 'TERM0001',
  answer: {
    responseCode: '00',
    approved: true,
    approvedAmountMinor: 2_000,
    signatureRequired: false,
    approvalCode: '048213',
    retrievalReference: '632614048213',
    issuerDataHex: null,
    redacted: { 39: '00' },
  },
}

const stateOf = ({ journal }: Bench) => journal.payments.get('payment-1')?.state

describe('a bank that wants to be telephoned', () => {
  it.each(['01', '02'])('with %s: the cashier has a while, and no PIN block waits', async (code) => {
    const bench = await referred(code)
    const referralDueAt = new Date(Date.parse(bench.clock.now()) + LIMITS.referralTimeoutMs).toISOString()
    expect(bench.engine.view()).toMatchObject({ prompt: 'call-bank', outcome: null, referralDueAt })
    expect(bench.journal.secrets.get('payment-1')).toMatchObject({ pinBlockHex: null, pinKeySerialHex: null })
    expect(bench.journal.reversals.get('payment-1')?.state).toBe('discarded')
  })

  it('is told the code it gave, once, and the sale is paid', async () => {
    const bench = await referred()
    expect(await bench.engine.cashier.answerReferral(' v7k 41 ')).toEqual(succeed(null))
    await settle()
    expect(stateOf(bench)).toMatchObject({
      kind: 'approved',
      offline: { basis: 'voice', responseCode: '00' },
      answer: { approved: true, approvalCode: 'V7K41', approvedAmountMinor: 2_000 },
    })
    expect(bench.engine.view()).toMatchObject({ outcome: 'approved', offline: 'voice', approvalCode: 'V7K41' })
    expect(bench.advised).toMatchObject([{ approvalCode: 'V7K41', reason: null, terminalResponseCode: '00' }])
    // Under a STAN of its own: the bank would take the first one for a duplicate of what it refused.
    expect(bench.host.heard).toEqual(['0200 000001', '0220 000002'])
    expect([bench.host.netMinor(), bench.journal.secrets.size]).toEqual([2_000, 0])
    expect(bench.journal.records.map(({ kind }) => kind)).toEqual([
      ...['started', 'pad-asked', 'card-read', 'track-encrypted', 'request-prepared', 'host-answered'],
      ...['voice-approved', 'advice attempt', 'advice settle'],
    ])
  })

  it.each(['while its way back is open', 'once it is given back', 'while it stands'] as const)(
    'and that charges the request it said no to after all, late, is told to a person: %s',
    async (when) => {
      const bench = await referred()
      await bench.engine.cashier.answerReferral('V7K41')
      await settle()
      if (when === 'while its way back is open') bench.host.reversals.push('unreachable')
      if (when !== 'while it stands') await bench.engine.giveBack('payment-1')
      await settle()
      const kind = { 'while it stands': 'approved', 'once it is given back': 'reversed' } as const
      expect(stateOf(bench)?.kind).toBe(when in kind ? kind[when as keyof typeof kind] : 'outcome-unknown')
      const before = stateOf(bench)
      const charged = { ...LATE_YES, stan: '000001' }
      expect(await bench.engine.late.hear(charged)).toBe(true)
      expect(stateOf(bench)).toEqual(before)
      expect(bench.engine.late.raised).toMatchObject([{ paymentNumber: 'P-2-000001', amountMinor: 2_000 }])
      expect(bench.journal.records.at(-1)).toMatchObject({
        kind: 'late-host-answered',
        body: { stan: '000001', raised: true },
      })
      const again = { ...LATE_YES, stan: '000001', answer: { ...LATE_YES.answer, approvedAmountMinor: null } }
      await bench.engine.late.hear(again)
      expect(bench.engine.late.raised).toHaveLength(1)
    },
  )

  it('has its word on the disk while it is away, and hears of it later', async () => {
    const bench = await referred()
    bench.host.advices.push('unreachable')
    await bench.engine.cashier.answerReferral('V7K41')
    await settle()
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['approved', 0])
    expect(await bench.engine.offline.figures()).toMatchObject({ waiting: 1 })
    await bench.clock.advance(10_000)
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('hears nothing of a code that is none, and of no card number; the question stays', async () => {
    const bench = await referred()
    for (const typed of ['', 'A', '1234567', 'A-1']) {
      expect(await bench.engine.cashier.answerReferral(typed)).toEqual(fail('PAYMENT_VOICE_CODE'))
    }
    expect(await bench.engine.cashier.answerReferral('4111 1111 1111 1111')).toEqual(fail('PAYMENT_PROMPT_CARD_NUMBER'))
    expect(bench.engine.view()?.prompt).toBe('call-bank')
    expect(JSON.stringify(bench.journal.records)).not.toContain('4111 1')
  })

  it.each([
    ['the cashier has no code', (bench: Bench) => bench.engine.cashier.answerReferral(null)],
    ['nobody answers in time', (bench: Bench) => bench.clock.advance(LIMITS.referralTimeoutMs)],
    ['the cashier cancels', (bench: Bench) => bench.engine.cancel()],
    [
      'the program is killed',
      async (bench: Bench) => {
        const next = benchEngine({ journal: bench.journal, host: bench.host })
        await next.engine.recover()
      },
    ],
  ])('charges nothing when %s', async (_, end) => {
    const bench = await referred()
    await end(bench)
    await settle()
    expect(stateOf(bench)).toMatchObject({ kind: 'declined', failure: { code: 'PAYMENT_CALL_BANK' } })
    expect([bench.host.heard, bench.host.netMinor(), bench.journal.secrets.size]).toEqual([['0200 000001'], 0, 0])
  })

  it('charges nothing when the disk does not take the approval', async () => {
    const bench = await referred()
    bench.journal.commitApproved = async () => {
      throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await bench.engine.cashier.answerReferral('V7K41')
    await bench.clock.advance(10_000)
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['declined', 0])
  })

  it('charges nothing for a sale that is given back before it was told', async () => {
    const bench = await referred()
    bench.host.advices.push('unreachable')
    await bench.engine.cashier.answerReferral('V7K41')
    await settle()
    await bench.engine.giveBack('payment-1')
    await bench.clock.advance(60_000)
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('takes the sale back under the STAN it was told, not the one it refused', async () => {
    const bench = await referred()
    await bench.engine.cashier.answerReferral('V7K41')
    await settle()
    await bench.engine.giveBack('payment-1')
    await settle()
    expect(bench.host.heard.at(-1)).toBe('0420 000002')
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('is not telephoned for a test sale', async () => {
    const bench = benchEngine()
    bench.host.declineCode = '01'
    bench.host.sales.push('decline')
    await bench.pay({ bankOnly: true })
    expect(stateOf(bench)).toMatchObject({ kind: 'declined', failure: { code: 'PAYMENT_CALL_BANK' } })
  })
})
