/** The body of the pad and the scripted customer at it. */
import { describe, expect, it } from 'vitest'
import { amountRow } from '#simulators/abecs-pad/card-commands.ts'
import { findCard } from '#simulators/abecs-pad/cards.ts'
import { Customer, planSchema } from '#simulators/abecs-pad/customer.ts'
import { type Gesture, PadBody, splitRows, toRows } from '#simulators/abecs-pad/pad-body.ts'

function openBody() {
  const rows: string[] = []
  const body = new PadBody({ onRows: (shown) => rows.push(shown.join('|')), onExpectation: () => {} })
  return { body, rows }
}

const CARD = { what: 'card', command: 'GCX', takesTap: true } as const

describe('rows', () => {
  it('split at carriage returns, run over at 16 columns, and are cut to two', () => {
    expect(toRows('DEBIT  20,00 EUR\rCODE :')).toEqual(['DEBIT  20,00 EUR', 'CODE :'])
    expect(toRows('INSIRA OU PASSE O CARTAO')).toEqual(['INSIRA OU PASSE ', 'O CARTAO'])
    expect(toRows('a\rb\rc')).toEqual(['a', 'b'])
    expect(toRows('')).toEqual(['', ''])
    expect(splitRows('REPRENEZ        VOTRE CARTE     ')).toEqual(['REPRENEZ        ', 'VOTRE CARTE     '])
  })

  it('are told once per change, 16 columns each', () => {
    const { body, rows } = openBody()
    body.show('BONJOUR', '')
    body.show('BONJOUR', '')
    body.show('A text that is far too long', 'x')
    expect(rows).toEqual([`${'BONJOUR'.padEnd(16)}|${' '.repeat(16)}`, `A text that is f|${'x'.padEnd(16)}`])
  })
})

describe('the amount on the pad', () => {
  it('stands at the right, whole at any size of twelve digits', () => {
    expect(amountRow('VALOR:', 2000)).toBe('VALOR:     20,00')
    expect(amountRow('VALOR:', 9_999_999_999)).toBe('     99999999,99')
    expect(amountRow('VALOR:', 1_234_567_89)).toBe('VALOR:1234567,89')
    expect(amountRow('VALOR:', 999_999_999_999)).toHaveLength(16)
  })
})

describe('gestures', () => {
  const bounds = () => ({ timeoutMs: null, signal: new AbortController().signal })

  it('are lost when nobody waits, but a card stays in the slot', async () => {
    const { body } = openBody()
    body.press('enter')
    body.tap(findCard('visa-contactless'))
    body.insert(findCard('cb-chip'))
    const seen: Gesture[] = []
    const wait = body.wait(
      CARD,
      (gesture) => {
        seen.push(gesture)
        return gesture.kind === 'removed' ? 'out' : undefined
      },
      bounds(),
    )
    body.press('5')
    body.remove()
    expect(await wait).toBe('out')
    expect(seen).toEqual([{ kind: 'key', key: '5' }, { kind: 'removed' }])
    expect(body.slot).toBeNull()
  })

  it('are refused where the card cannot do them', () => {
    const { body } = openBody()
    expect(() => body.tap(findCard('cb-chip'))).toThrow(/antenna/)
    expect(() => body.insert(findCard('visa-phone'))).toThrow(/contacts/)
    body.insert(findCard('cb-chip'))
    expect(() => body.insert(findCard('visa-chip'))).toThrow(/already/)
  })

  it('are no longer awaited after an abort or a time-out', async () => {
    const { body } = openBody()
    const stopped = new AbortController()
    const aborted = body.wait(CARD, () => 'never', { timeoutMs: null, signal: stopped.signal })
    stopped.abort()
    expect(await aborted).toBe('aborted')
    expect(await body.wait(CARD, () => 'never', { timeoutMs: null, signal: stopped.signal })).toBe('aborted')
    expect(await body.wait(CARD, () => 'never', { ...bounds(), timeoutMs: 1 })).toBe('timed-out')
    expect(body.expectation).toBeNull()
  })
})

describe('the plan of a customer', () => {
  it('is refused when it names no card, no such way, or holds what it does not know', () => {
    const { body } = openBody()
    const customer = new Customer(body)
    expect(() => customer.queue(planSchema.parse([{ card: 'gold' }]))).toThrow(/known/)
    expect(() => customer.queue(planSchema.parse([{ card: 'cb-chip', how: 'tap' }]))).toThrow(/tap/)
    expect(planSchema.safeParse([{ crad: 'cb-chip' }]).success).toBe(false)
    expect(planSchema.safeParse([{ pin: '12' }]).success).toBe(false)
  })
})
