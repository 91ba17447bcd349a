import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentEngineOptions, PaymentStart } from '#payment/engine/payment-engine-options.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { CashbackRules, OfflineRules } from '#payment/iso8583/acquirer-profile.ts'
import type { PinPadPort } from '#payment/ports/pin-pad.port.ts'
import { type AcquirerDirectory, soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { LedgerHost } from './ledger-host.ts'
import { ManualClock, settle } from './manual-clock.ts'
import { MemoryJournal } from './memory-journal.ts'
import { ScriptedPad } from './scripted-pad.ts'

export const SALE = { saleId: 'sale-1', attempt: 1, amountMinor: 2_000, currency: 'EUR' } as const

export const BENCH_TERMINAL = { terminalId: 'TERM0001', merchantId: 'MERCHANT0000001', contract: '0000000' } as const

/** A bank that must be asked about everything. */
export const NEVER_OFFLINE: OfflineRules = { floorLimitMinorByScheme: {}, standIn: null }

/** Floor limit and ceilings as the training shop's acquirer gives them. */
export const SOME_OFFLINE: OfflineRules = {
  floorLimitMinorByScheme: { cb: 2_500 },
  standIn: {
    enabled: true,
    schemes: ['cb', 'visa'],
    perSaleMaxMinor: 5_000,
    exposureMaxMinor: 6_000,
    countMax: 3,
    ageMaxHours: 24,
  },
}

/** An engine on a bench: scripted pad and host, memory for a disk, time by hand. */
export function benchEngine(
  parts: {
    journal?: MemoryJournal
    host?: LedgerHost
    pad?: ScriptedPad
    clock?: ManualClock
    offline?: OfflineRules
    /** When the one acquirer hands out cash. */
    cashback?: CashbackRules
    /** In place of one acquirer with one host. */
    acquirers?: AcquirerDirectory
    cardProducts?: PaymentEngineOptions['cardProducts']
    /** In place of the scripted pad. */
    padPort?: PinPadPort
    onSettled?: PaymentEngineOptions['onSettled']
    terminals?: PaymentEngineOptions['terminals']
    terminalBook?: PaymentEngineOptions['terminalBook']
    /** Whether a card that has just paid the same is charged again; null: the question stays open. */
    repeats?: boolean | null
  } = {},
) {
  const journal = parts.journal ?? new MemoryJournal()
  const host = parts.host ?? new LedgerHost()
  const pad = parts.pad ?? new ScriptedPad()
  const clock = parts.clock ?? new ManualClock()
  const acquirers =
    parts.acquirers ??
    soleAcquirer({
      terminal: BENCH_TERMINAL,
      offline: parts.offline ?? NEVER_OFFLINE,
      cashback: parts.cashback ?? null,
      primary: host,
    })
  const kinds: string[] = []
  const settled: PaymentState[] = []
  const unexpected: unknown[] = []
  let lastId = Math.max(0, ...[...journal.payments.keys()].map((id) => Number(id.split('-')[1])))
  const engine = new PaymentEngine({
    pad: parts.padPort ?? pad,
    acquirers,
    journal,
    approvals: journal,
    clock,
    ...(parts.terminals && { terminals: parts.terminals }),
    ...(parts.terminalBook && { terminalBook: parts.terminalBook }),
    cardProducts: parts.cardProducts ?? [],
    locale: () => 'fr',
    newId: () => {
      lastId += 1
      return `payment-${lastId}`
    },
    onChange: () => {
      const outcome = engine.view()?.outcome ?? engine.view()?.prompt
      if (outcome && kinds.at(-1) !== outcome) kinds.push(outcome)
    },
    onSettled: (id, saleId, state) => {
      settled.push(state)
      parts.onSettled?.(id, saleId, state)
    },
    onAdviceMoved: () => {},
    onUnexpected: (thrown) => void unexpected.push(thrown),
  })
  /** Starts a payment and lets it run as far as it goes by itself; the same card is charged again when asked. */
  const pay = async (over: Partial<PaymentStart> = {}) => {
    const started = await engine.start({ ...SALE, ...over })
    await settle()
    const { repeats = true } = parts
    if (engine.view()?.prompt === 'confirm-repeat' && repeats !== null) await engine.cashier.answerRepeat(repeats)
    await settle()
    return started
  }
  return { engine, acquirers, journal, host, pad, clock, kinds, settled, unexpected, pay }
}
