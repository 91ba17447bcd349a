import { describe, expect, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { scanInto, scanIntoField } from '#test/support/renderer/scanner.ts'
import { screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'
import { MANAGER } from '#test/support/renderer/settlement-states.ts'

const ACTS: readonly CallName[] = [
  'articles.save',
  'articles.undoSave',
  'articles.archive',
  'articles.saveFamilies',
  'articles.savePriceList',
  'articles.removePriceList',
  'articles.saveLabelForms',
  'sale.scan',
]

/** Articles by keys and by touch: changed, made for a code that nothing has, and never lost unasked. */
export function articlesSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAskedNames, expectNoDialog } = screenHands(open, (name) => ACTS.includes(name))
  const dialog = () => page().getByRole('dialog').last()
  const type = (text: string) => page().keyboard.type(text, { delay: 60 })
  const last = () => asked().at(-1)

  describe('articles', () => {
    test('by keys: from the list to a name, a scanned pack of six, a stock with its reason; saved, then taken back', async () => {
      await show('articles')
      await press('ArrowDown', 'Enter')
      await dialog().getByText('Codes-barres').waitFor()
      await press('End')
      await type(' bio')
      await press('Control+2')
      await scanIntoField(page(), '4006381333931')
      await dialog().getByText('4006381333931').first().waitFor()
      await press('Tab', 'Tab')
      await dialog().getByLabel('Pièces par scan de 4006381333931').fill('6')
      await press('Control+4')
      await dialog().getByRole('button', { name: 'Sortie' }).press('Enter')
      await type('2')
      await press('Enter')
      await expect.poll(last).toMatchObject({
        name: 'articles.save',
        request: {
          id: 'biere',
          article: { name: 'Bière blonde 33 cl bio', priceMinor: 240 },
          stock: { kind: 'moved', byMilli: -2_000, reason: 'Casse' },
        },
      })
      expect(JSON.stringify(last())).toContain('{"barcode":"4006381333931","quantityMilli":6000}')
      await expectNoDialog()
      await press('Control+Z')
      await expectAskedNames('articles.save', 'articles.undoSave')
    })

    test('by touch: the price of the honey, another rate; what is wrong is said where it is', async () => {
      await show('articles')
      await page().getByRole('button', { name: /^Miel/ }).tap()
      await dialog().getByLabel('Prix de vente').fill('1234567890')
      await dialog()
        .getByRole('button', { name: /^Enregistrer/ })
        .tap()
      await dialog().getByRole('alert').getByText('dépasse').waitFor()
      await expect.poll(() => dialog().getByLabel('Prix de vente').getAttribute('aria-invalid')).toBe('true')
      await dialog().getByLabel('Prix de vente').fill('7.20')
      await dialog().getByRole('button', { name: '20 %' }).tap()
      await dialog()
        .getByRole('button', { name: /^Enregistrer/ })
        .tap()
      const article = { name: 'Miel de châtaignier 250 g', priceMinor: 720, vatBasisPoints: 2_000 }
      await expect.poll(last).toMatchObject({ name: 'articles.save', request: { id: 'miel', article } })
    })

    test('nothing typed is lost: Escape asks, and Escape again goes on', async () => {
      await show('article-unsaved')
      await press('Escape')
      await page().getByText('ne sont pas enregistrés').waitFor({ state: 'detached' })
      await expect.poll(() => dialog().getByLabel('Nom', { exact: true }).inputValue()).toContain('bio')
      await press('Escape')
      await page().getByRole('button', { name: 'Abandonner' }).tap()
      await expectNoDialog()
      await expectAskedNames()
    })

    test('a code that another article has leads to that article', async () => {
      await show('article-code-taken')
      await page().getByRole('button', { name: 'Ouvrir « Miel de châtaignier 250 g »' }).tap()
      await expect
        .poll(() => dialog().getByLabel('Nom', { exact: true }).inputValue())
        .toBe('Miel de châtaignier 250 g')
    })

    test('a scan that nothing answers to: A makes the article and scans it again; a cashier is told who may', async () => {
      await show('unknown-code')
      await press('A')
      await dialog().getByLabel('Nom', { exact: true }).waitFor()
      await type('Stylo')
      await dialog().getByLabel('Prix de vente').fill('1,95')
      await press('Enter')
      const barcodes = [{ barcode: '4006381333931', quantityMilli: 1_000 }]
      await expect
        .poll(() => asked().find(({ name }) => name === 'articles.save')?.request)
        .toMatchObject({ id: null, article: { name: 'Stylo', priceMinor: 195, barcodes } })
      await expect.poll(last).toEqual({ name: 'sale.scan', request: { code: '4006381333931' } })
      await show('sale')
      await scanInto(page(), '4006381333931')
      await page().getByRole('alert').waitFor()
      expect(await page().getByRole('button', { name: 'Créer l’article' }).count()).toBe(0)
      await press('A')
      await page().getByRole('alert').getByText('responsable').waitFor()
      await expectNoDialog()
    })

    test('families: renamed by leaving the field, coloured by touch, moved and removed by keys, all of it taken back', async () => {
      await show('families')
      const families = () => open().till.slices.till.families
      const sent = () => (last()?.request as { families?: readonly FamilyView[] } | undefined)?.families
      const [first, second] = families()
      await page().getByLabel('Nom', { exact: true }).fill('Coups de cœur')
      await press('Enter')
      await expect.poll(() => sent()?.[0]).toEqual({ ...first, name: 'Coups de cœur' })
      await page().getByRole('button', { name: 'Rouge' }).tap()
      await expect.poll(() => sent()?.[0]).toEqual({ ...first, colour: 7 })
      await press('ArrowDown', 'Shift+ArrowUp')
      await expect.poll(() => sent()?.slice(0, 2)).toEqual([second, first])
      await press('F7')
      await expect.poll(() => sent()?.length).toBe(families().length - 1)
      await press('Control+Z')
      await expect.poll(() => sent()).toEqual(families())
    })

    test('a price list: days by touch, hours as people write them; labels of a scale by one figure', async () => {
      await show('price-lists')
      await page().getByRole('button', { name: 'sam.' }).tap()
      await page().getByLabel('De', { exact: true }).fill('16h30')
      await press('Enter')
      const list = { id: 'happy', name: 'Happy hour', place: 0, weekdays: [4, 5, 6], from: '16:30', until: '19:00' }
      await expect.poll(last).toEqual({ name: 'articles.savePriceList', request: { list } })
      await press('F7')
      await page()
        .getByRole('dialog')
        .getByRole('button', { name: /^Supprimer/ })
        .tap()
      await expect.poll(last).toEqual({ name: 'articles.removePriceList', request: { id: 'happy' } })
      await show('scale-labels')
      await press('1')
      const forms = [
        { prefix: '21', holds: 'weight', itemDigits: 5, valueDigits: 5 },
        { prefix: '29', holds: 'weight', itemDigits: 4, valueDigits: 5 },
      ]
      await expect.poll(last).toEqual({ name: 'articles.saveLabelForms', request: { forms } })
    })

    test('a card number typed as a name is not kept', async () => {
      await show('sale', { session: MANAGER })
      await press('A')
      await dialog().getByLabel('Nom', { exact: true }).waitFor()
      await type('4970 1000 0000 0014')
      await dialog().getByRole('alert').filter({ hasText: /carte/ }).waitFor()
      expect(await dialog().getByLabel('Nom', { exact: true }).inputValue()).not.toContain('4970')
    })
  })
}
