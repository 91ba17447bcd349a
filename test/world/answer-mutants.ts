import type { HostOutcome, SaleAnswer } from '#payment/ports/acquirer-host.port.ts'
import { journalWith, type Mutant, stepsWith } from './mutant.ts'

const REFERRAL: HostOutcome<SaleAnswer> = {
  kind: 'answered',
  answer: {
    responseCode: '01',
    approved: false,
    approvedAmountMinor: null,
    signatureRequired: false,
    approvalCode: null,
    retrievalReference: null,
    issuerDataHex: null,
    redacted: {},
  },
}

/** Faults in how the till takes a part of the price, and a bank that wants to be telephoned. */
export const ANSWER_MUTANTS: readonly Mutant[] = [
  {
    name: 'kept part counted as the whole',
    wrapStore: (store) =>
      stepsWith(store, (step) => {
        const { state } = step
        const { askedMinor } = state.intent
        if (askedMinor === undefined || state.kind !== 'approved') return step
        const amountMinor = askedMinor
        return { ...step, state: { ...state, intent: { ...state.intent, amountMinor } } }
      }),
  },
  {
    name: 'question that nobody answers ends on no disk',
    wrapStore: (store) =>
      journalWith(store, {
        commit: async (step) => {
          if (step.kind !== 'part-overdue' && step.kind !== 'voice-overdue') await store.paymentJournal.commit(step)
        },
      }),
  },
  {
    name: 'silence taken for a referral',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        return outcome.kind === 'silent' ? REFERRAL : outcome
      },
    }),
  },
  {
    name: 'referral told without its code',
    wrapHost: (host) => ({
      ...host,
      advice: ({ approvalCode: _, ...request }, secrets) => host.advice(request, secrets),
    }),
  },
  {
    name: 'referral told under the STAN that was refused',
    wrapHost: (host, { machine }) => ({
      ...host,
      advice: (request, secrets) => {
        const [asked] = machine.disk.look<{ stan: string }>(
          'SELECT stan FROM reversal JOIN payment ON payment.id = payment_id WHERE payment.number = ?',
          request.original.reference,
        )
        const isReferred = request.approvalCode !== undefined && asked !== undefined
        return host.advice(isReferred ? { ...request, original: { ...request.original, ...asked } } : request, secrets)
      },
    }),
  },
]
