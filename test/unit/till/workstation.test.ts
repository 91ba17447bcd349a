/** Goal: a workstation is set with a trace, whole or not at all, and its keys are printed. Method: the till's calls on a real database. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { USUAL_WORKSTATION, type Workstation } from '#contract/views/workstation-view.ts'
import { keyCardSchema } from '#contract/workstation-api.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let till: TestTill
beforeEach(async () => {
  till = await openTestTill()
  await till.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => till.close())

const workstation = () => till.till.slice('till').workstation
const lastEvent = async () => JSON.parse((await till.store.fiscalChain.last())?.body ?? '{}') as Record<string, unknown>
const asCashier = () => till.call('session.signIn', { userId: 'ines', pin: '1111' })

describe('the settings of a workstation', () => {
  it('are the usual ones until somebody changes them', () => {
    expect(workstation()).toEqual(USUAL_WORKSTATION)
  })

  it('stand in the chain with what was and what is, and are kept over a restart', async () => {
    expect(await till.call('workstation.change', { scannerGapMs: 80, keys: { hold: 'H' } })).toEqual({
      ok: true,
      value: {},
    })
    expect(await lastEvent()).toMatchObject({
      event: 'workstation-changed',
      userId: 'claire',
      changes: [
        { name: 'scannerGapMs', before: 40, after: 80 },
        { name: 'keys', before: {}, after: { hold: 'H' } },
      ],
    })
    till = await till.reopen()
    expect(workstation()).toEqual({ ...USUAL_WORKSTATION, scannerGapMs: 80, keys: { hold: 'H' } })
    const records = await till.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
    expect(verifyChain(records, null, till.signer)).toBeNull()
  })

  it('note nothing where nothing is another', async () => {
    const before = await till.store.fiscalChain.last()
    expect(await till.call('workstation.change', { density: 'normal', keys: {} })).toEqual({ ok: true, value: {} })
    expect(await till.store.fiscalChain.last()).toEqual(before)
  })

  it('are for keepers, but for what the eye and the ear of a seller need', async () => {
    await asCashier()
    expect(
      await till.call('workstation.change', { density: 'large', soundsOn: false, volumePercent: 25 }),
    ).toMatchObject({
      ok: true,
    })
    const forKeepers: Partial<Workstation>[] = [
      { scannerGapMs: 80 },
      { keys: { hold: 'H' } },
      { density: 'normal', keys: {} },
    ]
    for (const change of forKeepers) expect(await till.call('workstation.change', change)).toMatchObject({ ok: false })
    expect(workstation()).toMatchObject({ density: 'large', soundsOn: false, scannerGapMs: 40, keys: {} })
  })

  it('put no two actions on one key', async () => {
    const twice = await till.call('workstation.change', { keys: { hold: 'H', drawer: 'H' } })
    expect(twice).toMatchObject({ ok: false, error: { code: 'IPC_BAD_REQUEST', details: { field: 'keys' } } })
    expect(workstation().keys).toEqual({})
  })
})

describe('the card of keys', () => {
  const groups = [
    {
      name: 'Vente',
      lines: [
        { sign: '⇧ F3', words: 'Remise ticket' },
        { sign: 'R', words: 'Retrouver un ticket par son numéro, sa table ou son client, payé ou non' },
      ],
    },
  ]
  const print = (wanted = groups) => till.call('workstation.printKeyCard', { groups: wanted })

  it.each([32, 42, 48] as const)(
    'has each key at the edge and goes on under its own words, at %i columns',
    async (columns) => {
      expect(await print()).toEqual({ ok: true, value: {} })
      const [job] = await till.store.printSpool.queuedJobs()
      if (job === undefined) throw new Error('nothing is to be printed')
      const rows = paperText(layOut(job.document, columns))
      expect(rows.find((row) => row.includes('Remise ticket'))).toMatch(/^Maj F3 {4}Remise/)
      const at = rows.findIndex((row) => row.startsWith('R         Retrouver'))
      expect(at).toBeGreaterThan(0)
      expect(rows[at + 1]).toMatch(/^ {10}\S/)
      expect(rows.every((row) => row.length <= columns)).toBe(true)
    },
  )

  it('prints no card number, and no more than fits a card', async () => {
    const line = (words: string) => [{ name: 'Vente', lines: [{ sign: 'F1', words }] }]
    expect(await print(line('4111 1111 1111 1111'))).toMatchObject({ error: { code: 'SALE_CARD_NUMBER_REFUSED' } })
    const lines = Array.from({ length: LIMITS.keyCardLines + 1 }, () => ({ sign: 'F1', words: 'x' }))
    const tooMuch = [
      [{ name: 'Vente', lines }],
      Array.from({ length: LIMITS.keyCardGroups + 1 }, () => ({ name: 'Vente', lines: [] })),
      line('x'.repeat(LIMITS.keyCardCharacters + 1)),
    ]
    for (const wanted of tooMuch) expect(keyCardSchema.safeParse(wanted).success).toBe(false)
    expect(keyCardSchema.safeParse(groups).success).toBe(true)
    expect(await till.store.printSpool.queuedJobs()).toEqual([])
  })
})
