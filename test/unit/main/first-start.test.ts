import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTill } from '#main/compose.ts'
import { readTillOptions } from '#main/till-options.ts'
import { deskOf, signIn } from '#test/support/bad-input/desk.ts'

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
