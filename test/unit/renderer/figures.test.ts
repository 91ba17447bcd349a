import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggestedCash } from '#renderer/screens/payment/suggested-cash.ts'
import {
  longDate,
  percentFigures,
  pieceName,
  quantityFigures,
  stepSeconds,
  unbroken,
  waitTime,
} from '#renderer/words/figures.ts'
import { clockTime, clockTimeMs, dayAndTime, followShopTime } from '#renderer/words/shop-time.ts'
import { timeAgo, waitedFor } from '#renderer/words/time-ago.ts'

/** Figures as they stand on the screen. */

const PIECES = [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]

describe('figures', () => {
  test('quantities and percentages follow the language', () => {
    expect(quantityFigures(412, 'fr')).toBe('0,412')
    expect(quantityFigures(412, 'en')).toBe('0.412')
    expect(quantityFigures(2000, 'pl')).toBe('2')
    expect(percentFigures(550, 'fr')).toBe('5,5')
    expect(percentFigures(1000, 'de')).toBe('10')
  })

  test('pieces have the sign of their size', () => {
    expect(pieceName(200, 'EUR')).toBe('2\u00a0€')
    expect(pieceName(20, 'EUR')).toBe('20\u00a0c')
    expect(pieceName(50, 'PLN')).toBe('50\u00a0gr')
    expect([pieceName(500, 'GBP'), pieceName(50, 'GBP')]).toEqual(['£5', '50p'])
  })

  test('waits count whole seconds and never go below zero', () => {
    expect(waitTime(19_999)).toBe('0:19')
    expect(waitTime(61_000)).toBe('1:01')
    expect(waitTime(-5)).toBe('0:00')
    expect(stepSeconds(11_600, 'fr')).toBe('11,6')
    expect(stepSeconds(300, 'en')).toBe('0.3')
  })

  test('time and date read as on the wall of the shop', () => {
    followShopTime('Europe/Paris')
    expect(clockTime('2026-11-22T06:31:00.000Z')).toBe('7:31')
    expect(clockTime('2026-07-22T22:05:00.000Z')).toBe('0:05')
    expect(clockTimeMs('2026-11-22T13:38:07.112Z')).toBe('14:38:07,112')
    expect(dayAndTime('2026-11-22T23:31:00.000Z')).toBe('23/11 0:31')
    followShopTime('Europe/Warsaw')
    expect(clockTime('2026-11-22T06:31:00.000Z')).toBe('7:31')
    followShopTime('UTC')
    expect(clockTime('2026-11-22T06:31:00.000Z')).toBe('6:31')
    expect(longDate('2026-11-22', 'fr')).toBe('Dimanche 22 novembre 2026')
    expect(longDate('2026-11-22', 'pl')).toBe('Niedziela, 22 listopada 2026')
  })

  test('the past is told in the unit that says something', () => {
    const t = ((key: string, values: Record<string, number>) => `${key} ${Object.values(values)[0]}`) as never
    const nowMs = Date.parse('2026-11-22T12:00:00Z')
    const ago = (milliseconds: number) => timeAgo(t, new Date(nowMs - milliseconds).toISOString(), nowMs)
    expect(ago(-5_000)).toBe('ago.seconds 0')
    expect(ago(99_000)).toBe('ago.seconds 99')
    expect(ago(100_000)).toBe('ago.minutes 2')
    expect(ago(5 * 3_600_000)).toBe('ago.hours 5')
    expect(ago(47 * 3_600_000)).toBe('ago.hours 47')
    expect(ago(49 * 3_600_000)).toBe('ago.days 2')
    expect(waitedFor(t, '2026-11-22T11:48:00Z', nowMs)).toBe('for.minutes 12')
  })

  test('a figure keeps its unit on its line', () => {
    expect(unbroken('Miel de fleurs 500 g')).toBe('Miel de fleurs 500\u00a0g')
    expect(unbroken('Comté (32 % MG)')).toBe('Comté (32\u00a0% MG)')
    expect(unbroken('Lot de 3 gâteaux')).toBe('Lot de 3 gâteaux')
  })
})

describe('suggested cash', () => {
  test('the exact amount, then the notes a customer may give', () => {
    expect(suggestedCash(3776, PIECES)).toEqual([3776, 4000, 5000, 10000])
    expect(suggestedCash(500, PIECES)).toEqual([500, 1000, 2000, 5000])
    expect(suggestedCash(0, PIECES)).toEqual([])
  })

  test('is never less than what is left, never repeated, at most four', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (remainingMinor) => {
        const amounts = suggestedCash(remainingMinor, PIECES)
        expect(amounts[0]).toBe(remainingMinor)
        expect(new Set(amounts).size).toBe(amounts.length)
        expect(amounts.length).toBeLessThanOrEqual(4)
      }),
    )
  })
})
