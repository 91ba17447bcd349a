import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeyBurst, readScan, type ScannerTiming, USUAL_SCANNER } from '#renderer/input/key-burst.ts'

/** A scan is told from typing by its speed and its end mark; what is not a scan is typed, in order, with nothing lost. */

type Happening = { readonly scan: unknown } | { readonly key: string }

/** A burst under a hand-driven clock. */
function startBurst(scanner: ScannerTiming = USUAL_SCANNER) {
  const happened: Happening[] = []
  let due: { at: number; task: () => void } | null = null
  let nowMs = 0
  const burst = createKeyBurst({
    onScan: (scan) => happened.push({ scan }),
    onKey: (key) => happened.push({ key }),
    scanner: () => scanner,
    later: (task, pauseMs) => {
      const mine = { at: nowMs + pauseMs, task }
      due = mine
      return () => {
        if (due === mine) due = null
      }
    },
  })
  return {
    happened,
    burst,
    pass(ms: number) {
      nowMs += ms
      if (due && due.at <= nowMs) {
        const { task } = due
        due = null
        task()
      }
    },
  }
}

function keys(text: string, gapMs: number, end = true) {
  const rig = startBurst()
  for (const key of text) {
    rig.burst.printable(key)
    rig.pass(gapMs)
  }
  const wasScan = end && rig.burst.endMark()
  return { ...rig, wasScan }
}

const FAST_MS = 5
const BY_HAND_MS = 120

describe('key burst', () => {
  test('a fast code with its end mark is one scan and types nothing', () => {
    const { happened, wasScan } = keys('3017620422003', FAST_MS)
    expect(wasScan).toBe(true)
    expect(happened).toEqual([{ scan: { code: '3017620422003', quantityMilli: null } }])
  })

  test('the same code by hand is typed', () => {
    const { happened, wasScan } = keys('3017620422003', BY_HAND_MS)
    expect(wasScan).toBe(false)
    expect(happened).toEqual([...'3017620422003'].map((key) => ({ key })))
  })

  test('fast without an end mark is typed after the pause', () => {
    const { happened, pass } = keys('12345678', FAST_MS, false)
    expect(happened).toEqual([])
    pass(USUAL_SCANNER.gapMs)
    expect(happened).toHaveLength(8)
  })

  test('letters of a code that are keys of the till do nothing of their own', () => {
    const { happened } = keys('P/12-34+*9', FAST_MS)
    // The star makes it no code: it is typed, but only as one row of keys after the whole burst.
    expect(happened.map((each) => ('key' in each ? each.key : 'scan')).join('')).toBe('P/12-34+*9')
    expect(keys('P12-3456', FAST_MS).happened).toEqual([{ scan: { code: 'P12-3456', quantityMilli: null } }])
  })

  test('"3 *" then a scan carries the quantity', () => {
    expect(keys('3*3017620422003', FAST_MS).happened).toEqual([
      { scan: { code: '3017620422003', quantityMilli: 3000 } },
    ])
  })

  test('a short burst such as a PIN is typed', () => {
    expect(keys('1111', FAST_MS).happened).toEqual([...'1111'].map((key) => ({ key })))
  })

  test('the square of a ticket is a scan, its small letters with it', () => {
    const code = '2-004318 b7Kq-2fTe-9xLm'
    expect(keys(code, FAST_MS).happened).toEqual([{ scan: { code, quantityMilli: null } }])
  })

  test('a word typed fast is no scan', () => {
    for (const word of ['baguette', '2 pains-au-lait', '2-004318 x y']) expect(readScan(word)).toBeNull()
  })

  test('another key flushes what is held before it acts', () => {
    const { burst, happened } = startBurst()
    burst.printable('4')
    burst.flush()
    expect(happened).toEqual([{ key: '4' }])
  })

  test('any keys at any speed come out once, in order, as scan or as typing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.constantFrom(...'0123456789P/,a-'), gapMs: fc.integer({ min: 0, max: 100 }) }), {
          maxLength: 40,
        }),
        (strokes) => {
          const rig = startBurst()
          for (const { key, gapMs } of strokes) {
            rig.burst.printable(key)
            rig.pass(gapMs)
          }
          rig.burst.endMark()
          const out = rig.happened.map((each) => ('key' in each ? each.key : (each.scan as { code: string }).code))
          expect(out.join('')).toBe(strokes.map(({ key }) => key).join(''))
        },
      ),
    )
  })

  test('a slow scanner is heard with its own gap, and one that sends no end mark by its silence', () => {
    const slow = startBurst({ gapMs: 120, endMark: 'enter' })
    for (const key of '3017620422003') {
      slow.burst.printable(key)
      slow.pass(90)
    }
    expect(slow.burst.endMark()).toBe(true)
    const silent = startBurst({ gapMs: 40, endMark: 'pause' })
    for (const key of '3017620422003') {
      silent.burst.printable(key)
      silent.pass(FAST_MS)
    }
    expect(silent.happened).toEqual([])
    silent.pass(40)
    expect(silent.happened).toEqual([{ scan: { code: '3017620422003', quantityMilli: null } }])
    silent.burst.printable('P')
    silent.pass(40)
    expect(silent.happened.at(-1)).toEqual({ key: 'P' })
  })
})
