import type { SaleRequest, SaleSecrets } from '#payment/ports/acquirer-host.port.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { SOLE_ACQUIRER_ID } from '#payment/routing/acquirer-directory.ts'

const AT = '2026-11-22T13:31:00.000Z'

/** Ciphertext-looking blocks, different per seed. */
export function secretsOf(seed: string): SaleSecrets {
  const block = (name: string): string => Buffer.from(`${name}-${seed}`.padEnd(24, '#')).toString('hex').toUpperCase()
  return {
    encryptedTrack2Hex: block('track'),
    trackKeySerialHex: 'FFFF9876543210E00001',
    pinBlockHex: block('pin'),
    pinKeySerialHex: 'FFFF9876543210E00002',
    emvDataHex: block('emv'),
  }
}

export interface StepOptions {
  readonly paymentId: string
  readonly saleId: string
  readonly amountMinor: number
  readonly acquirerId?: string
  readonly batchNumber?: string
}

function intentOf({ paymentId, saleId, amountMinor }: StepOptions) {
  return {
    id: paymentId,
    number: `P-2-${paymentId}`,
    saleId,
    idempotencyKey: `${saleId}/${paymentId}`,
    amountMinor,
    currency: 'EUR' as const,
    startedAt: AT,
  }
}

const CARD = {
  entryMode: 'chip',
  maskedPan: '411111******1111',
  scheme: 'visa',
  applicationId: null,
  applicationLabel: null,
  panSequence: null,
  fallback: false,
  device: 'card',
} as const

export function saleRequest(options: StepOptions): SaleRequest {
  const { amountMinor, acquirerId = SOLE_ACQUIRER_ID, batchNumber = '000001', paymentId } = options
  return {
    acquirerId,
    stan: '000042',
    amountMinor,
    currencyNumeric: '978',
    transmittedAt: '1122133100',
    localTime: '143100',
    localDate: '1122',
    entryModeCode: '051',
    panSequence: null,
    terminalId: 'TILL0002',
    merchantId: '000000000000001',
    batchNumber,
    reference: paymentId,
    scheme: 'visa',
    maskedPan: CARD.maskedPan,
  }
}

const EMV = {
  cryptogramHex: null,
  terminalVerificationResultsHex: null,
  transactionStatusHex: null,
  transactionCounterHex: null,
  issuerDataHex: null,
}
const PROOF = { decision: 'online', pin: 'none', signatureRequired: false, emv: EMV } as const
const ANSWER = {
  responseCode: '00',
  approved: true,
  signatureRequired: false,
  approvalCode: 'A12345',
  retrievalReference: '123456789012',
  issuerDataHex: null,
}

function step(options: StepOptions, kind: string, state: JournalStep['state']): JournalStep {
  return { paymentId: options.paymentId, saleId: options.saleId, at: AT, kind, body: {}, state }
}

/** The steps of one payment as the engine would write them. */
export const paymentSteps = {
  intent: (options: StepOptions): JournalStep =>
    step(options, 'started', { kind: 'intent', intent: intentOf(options) }),
  requesting: (options: StepOptions, secrets: SaleSecrets): JournalStep => {
    const request = saleRequest(options)
    const intent = intentOf(options)
    return {
      ...step(options, 'request-built', {
        kind: 'requesting',
        cancelRequested: false,
        intent,
        card: CARD,
        proof: PROOF,
        request,
        via: 'primary',
      }),
      secrets,
      reversal: { kind: 'arm', request, via: 'primary' },
    }
  },
  approved: (options: StepOptions): JournalStep => ({
    ...step(options, 'approved', {
      kind: 'approved',
      intent: intentOf(options),
      card: CARD,
      proof: PROOF,
      request: saleRequest(options),
      via: 'primary',
      answer: { ...ANSWER, approvedAmountMinor: options.amountMinor },
      approvedAt: AT,
      signed: false,
      offline: null,
    }),
    eraseSecrets: true,
    reversal: { kind: 'discard' },
  }),
  unknown: (options: StepOptions): JournalStep => ({
    ...step(options, 'host-silent', {
      kind: 'outcome-unknown',
      intent: intentOf(options),
      card: CARD,
      proof: PROOF,
      request: saleRequest(options),
      via: 'primary',
      cause: 'HOST_NO_ANSWER',
      reason: 'timeout',
      attempts: 0,
      nextAttemptAt: null,
      isAdvised: false,
      answer: null,
    }),
    reversal: {
      kind: 'queue',
      reason: 'timeout',
      request: saleRequest(options),
      via: 'primary',
      originalMti: '0200',
      amountMinor: null,
      remainingMinor: null,
    },
  }),
  reversed: (options: StepOptions): JournalStep => ({
    ...step(options, 'reversal-acknowledged', {
      kind: 'reversed',
      intent: intentOf(options),
      card: CARD,
      proof: PROOF,
      request: saleRequest(options),
      via: 'primary',
      cause: 'HOST_NO_ANSWER',
      reason: 'timeout',
      attempts: 1,
      answer: null,
    }),
    eraseSecrets: true,
    reversal: { kind: 'acknowledge', responseCode: '00' },
  }),
}
