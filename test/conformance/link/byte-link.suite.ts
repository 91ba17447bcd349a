import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ByteLink } from '#hardware/link/byte-link.ts'

/** A link and the device's end of its line. */
export interface LinkBench {
  readonly link: ByteLink
  /** Another link to the same endpoint. */
  second(): ByteLink
  /** A link to an endpoint of the same kind where nothing is. */
  nowhere(): ByteLink
  farWrite(bytes: Uint8Array): void
  /** What arrived at the device so far. */
  readonly received: Uint8Array[]
  /** The cable is pulled. */
  unplug(): Promise<void>
  close(): Promise<void>
}

const ALL_VALUES = Uint8Array.from({ length: 256 }, (_, value) => value)

const join = (chunks: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(chunks))

async function until(met: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 8_000
  while (!met()) {
    if (Date.now() > giveUpAt) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The guarantees of ByteLink, the same for every kind of line. */
export function byteLinkSuite(kind: string, open: () => Promise<LinkBench>): void {
  describe(`link over ${kind}`, () => {
    let bench: LinkBench
    beforeEach(async () => {
      bench = await open()
    })
    afterEach(async () => {
      await bench.link.close()
      await bench.close()
    })

    it('carries every byte value both ways, in order, in pieces of any size', async () => {
      const near: Uint8Array[] = []
      bench.link.onBytes((bytes) => near.push(bytes.slice()))
      expect(await bench.link.open()).toEqual({ ok: true, value: null })
      const message = join(Array.from({ length: 40 }, () => ALL_VALUES))
      for (let at = 0, size = 1; at < message.length; at += size, size = (size * 7) % 1021 || 1)
        expect(await bench.link.write(message.subarray(at, at + size))).toEqual({ ok: true, value: null })
      await until(() => join(bench.received).length >= message.length)
      expect(join(bench.received)).toEqual(message)
      for (let at = 0; at < message.length; at += 777) bench.farWrite(message.subarray(at, at + 777))
      await until(() => join(near).length >= message.length)
      expect(join(near)).toEqual(message)
    })

    it('stops calling a listener that was taken back', async () => {
      let calls = 0
      let others = 0
      const off = bench.link.onBytes(() => {
        calls += 1
      })
      bench.link.onBytes(() => {
        others += 1
      })
      await bench.link.open()
      off()
      bench.farWrite(Uint8Array.of(1))
      await until(() => others > 0)
      expect(calls).toBe(0)
    })

    it('has one holder at a time', async () => {
      const second = bench.second()
      expect(await bench.link.open()).toMatchObject({ ok: true })
      expect(await second.open()).toEqual({ ok: false, trouble: 'busy' })
      expect(await bench.link.open()).toEqual({ ok: false, trouble: 'busy' })
      await bench.link.close()
      expect(await second.open()).toMatchObject({ ok: true })
      await second.close()
    })

    it('tells that nothing is there', async () => {
      const link = bench.nowhere()
      expect(await link.open()).toEqual({ ok: false, trouble: 'not-found' })
      expect(await link.write(ALL_VALUES)).toEqual({ ok: false, trouble: 'lost' })
    })

    it('closes without a word, writes nothing afterwards, and opens again', async () => {
      let losses = 0
      bench.link.onLost(() => {
        losses += 1
      })
      await bench.link.open()
      await bench.link.close()
      await bench.link.close()
      expect(await bench.link.write(ALL_VALUES)).toEqual({ ok: false, trouble: 'lost' })
      expect(await bench.link.open()).toMatchObject({ ok: true })
      expect(await bench.link.write(Uint8Array.of(0x18))).toMatchObject({ ok: true })
      await until(() => join(bench.received).length > 0)
      expect(join(bench.received)).toEqual(Uint8Array.of(0x18))
      expect(losses).toBe(0)
    })

    it('tells once that the line was lost', async () => {
      let losses = 0
      bench.link.onLost(() => {
        losses += 1
      })
      await bench.link.open()
      await bench.unplug()
      await until(() => losses > 0)
      expect(await bench.link.write(ALL_VALUES)).toEqual({ ok: false, trouble: 'lost' })
      await bench.link.close()
      expect(losses).toBe(1)
    })
  })
}
