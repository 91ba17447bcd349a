/**
 * Goal: nothing that can begin can get stuck, and the drawn machines are the real ones. Method: each reducer is walked
 * from its beginning by every event; then back from its ends by all that needs no person, or one at most. A new machine
 * joins by one line in `test/support/machines/machines.ts`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawMachines } from '#test/support/machines/diagrams.ts'
import { type Machine, walk } from '#test/support/machines/machine.ts'
import { MACHINES } from '#test/support/machines/machines.ts'

/** A machine of three states for the walk itself: `open` is left by a person, `lost` by nobody, `never` is not reached. */
const SAMPLE: Machine<string, string> = {
  name: 'sample',
  about: '',
  source: '',
  states: ['begun', 'open', 'lost', 'over', 'never'],
  begin: 'begun',
  events: [
    { name: 'ask', by: 'time', event: 'open' },
    { name: 'lose', by: 'time', event: 'lost' },
    { name: 'answer', by: 'person', event: 'over' },
  ],
  step: (state, event) => {
    if (state === 'begun' && event !== 'over') return event
    return state === 'open' && event === 'over' ? 'over' : null
  },
  nameOf: (state) => state,
  isEnd: (state) => state === 'over',
}

describe('the walk', () => {
  it('finds what is never reached, what nobody can leave, and what needs a person', async () => {
    expect(await walk(SAMPLE)).toMatchObject({
      unreached: ['never'],
      stuck: ['lost'],
      needPerson: ['begun', 'lost', 'open'],
      ends: ['over'],
    })
  })

  it('does not count on two persons one after the other', async () => {
    const chain = { ...SAMPLE, events: SAMPLE.events.map((each) => ({ ...each, by: 'person' as const })) }
    expect((await walk(chain)).stuck).toContain('begun')
  })
})

describe.each(MACHINES.map((machine) => [machine.name, machine] as const))('%s', (_, machine) => {
  it('reaches every state, and leaves every one', async () => {
    const { unreached, stuck, ends } = await walk(machine)
    expect({ unreached, stuck }).toEqual({ unreached: [], stuck: [] })
    expect(ends.length).toBeGreaterThan(0)
  })
})

describe('a card payment', () => {
  it('needs a person only where the bank refused its reversal', async () => {
    const payment = MACHINES.find(({ name }) => name === 'Card payment')
    expect(payment && (await walk(payment)).needPerson).toEqual(['outcome-unknown'])
  })
})

describe('the document', () => {
  it('is drawn from these machines: else run `npm run machines`', async () => {
    const document = readFileSync(join(import.meta.dirname, '../../docs/machines.md'), 'utf8')
    expect(document).toBe(await drawMachines())
  })
})
