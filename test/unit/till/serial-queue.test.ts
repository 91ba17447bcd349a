import { describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createSerialQueue } from '#till/core/serial-queue.ts'

/** Goal: changes of the till happen one after the other, and a stuck one does not grow the queue for ever. */

describe('serial queue', () => {
  test('keeps the order, whatever each piece takes, and goes on after a throw', async () => {
    const queue = createSerialQueue()
    const seen: string[] = []
    const piece = (name: string, turns: number) =>
      queue.run(async () => {
        seen.push(`${name} begins`)
        for (let turn = 0; turn < turns; turn++) await Promise.resolve()
        seen.push(`${name} ends`)
        if (name === 'b') throw new Error('b failed')
        return name
      })
    const outcomes = await Promise.allSettled([piece('a', 9), piece('b', 1), piece('c', 0)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  test('refuses what is over its limit and takes more once there is room', async () => {
    const queue = createSerialQueue()
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const waiting = Array.from({ length: LIMITS.tillCallsWaiting }, () => queue.run(() => gate))
    await expect(queue.run(async () => 'late')).rejects.toThrow('too many')
    open()
    await Promise.all(waiting)
    expect(await queue.run(async () => 'now')).toBe('now')
  })
})
