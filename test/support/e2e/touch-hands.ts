import { drawerRow } from './drawer-row.ts'
import { SEE_TIMEOUT_MS } from './eyes.ts'
import { type MakeHands, PLACES } from './hands.ts'

/** Fingers only: no key is ever pressed, products come from the quick keys. */
export const touchHands: MakeHands = (stage, eyes) => {
  const { page } = stage
  const tap = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().tap({ timeout: SEE_TIMEOUT_MS })
  const tapDigits = async (digits: string) => {
    for (const digit of digits) await tap(digit)
  }

  return {
    kind: 'touch',
    async signIn(name, code) {
      await eyes.sees(PLACES.signIn)
      await tap(new RegExp(`^${name.replace('.', '\\.')}`))
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await tapDigits(code)
      await tap('Valider')
    },
    lock: () => tap('Verrouiller'),
    async ring(count) {
      await eyes.sees(PLACES.ticket)
      const { till, sale } = await stage.look()
      const family = till.families[0]
      if (!family) throw new Error('the till has no family of products')
      const { cells } = await stage.ask('catalogue.quickKeys', { familyId: family.id })
      const pieces = cells.map(({ product }) => product).filter(({ unit }) => unit === 'piece')
      for (const [index, { name }] of pieces.slice(0, count).entries()) {
        await page.locator('[data-page]').getByRole('button').filter({ hasText: name }).first().tap()
        await stage.until(`${name} on the ticket`, (now) => now.sale.itemCount === sale.itemCount + index + 1)
      }
    },
    pay: () => tap('Payer'),
    async payByCard() {
      await eyes.sees(PLACES.choice)
      await tap('Carte')
    },
    async payInCash(given) {
      await eyes.sees(PLACES.choice)
      await tapDigits(String(given))
      await tap('Espèces')
    },
    chooseAgain: () => tap(PLACES.chooseAgain),
    nextSale: () => tap(PLACES.nextSale),
    goToDay: () => tap('Journée'),
    async count(pieces) {
      await eyes.sees(PLACES.day)
      for (const { valueMinor, count } of pieces.filter((each) => each.count > 0)) {
        await tap(drawerRow(valueMinor, null))
        await tapDigits(String(count))
        await page.getByRole('button', { name: drawerRow(valueMinor, count), pressed: true }).waitFor()
      }
      // "Next" on the last row ends the count and shows the sums again.
      await tap(drawerRow(pieces.at(-1)?.valueMinor ?? 0, null))
      await tap('Suivant')
    },
    async closeDay() {
      await eyes.sees(PLACES.day)
      await tap('Clôturer la journée')
      await eyes.sees(PLACES.confirmClose)
      await page.getByRole('dialog').getByRole('button', { name: 'Clôturer la journée' }).tap()
    },
  }
}
