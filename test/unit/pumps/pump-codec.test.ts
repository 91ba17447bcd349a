/** Goal: a line of the pump link says what it said, or nothing. Method: lines as they are, cut, joined, spoiled, too long. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { meteredMinor, PumpLines, pumpLine, readFromPump, readFromTill } from '#hardware/pumps/pump.codec.ts'

const LOOK = { do: 'look', seq: 7, order: 'a-1' } as const

describe('a line', () => {
  it('is its sum, its body and a line feed', () => {
    expect(Buffer.from(pumpLine(LOOK)).toString()).toBe('D38ED11E {"do":"look","seq":7,"order":"a-1"}\n')
  })

  it('is read whole, however it is cut, and several at once', () => {
    const both = Buffer.concat([pumpLine(LOOK), pumpLine({ ...LOOK, seq: 8 })])
    const lines = new PumpLines()
    const read = [...both].flatMap((byte) => lines.accept(Buffer.of(byte)).map(readFromTill))
    expect(read).toEqual([LOOK, { ...LOOK, seq: 8 }])
    expect(new PumpLines().accept(both).map(readFromTill)).toEqual(read)
  })

  it('with any byte changed says nothing', () => {
    const good = pumpLine({ notice: 'calling', nozzle: 1 }).subarray(0, -1)
    expect(readFromPump(good)).toEqual({ notice: 'calling', nozzle: 1 })
    for (let index = 0; index < good.length; index += 1) {
      const spoiled = Uint8Array.from(good)
      spoiled[index] = (spoiled[index] ?? 0) ^ 0x20
      expect(readFromPump(spoiled), `byte ${index}`).toBeNull()
    }
  })

  it('that is too long is thrown away, and the next one is read', () => {
    const lines = new PumpLines()
    expect(lines.accept(Buffer.alloc(LIMITS.pumpLineBytesMax * 2, 'x'))).toEqual([])
    expect(lines.accept(Buffer.from('x\n'))).toEqual([])
    expect(lines.accept(pumpLine(LOOK)).map(readFromTill)).toEqual([LOOK])
  })

  it('that is whole but not understood keeps its number', () => {
    const line = pumpLine({ ...LOOK, do: 'explode' } as never).subarray(0, -1)
    expect(readFromTill(line)).toEqual({ do: null, seq: 7 })
  })
})

it.each([
  [1, 1_879, 0],
  [3, 1_879, 1],
  [5_000, 1_879, 940],
  [10_643, 1_879, 2_000],
  [9_999_999, 99_999, 99_998_990],
])('counts %i ml at %i thousandths as %i', (volumeMl, priceMilli, minor) => {
  expect(meteredMinor(volumeMl, priceMilli)).toBe(minor)
})
