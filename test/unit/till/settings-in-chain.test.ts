/**
 * Goal: a parameter of the shop and its record in the fiscal chain are one: whatever the disk refuses in between, the chain tells what is
 * set, and nothing is set that it does not tell. Method: changes until the disk is full, on a real database.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MeansDraft } from '#contract/means-api.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

const CHANGES_MAX = 500

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

/** Until the disk has no room for one more. */
async function fill(change: (turn: number) => Promise<unknown>): Promise<void> {
  await change(0)
  desk.fillDisk()
  const all = async () => {
    for (let turn = 1; turn < CHANGES_MAX; turn++) await change(turn)
  }
  await expect(all()).rejects.toThrow('STORE_DISK_FULL')
  desk.freeDisk()
}

/** The newest record of this event. */
async function told(event: string): Promise<Readonly<Record<string, unknown>>> {
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 2 * CHANGES_MAX })
  const bodies = records.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>)
  return bodies.findLast((body) => body.event === event) ?? {}
}

test('ways to pay are set with their record, or not at all', async () => {
  const named = (name: string): MeansDraft[] => [
    { id: 'own', kind: 'own', name, excess: 'refused', opensDrawer: true, isCounted: true, families: null },
  ]
  await fill((turn) => desk.call('means.save', { means: named(`Bon ${turn}`) }))
  expect((await desk.store.settings.shop())?.tenderMeans).toEqual((await told('tender-means-set')).means)
  expect(await desk.call('means.list', {})).toMatchObject({
    value: { means: [{ name: (await desk.store.settings.shop())?.tenderMeans?.[0]?.name }] },
  })
})

test('rules of tickets are set with their record, or not at all', async () => {
  await fill((turn) => desk.call('settings.setTicketRules', { cashRounding: { stepMinor: turn + 2, tie: 'up' } }))
  expect({ cashRounding: (await desk.store.settings.shop())?.cashRounding }).toEqual(
    (await told('ticket-rules-set')).rules,
  )
  expect(desk.till.slice('till').cashRounding).toEqual((await desk.store.settings.shop())?.cashRounding)
})
