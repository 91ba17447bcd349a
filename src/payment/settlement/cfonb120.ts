import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { CfonbFault, CfonbLine } from './cfonb-line.ts'

/** A movement on an account with what the bank adds to it. */
export interface Movement {
  /** Of the file, from 1. */
  readonly line: number
  readonly bookedOn: string
  readonly valueOn: string
  readonly amountMinor: number
  readonly label: string
  readonly entryNumber: string
  readonly reference: string
  readonly complements: readonly Complement[]
  /** What the bank took for it (FEE), zero or more; null when it tells none. */
  readonly feeMinor: number | null
}

export interface Complement {
  /** `LIB`, `REF`, `RCN`, `NPY`, `FEE` … */
  readonly qualifier: string
  readonly text: string
}

/** One account from its old to its new balance, whose movements add up. */
export interface AccountStatement {
  readonly bank: string
  readonly branch: string
  readonly account: string
  readonly currency: string
  readonly decimals: number
  readonly from: string
  readonly to: string
  readonly oldMinor: number
  readonly newMinor: number
  readonly movements: readonly Movement[]
}

type CfonbError = 'SETTLEMENT_FILE_INVALID' | 'SETTLEMENT_BALANCE_DIFFERS' | 'SETTLEMENT_FILE_TOO_LONG'

/** An account while its movements are read. */
interface OpenAccount extends Omit<AccountStatement, 'to' | 'newMinor' | 'movements'> {
  readonly movements: Movement[]
}

/**
 * Reads a statement of CFONB 120 (sheet acquirer-host-iso8583, section 3.2): lines of 120 characters, columns from 1.
 *
 *   1-2    record      01 old balance, 04 movement, 05 what the bank adds to it, 07 new balance
 *   3-7    bank        12-16 branch   17-19 currency   20 decimals   22-32 account
 *   33-34  operation   35-40 booked on DDMMYY          43-48 value on DDMMYY   49-80 label
 *   82-88  entry       91-104 amount, the last figure carries the sign         105-120 reference
 *   05:    46-48 qualifier, 49-118 text; FEE: currency 3, decimals 1, amount 14
 *
 *   file: (01 (04 05*)* 07)+, with old + movements = new for each account
 *
 * Strict: anything else is one error that names the line and the columns and never what stands there.
 * @param content one character a byte (ISO-8859-1), so that columns are columns.
 */
export function readCfonb120(content: string): Result<readonly AccountStatement[], CfonbError> {
  const lines = content.replace(/\r?\n$/, '').split(/\r?\n/)
  if (lines.length > LIMITS.statementLines) return fail('SETTLEMENT_FILE_TOO_LONG', { linesMax: LIMITS.statementLines })
  try {
    return readAccounts(lines.map((text, index) => new CfonbLine(index + 1, text)))
  } catch (thrown) {
    if (!(thrown instanceof CfonbFault)) throw thrown
    const { line, columns, field } = thrown
    return fail('SETTLEMENT_FILE_INVALID', { line, columns, field })
  }
}

function readAccounts(lines: readonly CfonbLine[]): Result<readonly AccountStatement[], CfonbError> {
  const accounts: AccountStatement[] = []
  let open: OpenAccount | null = null
  for (const line of lines) {
    const record = line.raw(1, 2)
    if (open === null) {
      if (record !== '01') throw line.fault('record', 1, 2)
      open = openAccount(line)
      continue
    }
    checkAccount(line, open)
    if (record === '04') open.movements.push(readMovement(line))
    else if (record === '05') addComplement(line, open)
    else if (record === '07') {
      const closed = closeAccount(line, open)
      if (closed === null) return fail('SETTLEMENT_BALANCE_DIFFERS', { line: line.number })
      accounts.push(closed)
      open = null
    } else throw line.fault('record', 1, 2)
  }
  // A file that was cut short lacks the new balance, as if it were one line longer.
  if (open !== null) throw new CfonbFault(lines.length + 1, 'record', '1-2')
  return succeed(accounts)
}

function openAccount(line: CfonbLine): OpenAccount {
  return {
    bank: line.digits('bank', 3, 7),
    branch: line.digits('branch', 12, 16),
    currency: currencyOf(line),
    decimals: Number(line.digits('decimals', 20, 20)),
    account: accountOf(line),
    from: line.date('date', 35, 40),
    oldMinor: line.amountMinor('amount', 91),
    movements: [],
  }
}

function currencyOf(line: CfonbLine): string {
  const currency = line.raw(17, 19)
  if (!/^[A-Z]{3}$/.test(currency)) throw line.fault('currency', 17, 19)
  return currency
}

/** Letters and figures: `0001234567A`. */
function accountOf(line: CfonbLine): string {
  const account = line.raw(22, 32)
  if (!/^[0-9A-Z]{11}$/.test(account)) throw line.fault('account', 22, 32)
  return account
}

/** Every line belongs to the account of the old balance above it. */
function checkAccount(line: CfonbLine, open: OpenAccount): void {
  if (line.digits('bank', 3, 7) !== open.bank) throw line.fault('bank', 3, 7)
  if (line.digits('branch', 12, 16) !== open.branch) throw line.fault('branch', 12, 16)
  if (currencyOf(line) !== open.currency) throw line.fault('currency', 17, 19)
  if (Number(line.digits('decimals', 20, 20)) !== open.decimals) throw line.fault('decimals', 20, 20)
  if (accountOf(line) !== open.account) throw line.fault('account', 22, 32)
}

function readMovement(line: CfonbLine): Movement {
  return {
    line: line.number,
    bookedOn: line.date('date', 35, 40),
    valueOn: line.date('value-date', 43, 48),
    amountMinor: line.amountMinor('amount', 91),
    label: line.text(49, 80),
    entryNumber: line.text(82, 88),
    reference: line.text(105, 120),
    complements: [],
    feeMinor: null,
  }
}

function addComplement(line: CfonbLine, open: OpenAccount): void {
  const last = open.movements.pop()
  if (last === undefined) throw line.fault('record', 1, 2)
  if (line.date('date', 35, 40) !== last.bookedOn) throw line.fault('date', 35, 40)
  const qualifier = line.raw(46, 48)
  if (!/^[A-Z0-9]{2,3} ?$/.test(qualifier)) throw line.fault('qualifier', 46, 48)
  const isFee = qualifier === 'FEE'
  open.movements.push({
    ...last,
    complements: isFee ? last.complements : [...last.complements, { qualifier, text: line.text(49, 118) }],
    feeMinor: isFee ? (last.feeMinor ?? 0) + feeOf(line, open) : last.feeMinor,
  })
}

/** Whichever sign the bank writes it with: a fee is what it took. */
function feeOf(line: CfonbLine, open: OpenAccount): number {
  if (line.raw(49, 51) !== open.currency) throw line.fault('fee-currency', 49, 51)
  if (Number(line.digits('fee-decimals', 52, 52)) !== open.decimals) throw line.fault('fee-decimals', 52, 52)
  return Math.abs(line.amountMinor('fee', 53))
}

/** Null when the movements do not lead from the old balance to the new one. */
function closeAccount(line: CfonbLine, open: OpenAccount): AccountStatement | null {
  const to = line.date('date', 35, 40)
  const newMinor = line.amountMinor('amount', 91)
  const sumMinor = open.movements.reduce((sum, { amountMinor }) => sum + amountMinor, open.oldMinor)
  return sumMinor === newMinor ? { ...open, to, newMinor } : null
}
