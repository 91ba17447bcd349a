import { expect, test } from 'vitest'
import { DENSITIES } from '#contract/views/workstation-view.ts'
import { auditHere, THEMES } from '#test/support/renderer/page-audit.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** Components as they stand alone: nothing is cut in either density, and axe finds nothing in any theme. */
export function gallerySuite(open: () => OpenScreen): void {
  test('every component stands in every theme and density', async () => {
    const { page } = open()
    const till = page.url()
    await page.goto(new URL('/gallery.html', till).href)
    await page.getByRole('heading', { name: 'Components' }).waitFor()
    await page.evaluate('document.fonts.ready')
    for (const density of DENSITIES) {
      await page.getByRole('button', { name: density, exact: true }).click()
      const measured = await page.evaluate<string[]>(
        '[...measure.clipped(), ...measure.overlapping(), ...measure.smallTargets(38)]',
      )
      expect(measured, density).toEqual([])
      for (const theme of THEMES) {
        await page.getByRole('button', { name: theme, exact: true }).click()
        expect(await auditHere(page, theme), `${density} ${theme}`).toEqual([])
      }
    }
    await page.getByRole('button', { name: 'A question' }).click()
    await page.getByRole('heading', { name: 'Void the ticket?' }).waitFor()
    expect(await auditHere(page, 'contrast')).toEqual([])
    await page.goto(till)
  })
}
