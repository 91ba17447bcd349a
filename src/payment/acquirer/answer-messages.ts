import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import { readAdditionalAmounts } from '../iso8583/additional-amounts.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { redactMessage } from '../iso8583/redaction.ts'
import { readSchemeTotals } from '../iso8583/scheme-totals.ts'
import { readTotalsFields } from '../iso8583/totals-fields.ts'
import type {
  AdviceAnswer,
  BankOperation,
  ReversalAnswer,
  SaleAnswer,
  SignOnAnswer,
  TotalsAnswer,
  UploadAnswer,
} from '../ports/acquirer-host.port.ts'
import { adviceVerdict } from './response-codes.ts'

/** What an answer says. Each reader throws Iso8583Error, naming the field, when the answer cannot be acted on. */

/** Operations by which no money moves or is set aside: any code that finds nothing against the card is a yes. */
const ASKS_ONLY: readonly (BankOperation | undefined)[] = ['balance', 'card-check']

/**
 * 0210 or 0110. Approved means approved for the whole amount; a part that is approved is told with its amount. A code
 * that leaves the outcome open (`unsettledCodes`) is no usable answer: it throws, and the sale is reversed like one that
 * was never answered.
 */
export function readSaleAnswer(
  profile: AcquirerProfile,
  answer: IsoMessage,
  operation: BankOperation = 'sale',
): SaleAnswer {
  const responseCode = responseCodeOf(answer)
  const asksOnly = ASKS_ONLY.includes(operation)
  const approvals = asksOnly ? [...profile.approvedCodes, ...profile.checkedCodes] : profile.approvedCodes
  const approved = approvals.includes(responseCode)
  if (!approved && profile.unsettledCodes.includes(responseCode)) throw new Iso8583Error(39, 'content')
  const partly = profile.partialCodes.includes(responseCode)
  const issuerData = answer.fields[55]
  return {
    responseCode,
    approved,
    approvedAmountMinor: approved || partly ? amountOf(answer) : null,
    signatureRequired: profile.signatureCodes.includes(responseCode),
    approvalCode: answer.fields[38] ?? null,
    retrievalReference: answer.fields[37] ?? null,
    issuerDataHex: issuerData === undefined ? null : Buffer.from(issuerData).toString('hex').toUpperCase(),
    ...(approved ? balanceOf(profile, answer) : {}),
    redacted: redactMessage(answer),
  }
}

/** DE54. An approval that says no balance is a yes without a figure; hosts of gift cards say it to every charge, too. */
function balanceOf(profile: AcquirerProfile, answer: IsoMessage): Pick<SaleAnswer, 'balanceMinor'> {
  const amounts = readAdditionalAmounts(answer.fields[54] ?? '')
  const found = amounts.find(({ type }) => type === profile.additionalAmounts.balance)
  return found === undefined ? {} : { balanceMinor: found.amountMinor }
}

function amountOf(answer: IsoMessage): number {
  const digits = answer.fields[4]
  if (digits === undefined) throw new Iso8583Error(4, 'short')
  return Number(digits)
}

/** 0230. */
export function readAdviceAnswer(profile: AcquirerProfile, answer: IsoMessage): AdviceAnswer {
  const responseCode = responseCodeOf(answer)
  return { responseCode, verdict: adviceVerdict(profile, responseCode), redacted: redactMessage(answer) }
}

/** 0330. */
export function readUploadAnswer(profile: AcquirerProfile, answer: IsoMessage): UploadAnswer {
  const responseCode = responseCodeOf(answer)
  return { responseCode, accepted: profile.uploadDoneCodes.includes(responseCode), redacted: redactMessage(answer) }
}

/** 0810 to a sign-on: besides its code, the host's clock and batch number. */
export function readSignOnAnswer(_: AcquirerProfile, answer: IsoMessage): SignOnAnswer {
  const responseCode = responseCodeOf(answer)
  return {
    responseCode,
    accepted: responseCode === '00',
    localTime: answer.fields[12] ?? null,
    localDate: answer.fields[13] ?? null,
    batchNumber: answer.fields[60] ?? null,
  }
}

/** 0430. */
export function readReversalAnswer(profile: AcquirerProfile, answer: IsoMessage): ReversalAnswer {
  const responseCode = responseCodeOf(answer)
  return { responseCode, accepted: profile.reversalDoneCodes.includes(responseCode), redacted: redactMessage(answer) }
}

/** 0510. DE66 decides; where it is absent, DE39 does. An answer that says neither settles nothing: it throws. */
export function readTotalsAnswer(profile: AcquirerProfile, answer: IsoMessage): TotalsAnswer {
  const responseCode = responseCodeOf(answer)
  return {
    responseCode,
    result: settlementResult(answer.fields[66], responseCode),
    total: readTotalsFields(profile, answer.fields),
    byScheme: readSchemeTotals(profile, answer),
  }
}

function settlementResult(de66: string | undefined, responseCode: string): TotalsAnswer['result'] {
  if (de66 === '1' || (de66 === undefined && responseCode === '00')) return 'balanced'
  if (de66 === '2' || (de66 === undefined && responseCode === '95')) return 'differs'
  if (de66 === '0') return 'host-keeps-none'
  throw new Iso8583Error(66, 'content')
}

/** DE39, without which an answer says nothing. */
export function responseCodeOf(answer: IsoMessage): string {
  const code = answer.fields[39]
  if (code === undefined) throw new Iso8583Error(39, 'short')
  return code
}
