import { describe, expect, test } from 'vitest'
import { LOCKED_SESSION } from '#test/support/renderer/sample-shop.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** People: an approval over the work, a badge at a locked till, and a person who is added, by keys and by fingers. */
export function peopleSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked } = screenHands(open, isAct)
  const named = (name: string) => open().till.calls.filter((each) => each.name === name)

  describe('an approval', () => {
    test('is given by keys over the work, and the same call goes again', async () => {
      await show('approval')
      await press('3', '3', '3', '3')
      open().till.refused.clear()
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      const payload = { lineId: 'line-6', basisPoints: 3_000 }
      const proof = { userId: 'claire', pin: '3333' }
      await expectAsked(
        ['sale.setDiscount', payload],
        ['session.approve', { call: 'sale.setDiscount', payload, permission: 'discount-above-limit', proof }],
        ['sale.setDiscount', payload],
      )
    })

    test('is given by a badge, which is neither typed nor sold', async () => {
      await show('approval')
      open().till.refused.clear()
      await scanInto(page(), 'NFC-04A2B3C4')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      expect(named('session.approve')).toMatchObject([{ request: { proof: { badge: 'NFC-04A2B3C4' } } }])
      expect(named('sale.scan')).toEqual([])
      expect(named('sale.setDiscount')).toHaveLength(2)
    })

    test('is not given by Escape: nothing changes, and the ticket is there', async () => {
      await show('approval')
      await press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await page().getByText('Rien n’a changé').waitFor()
      expect(named('session.approve')).toEqual([])
      expect(named('sale.setDiscount')).toHaveLength(1)
    })

    test('is given by fingers', async () => {
      await show('approval')
      const dialog = page().getByRole('dialog')
      for (const figure of '3333') await dialog.getByRole('button', { name: figure, exact: true }).tap()
      open().till.refused.clear()
      await dialog.getByRole('button', { name: 'Donner l’accord' }).tap()
      await dialog.waitFor({ state: 'detached' })
      expect(named('session.approve')).toHaveLength(1)
    })
  })

  describe('a locked till', () => {
    test('opens by a badge', async () => {
      await open().show({ session: LOCKED_SESSION })
      await scanInto(page(), 'NFC-04A2B3C4')
      await page().getByText('Prêt à scanner').waitFor()
      expect(named('session.badge')).toMatchObject([{ request: { code: 'NFC-04A2B3C4' } }])
    })

    test('is taken over by a badge from whoever does not sell', async () => {
      const technician = { id: 'technician', name: 'Technicien', initials: 'TR', role: 'technician' as const }
      await open().show({ session: { kind: 'signed-in', user: technician, signedInAt: new Date().toISOString() } })
      await scanInto(page(), 'NFC-04A2B3C4')
      await expectAsked(['session.badge', { code: 'NFC-04A2B3C4' }])
    })

    test('is locked by Ctrl L, and found again as it was left', async () => {
      await show('people')
      await press('Control+l')
      await page().getByText('Qui tient la caisse').waitFor()
      expect(named('session.lock')).toHaveLength(1)
    })
  })

  describe('a person', () => {
    test('is added with a code that is typed twice', async () => {
      await show('people-add')
      const dialog = page().getByRole('dialog')
      await dialog.getByLabel('Nom').fill('Zoé Martin')
      await dialog.getByLabel('Code', { exact: true }).fill('7391')
      await dialog.getByLabel('Encore une fois').fill('7392')
      await dialog.getByText('Tapez deux fois le même code').waitFor()
      await dialog.getByLabel('Encore une fois').fill('7391')
      await press('Enter')
      await dialog.waitFor({ state: 'detached' })
      expect(named('people.add')).toMatchObject([
        { request: { name: 'Zoé Martin', initials: 'ZM', role: 'cashier', pin: '7391' } },
      ])
    })
  })
}
