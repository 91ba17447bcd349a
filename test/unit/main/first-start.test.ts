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
import '#test/support/quick-hashes.ts'

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

it('begins with the first run where it is told to, is set up over the carrier, and copies its key on the way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-empty-'))
  const options = readTillOptions(['--data', folder, '--empty'], folder)
  if (!options.ok) throw new Error(options.error.code)
  expect(options.value.empty).toBe(true)
  const opened = await openTill(options.value)
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  try {
    const { setup, session } = await desk.look()
    expect(session).toMatchObject({ kind: 'locked', users: [] })
    if (setup?.stage !== 'draft') throw new Error('no first run')
    // Devices can be added before anybody can sign in; other keys of the till stay closed.
    expect(await opened.value.dispatch('devices.serialPorts', {}, { carrier: 'test' })).toMatchObject({ ok: true })
    expect(await opened.value.dispatch('day.readX', {}, { carrier: 'test' })).toMatchObject(fail('SESSION_LOCKED'))
    const shop = { ...setup.draft.shop, name: 'Chez Zoé', tillLabel: 'Caisse 1' }
    await desk.ask('setup.keep', { draft: { ...setup.draft, country: 'fr', vatBasisPoints: [2_000, 550], shop } })
    await desk.ask('setup.keepPerson', { id: 'zoe', name: 'Zoé', role: 'manager', pin: '2580' })
    const copy = { folder, passphrase: 'quai de la Fosse' }
    await desk.ask('setup.exportKey', copy)
    expect((await desk.look()).setup).toMatchObject({ keyCopy: { path: expect.stringContaining(folder) } })
    const nowhere = join(folder, 'nowhere')
    expect(
      await opened.value.dispatch('setup.exportKey', { ...copy, folder: nowhere }, { carrier: 'test' }),
    ).toMatchObject(fail('SETUP_FOLDER_UNUSABLE', { path: nowhere }))
    await desk.ask('setup.finish', {})
    expect(await desk.look()).toMatchObject({ setup: { stage: 'trial' }, till: { shopName: 'Chez Zoé' } })
  } finally {
    await desk.close()
  }
})

it('opens a live till without a shop at its first run, without the sample goods', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-live-'))
  const asItIs = (bytes: Uint8Array) => bytes
  const opened = await openTill({
    dataFolder: folder,
    training: false,
    padEndpoint: null,
    printerEndpoint: null,
    hostEndpoint: 'tcp://127.0.0.1:1',
    acquirer: TRAINING_ACQUIRER,
    safeStorage: { encrypt: asItIs, decrypt: asItIs },
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  try {
    expect((await desk.look()).setup?.stage).toBe('draft')
    expect(await opened.value.dispatch('setup.openTrainingShop', {}, { carrier: 'test' })).toEqual(
      fail('SETUP_TRAINING_ONLY'),
    )
  } finally {
    await desk.close()
  }
})
