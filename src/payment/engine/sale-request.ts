import { CURRENCIES } from '#contract/money.ts'
import type { FinancialMti, SaleRequest } from '../ports/acquirer-host.port.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'
import type { Acquirer } from '../routing/acquirer-directory.ts'
import { partsOf } from './amount-parts.ts'
import { operationOf } from './operation.ts'
import type { PaymentIntent, Requested, StoredAnswer } from './payment-state.ts'

/** Who this till is to the acquirer. */
export interface TerminalIdentity {
  /** DE41, eight characters. */
  readonly terminalId: string
  /** DE42, fifteen characters. */
  readonly merchantId: string
  /** The contract number that tickets print. */
  readonly contract: string
}

/** DE7: UTC `MMDDhhmmss` of an ISO time. */
export function transmissionTime(iso: string): string {
  return iso.slice(5, 19).replace(/[-T:]/g, '')
}

/** DE22 by how the card was read; the third figure says that the pad can take a PIN (acquirer-host sheet 1.4). */
const ENTRY_MODE_CODES = { chip: '051', contactless: '071', stripe: '901', manual: '010' } as const

/** DE22 of what is asked without a card: as the original. */
const AS_ORIGINAL = '990'

/** What is asked without a card, by the original that the bank knows. */
export function buildReferringRequest(input: {
  readonly intent: PaymentIntent
  readonly original: Pick<Requested, 'card' | 'request'> & { readonly answer: StoredAnswer; readonly mti: FinancialMti }
  readonly stan: string
  readonly now: string
  readonly local: ShopTime
  readonly acquirer: Pick<Acquirer, 'id' | 'terminal'>
  readonly batchNumber: string
}): SaleRequest {
  const { original } = input
  const { request, answer, mti } = original
  return {
    ...buildSaleRequest({ ...input, card: { ...original.card, fallback: false } }),
    entryModeCode: AS_ORIGINAL,
    panSequence: null,
    original: {
      mti,
      stan: request.stan,
      transmittedAt: request.transmittedAt,
      retrievalReference: answer.retrievalReference,
      approvalCode: answer.approvalCode,
    },
  }
}

/**
 * The same sale told under another name. A bank that has answered a STAN takes it for that request for ever: it would
 * call an advice with it a duplicate, which the till must read as "has it already" (acquirer-host sheet 2.2).
 */
export function renamedRequest(
  request: SaleRequest,
  { stan, now, local }: { readonly stan: string; readonly now: string; readonly local: ShopTime },
): SaleRequest {
  return { ...request, stan, transmittedAt: transmissionTime(now), ...shopTime(local) }
}

/** The shop's date and time as a clock shows them. */
interface ShopTime {
  readonly date: string
  readonly time: string
}

/** DE12 and DE13. */
function shopTime({ date, time }: ShopTime): Pick<SaleRequest, 'localTime' | 'localDate'> {
  return { localTime: time.replaceAll(':', ''), localDate: date.slice(5).replace('-', '') }
}

/**
 * All that identifies the sale to the host, fixed before it leaves and kept for its reversal.
 * @param local the shop's date and time, frozen when the card was read.
 */
export function buildSaleRequest(input: {
  readonly intent: PaymentIntent
  readonly card: CardRead
  readonly stan: string
  readonly now: string
  readonly local: ShopTime
  readonly acquirer: Pick<Acquirer, 'id' | 'terminal'>
  readonly batchNumber: string
}): SaleRequest {
  const { intent, card, acquirer } = input
  return {
    acquirerId: acquirer.id,
    stan: input.stan,
    amountMinor: intent.amountMinor,
    currencyNumeric: CURRENCIES[intent.currency].numeric,
    transmittedAt: transmissionTime(input.now),
    ...shopTime(input.local),
    entryModeCode: ENTRY_MODE_CODES[card.entryMode],
    ...(card.fallback && { fallback: true }),
    panSequence: card.panSequence,
    terminalId: acquirer.terminal.terminalId,
    merchantId: acquirer.terminal.merchantId,
    batchNumber: input.batchNumber,
    reference: intent.number,
    scheme: card.scheme,
    maskedPan: card.maskedPan,
    ...(card.answers && { answers: card.answers }),
    ...(intent.operation === undefined ? {} : { operation: operationOf(intent) }),
    // A refund is one amount to the bank, whatever it gives back.
    ...(operationOf(intent) === 'sale' && partsOf(intent)),
  }
}
