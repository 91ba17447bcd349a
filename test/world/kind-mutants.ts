import type { HostOutcome, SaleAnswer } from '#payment/ports/acquirer-host.port.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { type Mutant, stepsWith } from './mutant.ts'

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

const isLoading = (operation: string | undefined): boolean => operation === 'activation' || operation === 'load'

/** Gift cards whose money a return gives back. */
const givenBack = ({ returnOf, lines }: PaidSale): string[] =>
  returnOf === undefined ? [] : lines.flatMap(({ id, giftCard }) => (giftCard === undefined ? [] : [id]))

/** Faults in tips, cash, codes and gift cards. */
export const KIND_MUTANTS: readonly Mutant[] = [
  {
    name: 'tip charged twice',
    wrapHost: (host) => ({
      ...host,
      sale: (request, secrets, dialogue) => {
        const { amountMinor, tipMinor = 0 } = request
        return host.sale({ ...request, amountMinor: amountMinor + tipMinor }, secrets, dialogue)
      },
    }),
  },
  {
    name: 'tip forgotten on the way to the standby',
    wrapAcquirer: (acquirer) => {
      const { standby } = acquirer
      if (standby === null) return acquirer
      const sale: typeof standby.sale = ({ tipMinor = 0, ...request }, secrets, dialogue) =>
        standby.sale({ ...request, amountMinor: request.amountMinor - tipMinor }, secrets, dialogue)
      return { ...acquirer, standby: { ...standby, sale } }
    },
  },
  {
    name: 'cash left out of the reversal',
    wrapHost: (host) => ({
      ...host,
      reversal: (request) => {
        const { cashbackMinor } = request.original
        return host.reversal(cashbackMinor === undefined ? request : { ...request, remainingMinor: cashbackMinor })
      },
    }),
  },
  {
    name: 'silence taken for a loaded gift card',
    wrapHost: (host) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        return outcome.kind === 'silent' && isLoading(request.operation) ? granted(request.amountMinor) : outcome
      },
    }),
  },
  {
    name: 'load answered late is kept though the money may go back',
    onLateAnswer: (stan, { machine }) => {
      // The reversal of it goes out all the same: what is told of the card is not what the bank has.
      machine.disk.db
        .prepare(
          `UPDATE gift_card_order SET state = 'delivered' WHERE id IN
             (SELECT payment.sale_id FROM payment JOIN reversal ON reversal.payment_id = payment.id
              WHERE reversal.stan = ? AND payment.operation IN ('activation', 'load'))`,
        )
        .run(stan)
    },
  },
  {
    name: 'loaded amount still owed',
    wrapStore: (store) =>
      stepsWith(store, (step) => (step.state.kind === 'loaded' ? { ...step, kind: 'late-loaded' } : step)),
  },
  {
    name: 'gift card given back and still owed',
    wrapStore: (store, { machine }) => {
      const { commitPaidSale } = store
      return {
        ...store,
        commitPaidSale: {
          ...commitPaidSale,
          commitPaidSale: async (commit, step) => {
            await commitPaidSale.commitPaidSale(commit, step)
            for (const id of commit.paidSale === null ? [] : givenBack(commit.paidSale))
              machine.disk.db.prepare("UPDATE gift_card_order SET state = 'owed' WHERE id = ?").run(id)
          },
        },
      }
    },
  },
  {
    name: 'code asked for again under a new STAN',
    wrapHost: (host, { store }) => ({
      ...host,
      sale: async (request, secrets, dialogue) => {
        const outcome = await host.sale(request, secrets, dialogue)
        if (outcome.kind !== 'silent' || secrets === null || !('code' in secrets)) return outcome
        const stan = await store.paymentJournal.nextStan(request.acquirerId)
        return host.sale({ ...request, stan }, secrets, dialogue)
      },
    }),
  },
  {
    name: 'code kept in the journal',
    wrapHost: (host) => ({
      ...host,
      describeSale: (request, secrets) => {
        const image = host.describeSale(request, secrets)
        if (secrets === null || !('code' in secrets)) return image
        return { ...image, redacted: { ...image.redacted, 48: secrets.code } }
      },
    }),
  },
]
