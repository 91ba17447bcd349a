/** Goal: a statement is read exactly or not at all, and what is wrong is named by line and columns, never by content. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CfonbLine } from '#payment/settlement/cfonb-line.ts'
import { readCfonb120 } from '#payment/settlement/cfonb120.ts'
import { cfonbFile, cfonbLines } from '#test/support/settlement/cfonb-file.ts'

const NOVEMBER = {
  from: '2026-11-20',
  to: '2026-11-24',
  oldMinor: 100_000,
  movements: [
    {
      on: '2026-11-23',
      minor: 25_148,
      label: 'REM CB LOT 000231',
      reference: 'VO-7781',
      feeMinor: -176,
      more: [['LIB', 'TPE 00000001 DU 22/11']] as const,
    },
    { on: '2026-11-24', minor: -3_221, label: 'COMMISSION CB' },
  ],
}
const LINES = cfonbLines(NOVEMBER)
const changed = (index: number, change: (line: string) => string) =>
  LINES.map((line, at) => (at === index ? change(line) : line)).join('\n')
const put = (index: number, column: number, text: string) =>
  changed(index, (line) => line.slice(0, column - 1) + text + line.slice(column - 1 + text.length))

describe('a statement', () => {
  it('is read with its movements, what the bank adds to them, and both balances', () => {
    expect(readCfonb120(cfonbFile(NOVEMBER))).toEqual({
      ok: true,
      value: [
        {
          bank: '30004',
          branch: '00123',
          account: '0001234567A',
          currency: 'EUR',
          decimals: 2,
          from: '2026-11-20',
          to: '2026-11-24',
          oldMinor: 100_000,
          newMinor: 121_927,
          movements: [
            {
              line: 2,
              bookedOn: '2026-11-23',
              valueOn: '2026-11-23',
              amountMinor: 25_148,
              label: 'REM CB LOT 000231',
              entryNumber: '0000001',
              reference: 'VO-7781',
              complements: [{ qualifier: 'LIB', text: 'TPE 00000001 DU 22/11' }],
              feeMinor: 176,
            },
            expect.objectContaining({ line: 5, amountMinor: -3_221, label: 'COMMISSION CB', feeMinor: null }),
          ],
        },
      ],
    })
  })

  it('may hold several accounts, and end with or without a line feed', () => {
    const other = { ...NOVEMBER, account: '00098765432', currency: 'USD' }
    const file = cfonbFile(NOVEMBER, other)
    for (const content of [file, file.slice(0, -2), file.replaceAll('\r\n', '\n')])
      expect(readCfonb120(content)).toMatchObject({ ok: true, value: [{ currency: 'EUR' }, { currency: 'USD' }] })
  })

  it('reads the amount of the sheet, and every sign', () => {
    const amount = (text: string) => new CfonbLine(1, ' '.repeat(90) + text.padEnd(30)).amountMinor('amount', 91)
    expect(amount('0000000000322J')).toBe(-3_221)
    expect(['{', 'A', 'I', '}', 'J', 'R'].map((last) => amount(`0000000000001${last}`))).toEqual([
      10, 11, 19, -10, -11, -19,
    ])
    expect(Object.is(amount('0000000000000}'), 0)).toBe(true)
  })
})

describe('what is wrong', () => {
  it.each([
    ['a line that is too short', changed(1, (line) => line.slice(1)), 2, '1-120', 'length'],
    ['an accent in two bytes', put(1, 49, 'RÃ©F').replace('RÃ©F', 'RÃ©FF'), 2, '1-120', 'length'],
    ['a control character', put(1, 50, '\u001b'), 2, '50', 'characters'],
    ['no old balance', LINES.slice(1).join('\n'), 1, '1-2', 'record'],
    ['an unknown record', put(1, 1, '06'), 2, '1-2', 'record'],
    ['a complement of nothing', [LINES[0], LINES[2], LINES.at(-1)].join('\n'), 2, '1-2', 'record'],
    ['a file that was cut short', LINES.slice(0, -1).join('\n'), 6, '1-2', 'record'],
    ['something after the end', [...LINES, LINES[1]].join('\n'), 7, '1-2', 'record'],
    ['a day that no calendar has', put(1, 35, '310226'), 2, '35-40', 'date'],
    ['a value date in letters', put(1, 43, '22NOV6'), 2, '43-48', 'value-date'],
    ['an amount without its sign', put(1, 91, '00000000025148'), 2, '91-104', 'amount'],
    ['an amount with a space', put(1, 91, ' 000000002514H'), 2, '91-103', 'amount'],
    ['an amount beyond all money', put(1, 91, '9999999999999I'), 2, '91-104', 'amount'],
    ['another account', put(1, 22, '00000000000'), 2, '22-32', 'account'],
    ['another bank', put(5, 3, '30005'), 6, '3-7', 'bank'],
    ['another branch', put(1, 12, '00124'), 2, '12-16', 'branch'],
    ['another currency', put(1, 17, 'USD'), 2, '17-19', 'currency'],
    ['a currency that is none', put(0, 17, 'E R'), 1, '17-19', 'currency'],
    ['other decimals', put(1, 20, '3'), 2, '20', 'decimals'],
    ['a fee in another currency', put(3, 49, 'USD'), 4, '49-51', 'fee-currency'],
    ['a fee with other decimals', put(3, 52, '3'), 4, '52', 'fee-decimals'],
    ['a fee without figures', put(3, 53, 'X'), 4, '53-65', 'fee'],
    ['a complement of another day', put(2, 35, '221126'), 3, '35-40', 'date'],
    ['a qualifier that is none', put(2, 46, '???'), 3, '46-48', 'qualifier'],
    ['nothing at all', '', 1, '1-120', 'length'],
    ['a picture', '\u0089PNG\n\u001a\n', 1, '1-120', 'length'],
  ])('is named: %s', (_what, content, line, columns, field) => {
    expect(readCfonb120(content)).toEqual({
      ok: false,
      error: { code: 'SETTLEMENT_FILE_INVALID', details: { line, columns, field } },
    })
  })

  it('is a new balance that the movements do not lead to', () => {
    expect(readCfonb120(LINES.filter((_, index) => index !== 4).join('\n'))).toEqual({
      ok: false,
      error: { code: 'SETTLEMENT_BALANCE_DIFFERS', details: { line: 5 } },
    })
  })

  it('is a file beyond all months', () => {
    const file = Array.from({ length: LIMITS.statementLines + 1 }, () => LINES[0]).join('\n')
    expect(readCfonb120(file)).toMatchObject({ error: { code: 'SETTLEMENT_FILE_TOO_LONG' } })
  })
})
