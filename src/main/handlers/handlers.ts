import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { Snapshot } from '#contract/views/till-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { SettlementDesk } from '#payment/settlement/settlement-desk.ts'
import type { CustomersPort } from '#till/ports/customers.port.ts'
import type { GiftOrdersPort } from '#till/ports/gift-orders.port.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import { callUnderWay } from '#till/session/call-under-way.ts'
import type { Till } from '#till/till.ts'
import type { DayClose } from '../compose/close-day.ts'
import type { Pumps } from '../compose/open-pumps.ts'
import type { AuditCalls } from './audit-calls.ts'
import type { BackupCalls } from './backup-calls.ts'
import type { BankCalls } from './bank-calls.ts'
import { bankWordCalls } from './bank-word-calls.ts'
import { cardOperationCalls } from './card-operations.ts'
import { cardQuestionCalls } from './card-question-calls.ts'
import { creditRefundCalls } from './credit-refund-calls.ts'
import { customerDataCall } from './customer-data-call.ts'
import type { CustomerScreenCalls } from './customer-screen-calls.ts'
import type { DeviceCalls } from './device-calls.ts'
import type { ExplorerCalls } from './explorer-calls.ts'
import { giftCardCalls } from './gift-card-calls.ts'
import { paperCopyCall } from './paper-copy-call.ts'
import { printDecline } from './print-decline.ts'
import { pumpCalls } from './pump-calls.ts'
import type { ReportCalls } from './report-calls.ts'
import { reservationCalls } from './reservation-calls.ts'
import type { ScenarioCalls } from './scenario-calls.ts'
import { settlementCalls } from './settlement-calls.ts'
import type { SetupKeyCalls } from './setup-key-calls.ts'
import type { SupportCalls } from './support-calls.ts'
import { terminalCalls } from './terminal-calls.ts'

export interface HandlerParts {
  readonly till: Till
  readonly engine: PaymentEngine
  readonly journal: PaymentJournalPort
  readonly acquirers: AcquirerDirectory
  readonly snapshot: () => Promise<Snapshot>
  readonly dayClose: DayClose
  readonly deviceCalls: DeviceCalls
  readonly explorerCalls: ExplorerCalls
  readonly auditCalls: AuditCalls
  readonly reportCalls: ReportCalls
  readonly setupKeyCalls: SetupKeyCalls
  readonly backupCalls: BackupCalls
  readonly bankCalls: BankCalls
  readonly supportCalls: SupportCalls
  readonly scenarioCalls: ScenarioCalls
  readonly customerScreenCalls: CustomerScreenCalls
  readonly settlements: SettlementDesk
  /** The pad is being tried out: no card payment begins there. */
  readonly isPadAtWork: () => boolean
  readonly pumps: Pumps
  readonly newId: () => string
  readonly giftOrders: GiftOrdersPort
  readonly customers: CustomersPort
  readonly paidSales: PaidSalesPort
  /** Beside the other exports; answers with its path. */
  readonly writeFile: (fileName: string, text: string) => Promise<string>
}

type Done = Result<Record<string, never>>

const done = (result: Result<null>): Done => (result.ok ? succeed({}) : result)

/** One handler per call of the contract: the till answers its own, the rest joins it with payment and devices. Whoever may not is refused. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { till, engine, journal, acquirers, snapshot, dayClose, deviceCalls, explorerCalls, scenarioCalls } = parts
  /** What the screen shows of payments follows the ticket in hand. */
  const follow = <Value>(answer: Result<Value>): Result<Value> => {
    if (answer.ok) engine.show(till.currentSaleId())
    return answer
  }
  /** The name that something is signed with: of whoever lent it, else of the person at the till. */
  const by = (): Result<string> => {
    const session = till.slice('session')
    const lender = callUnderWay()?.approver?.name
    return session.kind === 'signed-in' ? succeed(lender ?? session.user.name) : fail('SESSION_LOCKED')
  }
  return till.guard({
    ...till.calls,
    ...deviceCalls,
    ...explorerCalls,
    ...parts.auditCalls,
    ...parts.reportCalls,
    ...parts.setupKeyCalls,
    ...parts.backupCalls,
    ...parts.bankCalls,
    ...parts.supportCalls,
    ...scenarioCalls,
    ...parts.customerScreenCalls,
    ...customerDataCall(till, parts.writeFile),
    ...paperCopyCall(till, parts.writeFile),
    ...settlementCalls(parts.settlements, by),
    ...pumpCalls(parts.pumps, till, by),
    'till.snapshot': async () => succeed(await snapshot()),
    'payment.cancel': async () => done(await engine.cancel()),
    'payment.answerPrompt': async ({ promptId, answer }) => done(engine.answerPrompt(promptId, answer)),
    'payment.askBank': async ({ paymentId }) => done(await engine.askBank(paymentId)),
    'payment.dismiss': async () => done(engine.dismiss()),
    'payment.printDecline': ({ paymentId }) => printDecline({ till, journal, acquirers }, paymentId),
    ...bankWordCalls(engine.bankWord, by),
    'sale.next': async (request, caller) => {
      engine.dismiss()
      return till.calls['sale.next'](request, caller)
    },
    'sale.hold': async (request, caller) => follow(await till.calls['sale.hold'](request, caller)),
    'sale.recall': async (request, caller) => follow(await till.calls['sale.recall'](request, caller)),
    'payment.signature': async ({ accepted }) => done(await engine.cashier.judgeSignature(accepted)),
    'payment.repeat': async ({ again }) => done(await engine.cashier.answerRepeat(again)),
    'payment.part': async ({ keep }) => done(await engine.cashier.answerPart(keep)),
    'payment.referral': async ({ approvalCode }) => done(await engine.cashier.answerReferral(approvalCode)),
    'offline.list': async () => succeed({ rows: await engine.offline.list() }),
    'offline.sendNow': async () => {
      await engine.offline.sendNow()
      return succeed({})
    },
    'offline.retry': async ({ paymentId }) => {
      const name = by()
      return name.ok ? done(await engine.offline.retry(paymentId, name.value)) : name
    },
    'offline.takeNote': async ({ paymentId }) => {
      const name = by()
      return name.ok ? done(await engine.offline.takeNote(paymentId, name.value)) : name
    },
    ...cardOperationCalls({ till, operations: engine.operations, terminals: engine.terminals, journal }),
    ...terminalCalls({ till, terminals: engine.terminals, dayClose }),
    ...cardQuestionCalls({ till, engine, newId: parts.newId, isPadAtWork: parts.isPadAtWork }),
    ...creditRefundCalls({ ...parts, operations: engine.operations }),
    ...giftCardCalls({ ...parts, orders: parts.giftOrders }),
    ...reservationCalls({ ...parts, reservations: engine.reservations, isAtPump: (id) => parts.pumps.sellsOn(id) }),
    'day.close': async () => dayClose.close(),
  })
}
