import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { TRAINING_ACQUIRER } from '#main/compose/acquirer-settings.ts'
import { openTill } from '#main/compose.ts'
import { readTillOptions } from '#main/till-options.ts'
import { openStore } from '#store/open-store.ts'
import { deskOf, signIn } from '#test/support/bad-input/desk.ts'
import { fixedSecretStore, testClock } from '#test/support/till/fixed-ports.ts'

/** Goal: the program just installed, without settings and without a device, opens for training and sells. */
it('opens without any setting, sells for cash, and says what a card would need', async () => {
  const options = readTillOptions([], mkdtempSync(join(tmpdir(), 'comptoir-first-')))
  if (!options.ok) throw new Error(options.error.code)
  const opened = await openTill(options.value)
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  try {
    await signIn(desk)
    const { till } = await desk.look()
    expect(till.training).toBe(true)
    const { cells } = await desk.ask('catalogue.quickKeys', { familyId: till.families[0]?.id ?? '' })
    await desk.ask('sale.addProduct', { productId: cells[0]?.product.id ?? '' })
    const { sale, status } = await desk.look()
    expect(status.pad.state).toBe('absent')
    await desk.ask('tender.card', { amountMinor: sale.totalMinor })
    const failure = await desk.until('an end of the card payment', ({ payment }) => payment?.failure ?? false)
    expect(failure).toMatchObject({ code: 'PINPAD_NONE' })
    await desk.ask('payment.dismiss', {})
    await desk.ask('tender.cash', { givenMinor: sale.totalMinor })
    expect((await desk.look()).lastSale).toMatchObject({ totalMinor: sale.totalMinor })
  } finally {
    await desk.close()
  }
})

it('keeps training and live selling apart, whichever opens a folder first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-purpose-'))
  const training = readTillOptions(['--data', folder], folder)
  if (!training.ok) throw new Error(training.error.code)
  const asItIs = (bytes: Uint8Array) => bytes
  const options = { ...training.value, safeStorage: { encrypt: asItIs, decrypt: asItIs } }
  const opened = await openTill(options)
  if (!opened.ok) throw new Error(opened.error.code)
  await opened.value.close()
  const live = { ...options, training: false, acquirer: TRAINING_ACQUIRER, hostEndpoint: 'tcp://127.0.0.1:1' }
  const refused = fail('STORE_SETTINGS_INVALID', { path: folder, field: 'training' })
  expect(await openTill(live)).toEqual(refused)
  const store = openStore({ folder, secretStore: fixedSecretStore(), clock: testClock() })
  await store.settings.savePurpose('live')
  store.close()
  expect(await openTill(options)).toEqual(refused)
})
