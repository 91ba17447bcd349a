import { describe, expect, it } from 'vitest'
import { SECRET_TEXTS } from '#test/world/cards.ts'
import { Random } from '#test/world/random.ts'
import { SecretScan } from '#test/world/secret-scan.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const scan = new SecretScan(SECRET_TEXTS)
const around = [
  ['', ''],
  ['name:', ';'],
  ['0123456789ABCDEF', 'FEDCBA9876543210'],
  ['\u0000\u00ff', '\u00ff\u0000'],
] as const

describe('the look for card data in bytes', () => {
  it('finds each text, alone, between others, and as a part of a longer run', () => {
    for (const text of SECRET_TEXTS) {
      for (const [before, after] of around) {
        const bytes = Buffer.from(`4111 1111 ${before}${text}${after} 5555`, 'latin1')
        expect(scan.isIn(bytes), `${before}${text}${after}`).toBe(true)
      }
    }
  })

  it('finds nothing where a text is broken, cut or not there', () => {
    expect(scan.isIn(Buffer.alloc(0))).toBe(false)
    for (const text of SECRET_TEXTS) {
      const middle = text.length >> 1
      const broken = `${text.slice(0, middle)} ${text.slice(middle)}`
      const cut = [text.slice(0, middle), text.slice(middle)].join('-')
      for (const bytes of [broken, cut]) expect(scan.isIn(Buffer.from(bytes, 'latin1')), bytes).toBe(false)
    }
  })

  it('finds what a look for each text alone finds, wherever letters of it stand', () => {
    const texts = ['ABAB', '12AB1', 'BBBBBB']
    const among = new SecretScan(texts)
    const random = new Random(`scan ${SEED}`)
    const found = Array.from({ length: 5_000 }, () => {
      const text = Array.from({ length: random.whole(0, 24) }, () => random.pick([...'AABB12 -'])).join('')
      const isThere = texts.some((each) => text.includes(each))
      expect(among.isIn(Buffer.from(text, 'latin1')), `${text} of seed ${SEED}`).toBe(isThere)
      return isThere
    })
    expect(new Set(found)).toEqual(new Set([true, false]))
  })

  it('wants texts without a blank, by which it parts what it gathers', () => {
    expect(() => new SecretScan(['4111 1111'])).toThrow('blank')
  })
})
