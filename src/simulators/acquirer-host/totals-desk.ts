import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { type DebitCredit, readSchemeTotals, writeSchemeTotals } from '#payment/iso8583/scheme-totals.ts'
import { readTotalsFields, totalsFields } from '#payment/iso8583/totals-fields.ts'
import { answerTo } from './host-answers.ts'
import { addUp, type HostLedger } from './ledger.ts'

/**
 * Compares the till's totals with the host's batch. Its own figures go back in either case; a repeat with the same
 * STAN gets the first answer. Figures that differ are answered 95, except by the final message after an upload: that one
 * closes (00) and DE66 still says whether the figures agree.
 */
export class TotalsDesk {
  readonly #profile: AcquirerProfile
  readonly #ledger: HostLedger
  readonly #settled = new Map<string, IsoMessage>()

  constructor(profile: AcquirerProfile, ledger: HostLedger) {
    this.#profile = profile
    this.#ledger = ledger
  }

  clear(): void {
    this.#settled.clear()
  }

  /** @throws Iso8583Error when the figures cannot be read. */
  answer(message: IsoMessage): IsoMessage {
    const { fields } = message
    const [tid, batchNumber] = [fields[41] ?? '', fields[60] ?? '']
    const attempt = `${tid}|${batchNumber}|${fields[11]}`
    const first = this.#settled.get(attempt)
    if (first) return first
    const own = this.#ledger.totals(tid, batchNumber)
    const ownTotal = addUp(Object.values(own))
    const stated = readTotalsFields(this.#profile, fields)
    const balanced =
      stated !== null && sameFigures(stated, ownTotal) && sameByScheme(readSchemeTotals(this.#profile, message), own)
    const final = fields[3] === this.#profile.processingCodes.finalTotals
    const reply = answerTo(message, [3, 7, 11, 12, 13, 41, 42, 50, 60], {
      ...totalsFields(this.#profile, ownTotal),
      39: balanced || final ? '00' : '95',
      63: writeSchemeTotals(this.#profile, own),
      66: balanced ? '1' : '2',
    })
    this.#settled.set(attempt, reply)
    return reply
  }
}

function sameFigures(left: DebitCredit, right: DebitCredit): boolean {
  return (
    left.debitCount === right.debitCount &&
    left.debitMinor === right.debitMinor &&
    left.creditCount === right.creditCount &&
    left.creditMinor === right.creditMinor
  )
}

/** A scheme that one side leaves out counts as nothing. */
function sameByScheme(
  left: Readonly<Record<string, DebitCredit>>,
  right: Readonly<Record<string, DebitCredit>>,
): boolean {
  const schemes = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...schemes].every((scheme) => sameFigures(left[scheme] ?? addUp([]), right[scheme] ?? addUp([])))
}
