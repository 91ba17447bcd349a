import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import type { Currency } from '#contract/money.ts'
import { CURRENCIES } from '#contract/money.ts'
import type { StoredBankLine } from '../ports/settlement-book.port.ts'
import type { AccountStatement, Movement } from './cfonb120.ts'

/** A line about cards, before it belongs to an import. */
export type CardLine = Omit<StoredBankLine, 'importId'>

/** A line that this till has no use for. */
export interface OtherLine {
  readonly line: number
  readonly bookedOn: string
  /** Null in another currency than the shop's. */
  readonly amountMinor: number | null
  readonly label: string
}

export interface SortedLines {
  readonly cards: readonly CardLine[]
  readonly others: readonly OtherLine[]
}

/** `REM CB`, `REMISE CARTES`, `REMISE DE CB`: how French banks label the credit of a batch (sheet, section 3.2). */
const REMITTANCE = /\bREM(ISES?)?\b\.?( DE)? *(CB|CARTES?)\b/i
/** `COMMISSION CB`, `COM CARTES`, `FRAIS REM CB`, `COMMISSIONS MONETIQUE`. */
const FEE = /\b(COM(MISSIONS?)?|FRAIS)\b.*\b(CB|CARTES?|TPE|MONETIQUE)\b/i

/** Sets the lines about cards apart from all others. A fee is looked for first: its label may name the credit too. */
export function sortLines(accounts: readonly AccountStatement[], currency: Currency): SortedLines {
  const cards: CardLine[] = []
  const others: OtherLine[] = []
  const seen = new Map<string, number>()
  for (const account of accounts) {
    const isOurs = account.currency === currency && account.decimals === CURRENCIES[currency].exponent
    for (const movement of account.movements) {
      const { line, bookedOn, amountMinor, label } = movement
      const kind = isOurs ? kindOf(movement) : null
      if (kind === null) others.push({ line, bookedOn, amountMinor: isOurs ? amountMinor : null, label })
      else cards.push(cardLine(account, movement, kind, seen))
    }
  }
  return { cards, others }
}

function kindOf({ label, amountMinor }: Movement): StoredBankLine['kind'] | null {
  if (FEE.test(label)) return amountMinor <= 0 ? 'fee' : null
  return REMITTANCE.test(label) ? 'remittance' : null
}

function cardLine(
  account: AccountStatement,
  movement: Movement,
  kind: StoredBankLine['kind'],
  seen: Map<string, number>,
): CardLine {
  const { line, bookedOn, valueOn, amountMinor, feeMinor, label, reference } = movement
  const texts = [label, reference, ...movement.complements.map(({ text }) => text)]
  return {
    key: keyOf(account, movement, seen),
    kind,
    line,
    bookedOn,
    valueOn,
    amountMinor,
    feeMinor,
    label,
    reference,
    figures: [...new Set(texts.flatMap((text) => text.match(/\d+/g) ?? []))],
  }
}

/**
 * What makes a movement itself, whichever file brings it: a monthly statement repeats the daily ones. Movements of one
 * day that are alike in everything are told apart by their order.
 */
function keyOf(account: AccountStatement, movement: Movement, seen: Map<string, number>): string {
  const { bookedOn, valueOn, amountMinor, label, entryNumber, reference } = movement
  const { bank, branch, account: number } = account
  const self = JSON.stringify([bank, branch, number, bookedOn, valueOn, amountMinor, label, entryNumber, reference])
  const nth = (seen.get(self) ?? 0) + 1
  seen.set(self, nth)
  return createHash(CIPHERS.digest).update(`${self} ${nth}`).digest('hex').slice(0, 32)
}
