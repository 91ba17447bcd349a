import { LIMITS } from '#contract/limits.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SliceName } from '#contract/views/till-view.ts'
import type { TillOptions } from '../running-till.ts'
import type { BackgroundWork } from './background-work.ts'
import type { DeviceDesk } from './device-desk.ts'
import type { Ground, Selling } from './join-rooms.ts'
import { ScenarioDesk } from './scenario-desk.ts'
import { SHIPPED_SCENARIOS } from './scenario-settings.ts'
import { TicketFolder } from './ticket-folder.ts'

export interface SelfServiceParts {
  readonly options: Pick<TillOptions, 'scenarios' | 'ticketFolder'>
  readonly ground: Pick<Ground, 'store' | 'clock' | 'log'>
  readonly selling: Pick<Selling, 'engine' | 'till'>
  readonly desk: DeviceDesk
  readonly background: BackgroundWork
  readonly onChange: () => void
}

/** What happens without the cashier's hands: tickets that other programs send, and customers at the pad. */
export interface SelfService {
  readonly scenarios: ScenarioDesk
  /** Slices of the till that may have changed. */
  changed(slices: readonly SliceName[]): void
  start(): void
  close(): Promise<void>
}

export function openSelfService(parts: SelfServiceParts): SelfService {
  const { options, ground, selling, desk, background, onChange } = parts
  const { store, clock, log } = ground
  const { engine, till } = selling
  const tickets =
    options.ticketFolder === undefined
      ? null
      : new TicketFolder({
          folder: options.ticketFolder,
          clock,
          receive: (ticket) => till.receiveTicket(ticket),
          newestPaid: () => store.paidSales.paidSales({ beforeNumber: null, limit: LIMITS.historyRows }),
          onUnexpected: (thrown) => void log.unexpected(thrown, 'tickets'),
        })
  /** Whoever sent a ticket hears that it was paid, however it was. */
  const tellSender = async (saleId: string): Promise<Result<null>> => {
    const sale = tickets === null ? null : await store.paidSales.paidSale(saleId)
    return sale === null || tickets === null ? succeed(null) : tickets.paid(sale)
  }
  const scenarios = new ScenarioDesk({
    scenarios: options.scenarios ?? SHIPPED_SCENARIOS,
    till: () => till,
    follow: () => engine.show(till.currentSaleId()),
    isPaying: () => engine.isBusy(),
    isUnpaid: (saleId) => hasEndedUnpaid(engine.view(), saleId),
    pad: () => desk.padStand(null),
    isPadHeld: (stand) => desk.isHeld(stand) || desk.isPadAtWork(),
    sendBack: ({ saleId }) => tellSender(saleId),
    clock,
    onChange,
    run: (work) => background.run(work),
  })
  return {
    scenarios,
    changed: (slices) => {
      scenarios.look()
      const paid = slices.includes('lastSale') ? till.slice('lastSale') : null
      if (paid !== null && tickets !== null) background.run(async () => void (await tellSender(paid.id)))
    },
    start: () => tickets?.start(),
    close: async () => {
      await tickets?.close()
      await scenarios.close()
    },
  }
}

/** A card that did not pay, or whose outcome is unknown: what comes next is the cashier's. */
function hasEndedUnpaid(view: CardPaymentView | null, saleId: string): boolean {
  return view?.saleId === saleId && view.outcome !== null && view.outcome !== 'approved'
}
