/**
 * Goal: no order of events, however wild, leads to a second request, to an approval without an armed reversal
 * or a queued advice with it, or out of a final state. Method: random event sequences through the pure machine.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transition } from '#payment/engine/payment.machine.ts'
import type { PaymentEvent } from '#payment/engine/payment-event.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

const intent = {
  id: 'p',
  number: 'P-2-000001',
  saleId: 's',
  idempotencyKey: 's/1',
  amountMinor: 100,
  currency: 'EUR',
  startedAt: '',
} as const
const card = (entryMode: 'chip' | 'contactless' | 'stripe') =>
  ({
    entryMode,
    maskedPan: '411111******1111',
    scheme: 'cb',
    applicationId: null,
    applicationLabel: null,
    panSequence: null,
    fallback: false,
    device: 'card',
  }) as const
const earlier = { paymentNumber: 'P-2-000000', ticketNumber: null, chargedAt: '', isCertain: true } as const
const proof = { decision: 'online', pin: 'none', signatureRequired: false, emv: NO_FIGURES } as const
const request = {
  acquirerId: 'main',
  stan: '000001',
  amountMinor: 100,
  currencyNumeric: '978',
  transmittedAt: '',
  localTime: '',
  localDate: '',
  entryModeCode: '051',
  panSequence: null,
  fallback: false,
  device: 'card',
  terminalId: '',
  merchantId: '',
  batchNumber: '',
  reference: '',
  scheme: 'cb',
  maskedPan: '',
} as const
const answer = (approved: boolean, responseCode = approved ? '00' : '51') =>
  ({
    responseCode,
    approved,
    approvedAmountMinor: approved ? 100 : null,
    signatureRequired: false,
    approvalCode: null,
    retrievalReference: null,
    issuerDataHex: null,
    redacted: {},
  }) as const

const events: fc.Arbitrary<PaymentEvent> = fc.constantFrom<PaymentEvent>(
  { kind: 'started', intent },
  { kind: 'pad-asked' },
  { kind: 'card-read', card: card('chip') },
  { kind: 'card-read', card: card('contactless') },
  { kind: 'card-read', card: card('stripe') },
  { kind: 'card-read', card: card('chip'), earlier },
  { kind: 'repeat-confirmed' },
  { kind: 'repeat-refused' },
  { kind: 'repeat-overdue' },
  { kind: 'track-encrypted' },
  { kind: 'card-declined', proof },
  { kind: 'request-prepared', proof, request, via: 'primary', image: { redacted: {}, digestHex: '' } },
  { kind: 'pad-failed', failure: { code: 'PINPAD_TIMEOUT' } },
  { kind: 'cancel-requested' },
  { kind: 'host-answered', answer: answer(true) },
  { kind: 'host-answered', answer: answer(true, '08') },
  { kind: 'host-answered', answer: answer(false) },
  { kind: 'host-answered', answer: { ...answer(false), responseCode: '10', approvedAmountMinor: 50 } },
  { kind: 'host-not-sent', failure: { code: 'HOST_UNREACHABLE' }, standIn: false },
  { kind: 'host-not-sent', failure: { code: 'HOST_UNREACHABLE' }, standIn: true },
  { kind: 'card-approved', proof, request, via: 'primary', image: { redacted: {}, digestHex: '' } },
  { kind: 'given-back', isAtBank: true, via: 'primary' },
  { kind: 'given-back', isAtBank: false, via: 'primary' },
  { kind: 'rerouted', to: 'standby', failure: { code: 'HOST_UNREACHABLE' } },
  { kind: 'not-routed', failure: { code: 'PAYMENT_NO_ACQUIRER' } },
  { kind: 'host-silent', failure: { code: 'HOST_NO_ANSWER' } },
  { kind: 'card-completed', verdict: { approved: true, emvDataHex: '', emv: NO_FIGURES } },
  { kind: 'card-completed', verdict: { approved: false, emvDataHex: '', emv: NO_FIGURES } },
  { kind: 'card-lost', failure: { code: 'PINPAD_LINK_LOST' } },
  { kind: 'approval-not-stored', failure: { code: 'STORE_DISK_FULL' } },
  { kind: 'signature-accepted' },
  { kind: 'signature-refused' },
  { kind: 'signature-overdue' },
  { kind: 'interrupted' },
  { kind: 'reversal-attempted', nextAt: '' },
  { kind: 'reversal-acknowledged', responseCode: '00' },
  { kind: 'reversal-parked', responseCode: '12' },
)

describe('any order of events', () => {
  it('sends one request, to one host or because nothing left to both, arms its reversal first, and never leaves a final state', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (sequence) => {
        let state: PaymentState | null = null
        let sent = 0
        let armed = false
        for (const event of [{ kind: 'started', intent } as const, ...sequence]) {
          const result = transition(state, event, '2026-11-22T13:33:00.000Z')
          if (result === null) continue
          expect(state === null || !isFinal(state)).toBe(true)
          if (result.reversal?.kind === 'arm') armed = true
          if (result.effects.some(({ kind }) => kind === 'send-sale')) {
            sent += 1
            // The blocks are on disk already when the other host is asked.
            expect(armed && (result.keepSecrets || event.kind === 'rerouted')).toBe(true)
            if (sent > 1) expect(event.kind === 'rerouted' && result.reversal?.kind === 'arm').toBe(true)
          }
          if (result.approval) expect(sent >= 1 || result.advice === 'queue').toBe(true)
          if (result.state.kind === 'approved') expect(result.advice === 'queue').toBe(result.state.offline !== null)
          if (result.advice === 'queue') expect(result.approval && result.keepSecrets).toBe(true)
          if (result.state.kind === 'approved') expect(result.approval).toBe(true)
          if (result.state.kind === 'signing') expect(result.signatureSlip).toBe(true)
          if (result.state.kind === 'outcome-unknown' && state?.kind !== 'outcome-unknown') {
            expect(result.reversal?.kind).toBe('queue')
          }
          state = result.state
        }
        expect(sent).toBeLessThanOrEqual(2)
      }),
      { numRuns: 2_000 },
    )
  })
})
