/**
 * Goal: whatever a till asks and a customer does, in any order, the pad answers each command once, uses no key twice,
 * accepts nothing that neither the host nor a card that may decide has accepted, and lets no card number out in clear.
 * Method: random conversations of commands and gestures against the whole pad, in memory.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE, STATUS } from '#hardware/pad/abecs/parameters.ts'
import { TEST_CARDS, type TestCard } from '#simulators/abecs-pad/cards.ts'
import { openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { fcx, gcx, gox, gtk, RMC_TEXT } from '#test/support/abecs-pad/purchase.ts'
import { type Answer, fromHex, textOf } from '#test/support/abecs-pad/test-till.ts'

const STATUSES: ReadonlySet<string> = new Set(Object.values(STATUS))
const amount = fc.constantFrom('000000000001', '000000004999', '000000005001', '000000123456')
const floor: Parameter = [SPE.TRMPAR, fromHex('00001388000000000000')]

type Step =
  | {
      readonly do: 'GCX'
      readonly card: TestCard
      readonly way: number
      readonly amount: string
      readonly pin: string | string[]
      readonly act: string
      readonly at: string
      readonly keepCard: boolean
    }
  | { readonly do: 'GTK'; readonly tracks: string }
  | { readonly do: 'GOX'; readonly amount: string; readonly option: string }
  | { readonly do: 'FCX'; readonly said: string }
  | { readonly do: 'GED' | 'RMC' | 'CLX' }

/** Mostly what a till should ask, in that order; now and then a step is missing, or one stands where it should not. */
const purchase = fc
  .record({
    card: fc.constantFrom(...TEST_CARDS),
    way: fc.nat({ max: 2 }),
    amount,
    otherAmount: fc.option(amount, { freq: 8 }),
    pin: fc.constantFrom('1234', '1234', '0000', ['1111', '1234']),
    act: fc.constantFrom('pay', 'pay', 'pay', 'pay', 'cancel', 'pull-early'),
    at: fc.constantFrom('GCX', 'GOX', 'FCX'),
    keepCard: fc.boolean(),
    tracks: fc.constantFrom('0010', '1111', '0000'),
    option: fc.constantFrom('00000', '01000', '10000', '01100'),
    said: fc.constantFrom('0000', '1000', '2000'),
    stray: fc.constantFrom('GED' as const, 'RMC' as const, 'CLX' as const, null, null),
    strayAt: fc.nat({ max: 4 }),
    missing: fc.nat({ max: 12 }),
  })
  .map(({ card, way, pin, act, at, keepCard, tracks, option, said, stray, strayAt, missing, ...terms }): Step[] => {
    const steps: Step[] = [
      { do: 'GCX', card, way, amount: terms.amount, pin, act, at, keepCard },
      { do: 'GTK', tracks },
      { do: 'GOX', amount: terms.otherAmount ?? terms.amount, option },
      { do: 'FCX', said },
      { do: 'RMC' },
    ]
    const kept = steps.filter((_, index) => index !== missing)
    return stray === null ? kept : kept.toSpliced(strayAt, 0, { do: stray })
  })

/** The purchase as a careful reader of the answers follows it. */
interface Followed {
  mayDecide: boolean
  wentOnline: boolean
  approvedOffline: boolean
}

function commandOf(asked: Step): readonly [string, Uint8Array[]] {
  switch (asked.do) {
    case 'GCX':
      return ['GCX', gcx({ [SPE.AMOUNT]: asked.amount })]
    case 'GTK':
      return ['GTK', gtk({ [SPE.TRACKS]: asked.tracks })]
    case 'GOX':
      return ['GOX', gox({ [SPE.AMOUNT]: asked.amount, [SPE.GOXOPT]: asked.option }, [floor])]
    case 'FCX':
      return ['FCX', fcx(asked.said)]
    case 'GED':
      return ['GED', writeParameters([[SPE.TAGLIST, fromHex('5A57569F1F9F205F20959F36')]])]
    case 'RMC':
      return ['RMC', [RMC_TEXT]]
    case 'CLX':
      return ['CLX', writeParameters([textParameter(SPE.DSPMSG, 'COMPTOIR')])]
  }
}

function follow(asked: Step, answer: Answer, followed: Followed): void {
  if (!answer.status.endsWith('000')) return
  if (asked.do === 'GCX') Object.assign(followed, { wentOnline: false, approvedOffline: false })
  if (asked.do === 'GOX') {
    const result = textOf(answer, PP.GOXRES)
    followed.wentOnline = result.startsWith('2')
    followed.approvedOffline = result.startsWith('0')
    if (followed.approvedOffline) expect(asked.option.charAt(1), 'an offline approval the till forbade').toBe('0')
    if (followed.approvedOffline) expect(followed.mayDecide, 'a card that may not decide').toBe(true)
  }
  if (asked.do === 'FCX' && textOf(answer, PP.FCXRES) === '000') {
    const byHost = followed.wentOnline && asked.said === '0000'
    const byCard = followed.wentOnline && asked.said === '2000' && followed.mayDecide
    expect(byHost || byCard || (followed.approvedOffline && asked.said === '0000'), 'an approval from nowhere').toBe(
      true,
    )
  }
}

describe('any till and any customer', () => {
  it('get one answer each, no key twice, no approval from nowhere, and no number in clear', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(purchase, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('2.12' as const, '2.20' as const),
        async (purchases, specification) => {
          const { pad, till } = openBench({ readingMs: 1, specification })
          const followed: Followed = { mayDecide: false, wentOnline: false, approvedOffline: false }
          const serials: string[] = []
          for (const asked of purchases.flat()) {
            if (asked.do === 'GCX') {
              const { card, way, pin, act, at, keepCard } = asked
              const how = card.interfaces[way % card.interfaces.length]
              await pad.control({ do: 'nobody' })
              await pad.control({ do: 'customer', plan: [{ card: card.id, how, pin, act, at, keepCard, afterMs: 0 }] })
              // A chip left in the slot is read instead of the new card.
              const inSlot = TEST_CARDS.find(({ id }) => id === pad.picture().cardInSlot)
              followed.mayDecide = (inSlot ?? card).decidesOffline
            }
            if (asked.do === 'RMC') await pad.control({ do: 'remove' })
            const [id, blocks] = commandOf(asked)
            const answer = await till.ask(id, ...blocks)
            expect(answer.status.slice(0, 3)).toBe(id)
            expect(STATUSES.has(answer.status.slice(3)), answer.status).toBe(true)
            follow(asked, answer, followed)
            // In ECB the fields of one GTK share a key, so each answer counts its serial numbers once.
            const carried = [PP.KSN, PP.TRK2KSN, PP.ENCPANKSN].flatMap((serial) => answer.parameters.get(serial) ?? [])
            serials.push(...new Set(carried.map((value) => Buffer.from(value).toString('hex'))))
          }
          expect(new Set(serials).size).toBe(serials.length)
          const said = Buffer.from(till.received)
          const shown = said.toString('latin1') + said.toString('hex') + JSON.stringify(pad.picture())
          for (const card of TEST_CARDS) expect(shown.includes(card.pan), card.id).toBe(false)
        },
      ),
      { numRuns: 80 },
    )
  }, 60_000)
})
