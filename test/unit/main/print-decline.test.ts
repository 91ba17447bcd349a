/**
 * Goal: a paper that says "not charged" comes out only when that is so. Method: each state a payment can be in, its
 * papers asked for.
 */
import { describe, expect, it } from 'vitest'
import { printDecline } from '#main/handlers/print-decline.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { paymentSteps, secretsOf } from '#test/support/till/payment-steps.ts'
import type { UnpaidCardPart } from '#till/ports/approved-card-part.ts'

const PAYMENT = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const TERMINAL = { terminalId: 'TILL0002', merchantId: '000000000000001', contract: '1234567' }
const ENDED_AT = '2026-11-22T13:32:00.000Z'

type Of<Kind extends PaymentState['kind']> = Extract<PaymentState, { kind: Kind }>
const requesting = paymentSteps.requesting(PAYMENT, secretsOf('a')).state as Of<'requesting'>
const approved = paymentSteps.approved(PAYMENT).state as Of<'approved'>
const reversed = paymentSteps.reversed(PAYMENT).state as Of<'reversed'>
const { intent, card, proof, request } = requesting

/** Asks for the papers of a payment in this state. */
async function ask(state: PaymentState | null) {
  const printed: UnpaidCardPart[] = []
  const result = await printDecline(
    {
      till: { printDeclinePapers: async (part) => void printed.push(part) },
      journal: {
        payment: async (id) => (state === null ? null : { id, number: 'P-2-1', saleId: 'sale-1', state }),
        story: async () => (state === null ? [] : [{ sequence: 1, at: ENDED_AT, kind: 'host-answered', body: {} }]),
      },
      acquirers: soleAcquirer({ terminal: TERMINAL, offline: ascii87.offline, primary: new LedgerHost() }),
    },
    'pay-1',
  )
  return { result, printed }
}

describe('a payment that charged nothing', () => {
  it('declined by the bank has its code and card, and no approval', async () => {
    const answer = { ...approved.answer, approved: false, responseCode: '51', approvalCode: null }
    const failure = { code: 'PAYMENT_DECLINED' } as const
    const { result, printed } = await ask({ kind: 'declined', failure, answer, intent, card, proof, request })
    expect(result.ok).toBe(true)
    expect(printed).toMatchObject([
      {
        saleId: 'sale-1',
        paymentNumber: 'P-2-pay-1',
        endedAt: ENDED_AT,
        ending: 'declined',
        responseCode: '51',
        approvalCode: null,
        maskedPan: '411111******1111',
        stan: '000042',
        ...TERMINAL,
      },
    ])
  })

  it('stopped before a card was read has a paper without a card', async () => {
    const failure = { code: 'PAYMENT_CANCELLED' } as const
    const { printed } = await ask({ kind: 'cancelled', failure, intent, card: null })
    expect(printed).toMatchObject([
      { ending: 'abandoned', maskedPan: '', entryMode: 'none', scheme: 'other', stan: null, responseCode: null },
    ])
  })

  it('given back says so only for what it was: a refused signature, or given up', async () => {
    const refused = await ask({ ...reversed, cause: 'PAYMENT_SIGNATURE_REFUSED', answer: approved.answer })
    expect(refused.printed).toMatchObject([{ ending: 'signature-refused', approvalCode: null }])
    expect((await ask(reversed)).printed).toMatchObject([{ ending: 'abandoned' }])
  })
})

describe('any other payment', () => {
  it.each([
    ['under way', requesting],
    ['approved', approved],
    ['of which nobody knows', paymentSteps.unknown(PAYMENT).state],
    ['that does not exist', null],
  ] as const)('%s has no such paper', async (_, state) => {
    const { result, printed } = await ask(state)
    expect(result).toMatchObject({ ok: false, error: { code: 'PAYMENT_NOT_DECLINED' } })
    expect(printed).toEqual([])
  })
})
