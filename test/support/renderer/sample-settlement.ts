import type { Request } from '#contract/api.ts'
import { fail, succeed } from '#contract/result.ts'
import type { BankLineView, SettlementRow, SettlementView, StatementReport } from '#contract/views/settlement-view.ts'
import { agoIso } from './sample-shop.ts'

const DAY_MS = 86_400_000

function lineOf(key: string, bookedOn: string, amountMinor: number, change: Partial<BankLineView> = {}): BankLineView {
  return {
    key,
    bookedOn,
    amountMinor,
    feeMinor: null,
    label: `REM CB DU ${bookedOn.slice(8)}/${bookedOn.slice(5, 7)}`,
    reference: `VO-${7_770 + Number(bookedOn.slice(8))}`,
    fileName: 'releve-novembre.txt',
    line: 2 + Number(bookedOn.slice(8)),
    ...change,
  }
}

function rowOf(on: string, change: Partial<SettlementRow>): SettlementRow {
  return {
    key: `row ${on} ${change.status} ${change.line?.key ?? ''}`,
    status: 'matched',
    cause: null,
    isOpen: false,
    on,
    batch: null,
    line: null,
    differenceMinor: null,
    candidates: [],
    decidedBy: null,
    ...change,
  }
}

const batchOf = (number: string, on: string, tillMinor: number, hostMinor: number | null = tillMinor) => ({
  acquirerId: 'main',
  bank: 'Banque',
  number,
  closedAt: `${on}T19:30:00.000Z`,
  tillMinor,
  hostMinor,
})

function pairOf(
  number: string,
  on: string,
  tillMinor: number,
  paidMinor: number,
  change: Partial<SettlementRow>,
): SettlementRow {
  const line = lineOf(`k${number}`, on, paidMinor, {
    feeMinor: change.cause === 'fee-deducted' ? tillMinor - paidMinor : null,
  })
  const batch = batchOf(number, on, tillMinor, change.cause === 'bank-counted-otherwise' ? paidMinor : tillMinor)
  return rowOf(on, { batch, line, differenceMinor: paidMinor - tillMinor, ...change })
}

const TWINS = [lineOf('t1', '2026-11-19', 42_180), lineOf('t2', '2026-11-20', 42_180)]

const ROWS: readonly SettlementRow[] = [
  rowOf('2026-11-23', { status: 'only-ours', cause: 'due', batch: batchOf('000235', '2026-11-23', 38_240) }),
  pairOf('000234', '2026-11-22', 61_875, 61_875, {}),
  pairOf('000233', '2026-11-21', 54_190, 54_390, {
    status: 'amount-differs',
    cause: 'bank-counted-otherwise',
    isOpen: true,
  }),
  rowOf('2026-11-20', {
    status: 'only-theirs',
    cause: 'no-batch',
    isOpen: true,
    line: lineOf('alone', '2026-11-20', 12_700, { label: 'REM CB TPE LOUE' }),
  }),
  rowOf('2026-11-19', {
    status: 'ambiguous',
    isOpen: true,
    batch: batchOf('000232', '2026-11-19', 42_180),
    candidates: TWINS,
  }),
  pairOf('000231', '2026-11-18', 52_000, 51_480, { status: 'amount-differs', cause: 'fee-deducted' }),
  pairOf('000230', '2026-11-17', 48_915, 48_900, {
    status: 'amount-differs',
    cause: 'unexplained',
    decidedBy: 'Claire D.',
  }),
  rowOf('2026-11-16', {
    status: 'fee-only',
    line: lineOf('fee', '2026-11-16', -3_410, { label: 'COMMISSION CB OCTOBRE' }),
  }),
  rowOf('2026-11-12', {
    status: 'only-ours',
    cause: 'missing',
    isOpen: true,
    batch: batchOf('000229', '2026-11-12', 33_310, null),
  }),
]

/** A month with one row of every kind. */
export const sampleSettlement = (): SettlementView => ({
  currency: 'EUR',
  imports: [
    {
      id: 'import-1',
      fileName: 'releve-novembre.txt',
      readAt: agoIso(0.2 * DAY_MS),
      readBy: 'Claire D.',
      from: '2026-11-10',
      to: '2026-11-24',
      cardLines: 9,
      otherLines: 34,
    },
  ],
  rows: [...ROWS],
  totals: {
    matched: { count: 3, amountMinor: 162_255 },
    open: { count: 4, amountMinor: 88_390 },
    feesMinor: 3_930,
    paidMinor: 313_705,
  },
})

export const EMPTY_SETTLEMENT: SettlementView = {
  currency: 'EUR',
  imports: [],
  rows: [],
  totals: { matched: { count: 0, amountMinor: 0 }, open: { count: 0, amountMinor: 0 }, feesMinor: 0, paidMinor: 0 },
}

const SAMPLE_REPORT: StatementReport = {
  from: '2026-11-10',
  to: '2026-11-24',
  remittances: { count: 8, amountMinor: 313_705 },
  fees: { count: 1, amountMinor: -3_410 },
  others: [
    { line: 4, bookedOn: '2026-11-11', amountMinor: -124_000, label: 'VIR LOYER NOVEMBRE' },
    { line: 9, bookedOn: '2026-11-13', amountMinor: 45_000, label: 'REMISE CHEQUES 0000412' },
    { line: 17, bookedOn: '2026-11-18', amountMinor: null, label: 'VIR RECU' },
  ],
  othersCount: 34,
  knownCount: 0,
  isKnownFile: false,
}

/** Statements that are looked at, read and given up at once; nothing of a file is kept. */
export function settlementAnswers(till: { settlement: SettlementView }) {
  const show = (view: SettlementView) => {
    till.settlement = view
    return succeed({})
  }
  return {
    'settlement.view': () => succeed(till.settlement),
    'settlement.look': ({ content }: Request<'settlement.look'>) =>
      content.startsWith('01')
        ? succeed(SAMPLE_REPORT)
        : fail('SETTLEMENT_FILE_INVALID', { line: 1, columns: '1-120', field: 'length' }),
    'settlement.read': () => show(sampleSettlement()),
    'settlement.undo': () => show(EMPTY_SETTLEMENT),
    'settlement.decide': () => succeed({}),
    'settlement.reopen': () => succeed({}),
  }
}
