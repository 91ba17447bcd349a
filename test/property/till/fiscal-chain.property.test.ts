import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#contract/json.ts'
import { canonicalJson } from '#till/fiscal/canonical-json.ts'
import { nextRecord, verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { FiscalRecord } from '#till/ports/commit-paid-sale.port.ts'
import { testSigner } from '../../support/till/fixed-ports.ts'

/** Goal: one value has one text; a chain verifies, and no change of it goes unseen. */

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
const body = fc.dictionary(fc.string(), json) as fc.Arbitrary<Record<string, Json>>

describe('canonical JSON', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(body, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      }),
    )
  })

  test('keeps the value, NFC, and is its own canonical form', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
    expect(canonicalJson({ b: 1, a: ['e\u0301', null] })).toBe('{"a":["é",null],"b":1}')
  })
})

describe('chain', () => {
  const signer = testSigner()
  const kind = fc.constantFrom('ticket', 'duplicate', 'closing', 'event')
  const entries = fc.array(fc.tuple(kind, body), { minLength: 1, maxLength: 6 })
  const chainOf = (made: readonly (readonly [FiscalRecord['kind'], Record<string, Json>])[]): FiscalRecord[] => {
    const chain: FiscalRecord[] = []
    for (const [recordKind, recordBody] of made) {
      const entry = { kind: recordKind, at: '2026-11-22T13:30:00.000Z', body: recordBody }
      chain.push(nextRecord(chain.at(-1) ?? null, entry, signer))
    }
    return chain
  }

  test('verifies whole and in parts', () => {
    fc.assert(
      fc.property(entries, fc.nat(5), (made, cut) => {
        const chain = chainOf(made)
        expect(verifyChain(chain, null, signer)).toBeNull()
        const from = cut % chain.length
        expect(verifyChain(chain.slice(from), chain[from - 1] ?? null, signer)).toBeNull()
      }),
      { numRuns: 40 },
    )
  })

  test('any changed field of any record is found at or right after it', () => {
    const field = fc.constantFrom('kind', 'at', 'body', 'previousHash', 'hash', 'signature')
    fc.assert(
      fc.property(entries, fc.nat(5), field, fc.nat(200), (made, place, name, offset) => {
        const chain = chainOf(made)
        const victim = chain[place % chain.length]
        if (victim === undefined) throw new Error('a chain has a record')
        const text = victim[name as 'body']
        const at = offset % text.length
        const other = text[at] === 'x' ? 'y' : 'x'
        const forged = chain.map((record) =>
          record === victim ? { ...record, [name]: text.slice(0, at) + other + text.slice(at + 1) } : record,
        )
        expect(verifyChain(forged, null, signer)?.sequence).toBe(victim.sequence)
      }),
      { numRuns: 60 },
    )
  })

  test('another key signs nothing here', () => {
    const chain = chainOf([['event', {}]])
    expect(verifyChain(chain, null, testSigner())).toEqual({ sequence: 1, cause: 'signature' })
  })
})
