import type { HostOutcome, SaleAnswer } from '#payment/ports/acquirer-host.port.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { Store } from '#store/open-store.ts'
import { type Mutant, stepsWith, without } from './mutant.ts'

const granted = (amountMinor: number): HostOutcome<SaleAnswer> => ({
  kind: 'answered',
  answer: {
    responseCode: '00',
    approved: true,
    approvedAmountMinor: amountMinor,
    signatureRequired: false,
    approvalCode: 'A00000',
    retrievalReference: null,
    issuerDataHex: null,
    redacted: {},
  },
})

/** The reservation's part of each step, changed. */
const companionsWith = (store: Store, changed: (also: JournalStep) => JournalStep): Store =>
  stepsWith(store, (step) => (step.also === undefined ? step : { ...step, also: changed(step.also) }))

/** Faults in what is done with amounts that the bank holds. */
export const RESERVATION_MUTANTS: readonly Mutant[] = [
  {
    name: 'rest given back before its ticket is told',
    wrapStore: (store) =>
      companionsWith(store, (also) =>
        also.reversal?.kind === 'arm-rest'
          ? { ...also, reversal: { ...also.reversal, kind: 'queue', reason: 'partial' } }
          : also,
      ),
  },
  {
    name: 'rest never armed',
    wrapStore: (store) =>
      companionsWith(store, (also) => (also.reversal?.kind === 'arm-rest' ? without(also, 'reversal') : also)),
  },
  {
    name: 'DE95 leaves a cent more',
    wrapHost: (host) => ({
      ...host,
      reversal: (request) => {
        const { remainingMinor } = request
        return host.reversal(
          remainingMinor === undefined ? request : { ...request, remainingMinor: remainingMinor + 1 },
        )
      },
    }),
  },
  {
    name: 'reservation stored after its ticket',
    wrapStore: (store) => {
      const { commitPaidSale, paymentJournal } = store
      const apart = async (step: JournalStep, commit: (step: JournalStep) => Promise<void>): Promise<void> => {
        await commit(without(step, 'also'))
        if (step.also !== undefined) await paymentJournal.commit(step.also)
      }
      return {
        ...store,
        paymentJournal: { ...paymentJournal, commit: (step) => apart(step, paymentJournal.commit) },
        commitPaidSale: {
          commitPaidSale: (commit, step) =>
            step === null
              ? commitPaidSale.commitPaidSale(commit, step)
              : apart(step, (alone) => commitPaidSale.commitPaidSale(commit, alone)),
          commitCardPapers: (jobs, step) => apart(step, (alone) => commitPaidSale.commitCardPapers(jobs, alone)),
        },
      }
    },
  },
  {
    name: 'final amount told to the standby',
    wrapAcquirer: (acquirer) => ({
      ...acquirer,
      primary: {
        ...acquirer.primary,
        advice: (request, secrets) => {
          const isFinalAmount = request.original.operation === 'completion'
          const host = isFinalAmount ? (acquirer.standby ?? acquirer.primary) : acquirer.primary
          return host.advice(request, secrets)
        },
      },
    }),
  },
  {
    name: 'reservation pays a second ticket',
    wrapStore: (store) => stepsWith(store, (step) => (step.also?.kind === 'completed' ? without(step, 'also') : step)),
  },
  {
    name: 'raise counted though the bank was silent',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        const isLostRaise = outcome.kind === 'silent' && request.operation === 'increment'
        return isLostRaise ? granted(request.amountMinor) : outcome
      },
    }),
  },
  {
    name: 'reservation open again though the bank was told',
    wrapStore: (store) =>
      companionsWith(store, (also) => {
        const { state } = also
        if (also.kind !== 'released' || state.kind !== 'outcome-unknown' || state.hold === undefined) return also
        if (state.answer === null) return also
        const { intent, card, proof, request, via, answer, hold } = state
        const reopened = { kind: 'reserved', intent, card, proof, request, via, answer, hold, signed: false } as const
        return { ...also, state: reopened, reversal: { kind: 'discard' } }
      }),
  },
]
