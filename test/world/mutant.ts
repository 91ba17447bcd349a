import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { JournalStep, PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { PinPadPort } from '#payment/ports/pin-pad.port.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import type { Acquirer, AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { Store } from '#store/open-store.ts'
import type { CardPaymentPort } from '#till/ports/card-payment.port.ts'
import type { TillCommit } from '#till/ports/commit-paid-sale.port.ts'
import type { Machine } from './machine.ts'

/** What a fault may reach of the till that it is planted in. */
export interface MutantParts {
  readonly machine: Machine
  readonly store: Store
  readonly clock: ClockPort
}

/**
 * A fault planted into the product from outside, at one of its ports: if the worlds do not find it, they would not find
 * it in the product either.
 */
export interface Mutant {
  readonly name: string
  readonly wrapStore?: (store: Store, parts: Omit<MutantParts, 'store'>) => Store
  readonly wrapHost?: (host: AcquirerHostPort, parts: MutantParts) => AcquirerHostPort
  readonly wrapAcquirer?: (acquirer: Acquirer) => Acquirer
  readonly wrapPad?: (pad: PinPadPort) => PinPadPort
  readonly wrapTerminal?: (terminal: StandaloneTerminalPort) => StandaloneTerminalPort
  readonly wrapCards?: (cards: CardPaymentPort, parts: CardSideParts) => CardPaymentPort
  readonly onLateAnswer?: (stan: string, parts: MutantParts) => void
}

export interface CardSideParts extends MutantParts {
  readonly acquirers: AcquirerDirectory
  readonly pad: PinPadPort
}

export const journalWith = (store: Store, own: Partial<PaymentJournalPort>): Store => ({
  ...store,
  paymentJournal: { ...store.paymentJournal, ...own },
})

/** Every step of a payment, whichever way it goes to disk, changed. */
export function stepsWith(store: Store, changed: (step: JournalStep) => JournalStep): Store {
  const { commitPaidSale, paymentJournal } = store
  return {
    ...journalWith(store, { commit: (step) => paymentJournal.commit(changed(step)) }),
    commitPaidSale: {
      commitPaidSale: (commit, step) => commitPaidSale.commitPaidSale(commit, step === null ? null : changed(step)),
      commitCardPapers: (jobs, step) => commitPaidSale.commitCardPapers(jobs, changed(step)),
    },
  }
}

export function commitsWith(store: Store, changed: (commit: TillCommit) => TillCommit): Store {
  const { commitPaidSale } = store
  return {
    ...store,
    commitPaidSale: {
      ...commitPaidSale,
      commitPaidSale: (commit, step) => commitPaidSale.commitPaidSale(changed(commit), step),
    },
  }
}

export function without<Key extends keyof JournalStep>(step: JournalStep, key: Key): JournalStep {
  const { [key]: _, ...left } = step
  return left as unknown as JournalStep
}
