import type { PaymentEvent } from '#payment/engine/payment-event.ts'
import { NO_FIGURES } from './scripted-pad.ts'

const intent = {
  id: 'p',
  number: 'P-2-000001',
  saleId: 's',
  idempotencyKey: 's/1',
  amountMinor: 100,
  currency: 'EUR',
  startedAt: '',
} as const
const card = (entryMode: 'chip' | 'contactless' | 'stripe' | 'manual') =>
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

/** What a standalone terminal says of a payment. */
export const ON_TERMINAL = {
  amountMinor: 100,
  reference: { approvalCode: '123456', receiptNumber: '0007', traceNumber: '000042' },
  scheme: 'cb',
  maskedPan: '411111******1111',
  applicationId: null,
  entryMode: 'chip',
  contract: null,
  ticket: null,
} as const

type SampleEvents = { readonly [Kind in PaymentEvent['kind']]: readonly Extract<PaymentEvent, { kind: Kind }>[] }

const question = {
  subject: 'mileage',
  kind: 'number',
  title: 'Mileage?',
  place: 'cashier',
  minLength: 1,
  maxLength: 7,
} as const
const away = { code: 'HOST_UNREACHABLE' } as const
const image = { redacted: {}, digestHex: '' } as const

/** Every kind of event, in each form that a payment tells apart. A kind that is not here does not compile. */
export const SAMPLE_EVENTS = {
  started: [{ kind: 'started', intent }],
  'pad-asked': [{ kind: 'pad-asked' }],
  'card-read': [
    { kind: 'card-read', card: card('chip') },
    { kind: 'card-read', card: card('contactless') },
    { kind: 'card-read', card: card('stripe') },
    { kind: 'card-read', card: card('chip'), earlier },
    { kind: 'card-read', card: card('chip'), questions: [question] },
    { kind: 'card-read', card: card('chip'), earlier, questions: [question] },
  ],
  'repeat-confirmed': [{ kind: 'repeat-confirmed' }],
  'repeat-refused': [{ kind: 'repeat-refused' }],
  'repeat-overdue': [{ kind: 'repeat-overdue' }],
  'question-answered': [{ kind: 'question-answered', answer: { subject: 'mileage', value: '48210' } }],
  'question-unanswered': [{ kind: 'question-unanswered', failure: { code: 'PAYMENT_CARD_QUESTION' } }],
  'part-kept': [{ kind: 'part-kept' }],
  'part-refused': [{ kind: 'part-refused' }],
  'part-overdue': [{ kind: 'part-overdue' }],
  'voice-approved': [{ kind: 'voice-approved', approvalCode: 'V12345', request: { ...request, stan: '000002' } }],
  'voice-given-up': [{ kind: 'voice-given-up' }],
  'voice-overdue': [{ kind: 'voice-overdue' }],
  'track-encrypted': [{ kind: 'track-encrypted' }],
  'card-declined': [{ kind: 'card-declined', proof }],
  'card-approved': [{ kind: 'card-approved', proof, request, via: 'primary', image }],
  'request-prepared': [{ kind: 'request-prepared', proof, request, via: 'primary', image }],
  'reference-prepared': [{ kind: 'reference-prepared', card: card('chip'), request, via: 'primary', image }],
  'code-prepared': [{ kind: 'code-prepared', card: card('manual'), request, via: 'primary', image }],
  'completion-prepared': [{ kind: 'completion-prepared', card: card('chip'), request, via: 'primary' }],
  'pad-failed': [{ kind: 'pad-failed', failure: { code: 'PINPAD_TIMEOUT' } }],
  'not-routed': [{ kind: 'not-routed', failure: { code: 'PAYMENT_NO_ACQUIRER' } }],
  'cancel-requested': [{ kind: 'cancel-requested' }],
  'host-answered': [
    { kind: 'host-answered', answer: answer(true) },
    { kind: 'host-answered', answer: answer(true, '08') },
    { kind: 'host-answered', answer: answer(false) },
    { kind: 'host-answered', answer: answer(false, '01') },
    { kind: 'host-answered', answer: { ...answer(false), responseCode: '10', approvedAmountMinor: 50 } },
  ],
  'host-prompted': [{ kind: 'host-prompted', prompt: {} as never }],
  'prompt-ended': [{ kind: 'prompt-ended', promptId: '1', ending: 'cancelled', keptAnswer: null }],
  rerouted: [{ kind: 'rerouted', to: 'standby', failure: away }],
  'answered-late': [{ kind: 'answered-late', stan: request.stan, answer: answer(true) }],
  'host-not-sent': [
    { kind: 'host-not-sent', failure: away, standIn: false },
    { kind: 'host-not-sent', failure: away, standIn: true },
  ],
  'host-silent': [{ kind: 'host-silent', failure: { code: 'HOST_NO_ANSWER' } }],
  'card-completed': [
    { kind: 'card-completed', verdict: { approved: true, emvDataHex: '', emv: NO_FIGURES } },
    { kind: 'card-completed', verdict: { approved: false, emvDataHex: '', emv: NO_FIGURES } },
  ],
  'card-lost': [{ kind: 'card-lost', failure: { code: 'PINPAD_LINK_LOST' } }],
  'signature-accepted': [{ kind: 'signature-accepted' }],
  'signature-refused': [{ kind: 'signature-refused' }],
  'signature-overdue': [{ kind: 'signature-overdue' }],
  'approval-not-stored': [
    { kind: 'approval-not-stored', failure: { code: 'STORE_DISK_FULL' } },
    {
      kind: 'approval-not-stored',
      failure: { code: 'STORE_DISK_FULL' },
      outcome: { kind: 'approved', result: ON_TERMINAL },
    },
  ],
  interrupted: [{ kind: 'interrupted' }],
  'given-back': [
    { kind: 'given-back', isAtBank: true, via: 'primary' },
    { kind: 'given-back', isAtBank: false, via: 'primary' },
  ],
  voided: [
    { kind: 'voided', isAtBank: true, via: 'primary', returnSaleId: 'r', by: 'M' },
    { kind: 'voided', isAtBank: false, via: 'primary', returnSaleId: 'r', by: 'M' },
  ],
  raised: [{ kind: 'raised', byMinor: 50, paymentId: 'q' }],
  completed: [
    { kind: 'completed', completion: { paymentId: 'q', amountMinor: 60, completedAt: '' } },
    { kind: 'completed', completion: { paymentId: 'q', amountMinor: 100, completedAt: '' } },
  ],
  reopened: [{ kind: 'reopened' }],
  released: [{ kind: 'released', by: 'Inès' }],
  'reversal-attempted': [{ kind: 'reversal-attempted', nextAt: '', image, leavesMinor: null }],
  'reversal-acknowledged': [
    { kind: 'reversal-acknowledged', responseCode: '00', redacted: { 0: '0430' }, leavesMinor: null },
  ],
  'reversal-put-off': [{ kind: 'reversal-put-off', responseCode: '91', redacted: { 0: '0430' }, leavesMinor: null }],
  'reversal-parked': [{ kind: 'reversal-parked', responseCode: '12', redacted: { 0: '0430' }, leavesMinor: null }],
  'bank-asked': [{ kind: 'bank-asked' }],
  'bank-word-noted': [{ kind: 'bank-word-noted', by: 'Claire D.', word: 'charged' }],
  'closed-by-hand': [
    { kind: 'closed-by-hand', by: 'Claire D.', word: 'charged', why: 'Bank on the phone.' },
    { kind: 'closed-by-hand', by: 'Claire D.', word: 'not-charged', why: 'Bank on the phone.' },
  ],
  'terminal-kept': [{ kind: 'terminal-kept', result: ON_TERMINAL }],
  'terminal-ticket-kept': [{ kind: 'terminal-ticket-kept', ticket: { copy: 'customer', lines: ['CB'] } }],
  'terminal-answered': [
    { kind: 'terminal-answered', outcome: { kind: 'approved', result: ON_TERMINAL } },
    { kind: 'terminal-answered', outcome: { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } } },
    { kind: 'terminal-answered', outcome: { kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } } },
    { kind: 'terminal-answered', outcome: { kind: 'not-started', failure: { code: 'TERMINAL_NOT_FOUND' } } },
    { kind: 'terminal-answered', outcome: { kind: 'unknown', failure: { code: 'TERMINAL_LINK_LOST' } } },
  ],
  'terminal-read': [
    { kind: 'terminal-read', by: 'Inès', outcome: 'paid', approvalCode: '123456', amountMinor: null },
    { kind: 'terminal-read', by: 'Inès', outcome: 'paid', approvalCode: null, amountMinor: 1 },
    { kind: 'terminal-read', by: 'Inès', outcome: 'not-paid', approvalCode: null, amountMinor: null },
  ],
  'taken-back': [{ kind: 'taken-back', paymentId: 'q' }],
  'freed-by-terminal': [{ kind: 'freed-by-terminal', paymentId: 'q' }],
  'freed-by-hand': [{ kind: 'freed-by-hand', by: 'Inès' }],
  'void-refused': [
    { kind: 'void-refused', paymentId: 'q' },
    { kind: 'void-refused', paymentId: 'q', isVoidAlready: true },
    { kind: 'void-refused', paymentId: 'q', mayBeVoid: true },
  ],
} as const satisfies SampleEvents
