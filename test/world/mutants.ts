import { fail, succeed } from '#contract/result.ts'
import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { HostOutcome, SaleAnswer } from '#payment/ports/acquirer-host.port.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { TEST_CARDS } from '#simulators/abecs-pad/cards.ts'
import { ANSWER_MUTANTS } from './answer-mutants.ts'
import { KIND_MUTANTS } from './kind-mutants.ts'
import { commitsWith, journalWith, type Mutant, stepsWith, without } from './mutant.ts'
import { RESERVATION_MUTANTS } from './reservation-mutants.ts'
import { TERMINAL_MUTANTS } from './terminal-mutants.ts'

const approval = (amountMinor: number): HostOutcome<SaleAnswer> => ({
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

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'reversal dropped',
    wrapStore: (store) =>
      stepsWith(store, (step) => {
        // What the bank was told of afterwards has none that could be dropped.
        const isArmed = step.reversal?.kind === 'queue' && step.reversal.originalMti !== '0220'
        return isArmed ? { ...step, reversal: { kind: 'discard' } } : step
      }),
  },
  {
    name: 'reversal not armed with the request',
    wrapStore: (store) =>
      stepsWith(store, (step) => (step.reversal?.kind === 'arm' ? without(step, 'reversal') : step)),
  },
  {
    name: 'journal after send',
    wrapStore: (store, { clock }) =>
      journalWith(store, {
        commit: async (step) => {
          if (step.kind !== 'request-prepared') return store.paymentJournal.commit(step)
          clock.after(1_000, () => void store.paymentJournal.commit(step).catch(() => {}))
        },
      }),
  },
  {
    name: 'unknown sale sent again',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        return outcome.kind === 'silent' ? host.sale(request, secrets, dialogue) : outcome
      },
    }),
  },
  {
    name: 'unknown sale sent to the standby',
    wrapAcquirer: (acquirer) => ({
      ...acquirer,
      primary: {
        ...acquirer.primary,
        sale: async (request, secrets, dialogue) => {
          const outcome = await acquirer.primary.sale(request, secrets, dialogue)
          const mayNot = outcome.kind !== 'silent' || acquirer.standby === null
          return mayNot ? outcome : acquirer.standby.sale(request, secrets, dialogue)
        },
      },
    }),
  },
  {
    name: 'reversal sent to a host that cannot know',
    wrapAcquirer: (acquirer) => ({
      ...acquirer,
      primary: {
        ...acquirer.primary,
        reversal: (request) => (acquirer.standby ?? acquirer.primary).reversal(request),
      },
    }),
  },
  {
    name: 'silence taken for a decline',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        return outcome.kind === 'silent' ? { kind: 'not-sent', failure: outcome.failure } : outcome
      },
    }),
  },
  {
    name: 'silence taken for an approval',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        return outcome.kind === 'silent' ? approval(request.amountMinor) : outcome
      },
    }),
  },
  {
    name: 'late answer revives its sale',
    onLateAnswer: (stan, { machine, store, clock }) => {
      const [row] = machine.disk.look<{ id: string; sale_id: string; state: string }>(
        `SELECT payment.id, payment.sale_id, payment.state FROM payment JOIN reversal ON reversal.payment_id = payment.id
         WHERE reversal.stan = ? AND payment.kind IN ('outcome-unknown', 'reversed')`,
        stan,
      )
      if (row === undefined) return
      const { intent, card, proof, request, via } = JSON.parse(row.state) as Extract<PaymentState, { kind: 'reversed' }>
      const revived = approval(intent.amountMinor)
      if (revived.kind !== 'answered') return
      const { redacted: _, ...answer } = revived.answer
      const [at, paymentId, saleId] = [clock.now(), row.id, row.sale_id]
      const state = {
        kind: 'approved',
        intent,
        card,
        proof,
        request,
        via,
        answer,
        approvedAt: at,
        signed: false,
        offline: null,
      } as const
      const step: JournalStep = {
        paymentId,
        saleId,
        at,
        kind: 'host-answered',
        body: {},
        state,
        reversal: { kind: 'discard' },
      }
      store.paymentJournal.commit(step).catch(() => {})
    },
  },
  {
    name: 'DE90 names another moment',
    wrapHost: (host) => ({
      ...host,
      reversal: (request) =>
        host.reversal({ ...request, original: { ...request.original, transmittedAt: request.transmittedAt } }),
    }),
  },
  {
    name: 'reversal believed without an answer',
    wrapHost: (host) => ({
      ...host,
      reversal: async (request) => {
        const outcome = await host.reversal(request)
        return outcome.kind === 'silent'
          ? { kind: 'answered', answer: { responseCode: '00', accepted: true, redacted: {} } }
          : outcome
      },
    }),
  },
  {
    name: 'reversal queue forgets after its first try',
    wrapStore: (store) =>
      journalWith(store, {
        openReversals: async () => {
          const open = await store.paymentJournal.openReversals()
          return open.filter(({ attempts, state }) => state === 'armed' || attempts === 0)
        },
      }),
  },
  {
    name: 'partial approval taken for the whole',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        const isPart =
          outcome.kind === 'answered' && !outcome.answer.approved && outcome.answer.approvedAmountMinor !== null
        return isPart ? { ...outcome, answer: { ...outcome.answer, approved: true } } : outcome
      },
    }),
  },
  ...ANSWER_MUTANTS,
  {
    name: 'advice repeated under a new STAN',
    wrapHost: (host, { store }) => ({
      ...host,
      advice: async (request, secrets) => {
        if (!request.repeat) return host.advice(request, secrets)
        const stan = await store.paymentJournal.nextStan(request.original.acquirerId)
        return host.advice({ ...request, repeat: false, original: { ...request.original, stan } }, secrets)
      },
    }),
  },
  {
    name: 'advice refused and counted all the same',
    wrapHost: (host) => ({
      ...host,
      advice: async (request, secrets) => {
        const outcome = await host.advice(request, secrets)
        const isRefused = outcome.kind === 'answered' && outcome.answer.verdict === 'refused'
        return isRefused ? { ...outcome, answer: { ...outcome.answer, verdict: 'accepted' } } : outcome
      },
    }),
  },
  {
    name: 'advice given up when the bank is silent',
    wrapHost: (host) => ({
      ...host,
      advice: async (request, secrets) => {
        const outcome = await host.advice(request, secrets)
        return outcome.kind === 'silent'
          ? { kind: 'answered', answer: { responseCode: '05', verdict: 'refused', redacted: {} } }
          : outcome
      },
    }),
  },
  {
    name: 'sale given back is told to the bank all the same',
    wrapStore: (store) => stepsWith(store, (step) => (step.advice === 'withdraw' ? without(step, 'advice') : step)),
  },
  {
    name: 'approval counted before the card agreed',
    wrapPad: (pad) => ({
      ...pad,
      complete: async (verdict) => {
        const answer = await pad.complete(verdict)
        if (verdict.kind !== 'approved') return answer
        const emv = answer.ok ? answer.value.emv : NO_FIGURES
        return succeed({ approved: true, emvDataHex: '', emv })
      },
    }),
  },
  {
    name: 'erased card blocks kept',
    wrapStore: (store, { machine }) => {
      const { commit } = store.paymentJournal
      return journalWith(store, {
        commit: async (step) => {
          const sql = 'SELECT * FROM pending_sensitive WHERE payment_id = ?'
          const [kept] = machine.disk.look<{ sealed_key: Buffer; ciphertext: Buffer }>(sql, step.paymentId)
          await commit(step)
          if (kept === undefined) return
          machine.disk.db
            .prepare('INSERT OR IGNORE INTO pending_sensitive VALUES (?, ?, ?)')
            .run(step.paymentId, kept.sealed_key, kept.ciphertext)
        },
      })
    },
  },
  {
    name: 'card number kept in clear',
    wrapPad: (pad) => ({
      ...pad,
      beginPurchase: async (request) => {
        const read = await pad.beginPurchase(request)
        const clear = read.ok && TEST_CARDS.find(({ pan }) => pan.endsWith(read.value.maskedPan.slice(-4)))?.pan
        return read.ok && clear ? succeed({ ...read.value, maskedPan: clear }) : read
      },
    }),
  },
  {
    name: 'approval and sale in two transactions',
    wrapStore: (store) => ({
      ...store,
      commitPaidSale: {
        ...store.commitPaidSale,
        commitPaidSale: async (commit, step) => {
          if (step !== null) await store.paymentJournal.commit(step)
          await store.commitPaidSale.commitPaidSale(commit, null)
        },
      },
    }),
  },
  {
    name: 'sale paid without its fiscal record',
    wrapStore: (store) => commitsWith(store, (commit) => ({ ...commit, fiscalRecord: null })),
  },
  {
    name: 'sale paid without its ticket',
    wrapStore: (store) => commitsWith(store, (commit) => ({ ...commit, printJobs: [] })),
  },
  {
    name: 'one press starts two payments',
    wrapCards: (cards, { machine, store, clock, acquirers, pad }) => {
      let twins = 0
      const twin = new PaymentEngine({
        pad,
        acquirers,
        journal: store.paymentJournal,
        approvals: {
          commitApproved: (step) => store.paymentJournal.commit(step),
          commitSignatureSlip: (step) => store.paymentJournal.commit(step),
          commitVoid: (step) => store.paymentJournal.commit(step),
        },
        clock,
        locale: () => 'fr',
        newId: () => {
          twins += 1
          return `twin-${machine.index}-${machine.recoveries}-${twins}`
        },
        onChange: () => {},
        onSettled: () => {},
        onAdviceMoved: () => {},
        onUnexpected: () => {},
      })
      return {
        ...cards,
        start: async (request) => {
          const started = await cards.start(request)
          if (started.ok)
            await twin.start({ ...request, attempt: request.attempt + 1_000 }).catch(() => fail('PINPAD_BUSY'))
          return started
        },
      }
    },
  },
  {
    name: 'STAN used again',
    wrapStore: (store) => {
      let last: string | null = null
      let times = 0
      return journalWith(store, {
        nextStan: async (acquirerId) => {
          times += 1
          if (last === null || times % 5 !== 0) last = await store.paymentJournal.nextStan(acquirerId)
          return last
        },
      })
    },
  },
  {
    name: 'batch counts reversed sales',
    wrapStore: (store, { machine }) =>
      journalWith(store, {
        batchTotals: async (batch) => {
          const totals = await store.paymentJournal.batchTotals(batch)
          const [reversed] = machine.disk.look<{ count: number; sum: number | null }>(
            "SELECT count(*) AS count, sum(amount_minor) AS sum FROM payment WHERE kind = 'reversed' AND acquirer_id = ? AND batch_number = ?",
            batch.acquirerId,
            batch.number,
          )
          if (reversed === undefined || reversed.count === 0) return totals
          const before = totals.other ?? { debitCount: 0, debitMinor: 0, creditCount: 0, creditMinor: 0 }
          const other = {
            ...before,
            debitCount: before.debitCount + reversed.count,
            debitMinor: before.debitMinor + (reversed.sum ?? 0),
          }
          return { ...totals, other }
        },
      }),
  },
  {
    name: 'upload skipped',
    wrapHost: (host) => ({
      ...host,
      upload: async () => ({ kind: 'answered', answer: { responseCode: '00', accepted: true, redacted: {} } }),
    }),
  },
  ...RESERVATION_MUTANTS,
  ...KIND_MUTANTS,
  ...TERMINAL_MUTANTS,
]

const NO_FIGURES = {
  cryptogramHex: null,
  terminalVerificationResultsHex: null,
  transactionStatusHex: null,
  transactionCounterHex: null,
  issuerDataHex: null,
}
