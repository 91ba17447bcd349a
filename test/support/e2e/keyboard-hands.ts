import products from '../../../resources/catalogue/products-300.json' with { type: 'json' }
import { cashierAt } from '../../../tools/tour/cashier.ts'
import { drawerRow } from './drawer-row.ts'
import { type MakeHands, PLACES } from './hands.ts'

const DIALOG_CONTROLS_MAX = 12

/** Keys and a scanner; no finger and no mouse. */
export const keyboardHands: MakeHands = (stage, eyes) => {
  const { page } = stage
  const { scan, press, type } = cashierAt(stage)

  /** Walks through the open dialog until the control of that name has the focus. */
  async function tabTo(name: string): Promise<void> {
    await page.locator('[role=dialog] :focus').waitFor()
    for (let pressed = 0; pressed < DIALOG_CONTROLS_MAX; pressed += 1) {
      if ((await page.locator(':focus').innerText()).trim() === name) return
      await press('Tab')
    }
    throw new Error(`Tab does not reach "${name}"`)
  }
  async function takeFromMore(name: string): Promise<void> {
    await press('F12')
    await eyes.sees(PLACES.more)
    await tabTo(name)
    await press('Enter')
    await eyes.seesNoMore(PLACES.more)
  }

  return {
    kind: 'keyboard',
    async signIn(name, code) {
      await eyes.sees(PLACES.signIn)
      const { session } = await stage.look()
      const index = session.kind === 'locked' ? session.users.findIndex((user) => user.name === name) : 0
      for (let step = 0; step < index; step += 1) await press('ArrowRight')
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await type(code)
      await press('Enter')
    },
    lock: () => takeFromMore('Verrouiller'),
    async ring(count) {
      await eyes.sees(PLACES.ticket)
      for (const { barcode } of products.slice(0, count)) await scan(barcode)
    },
    pay: () => press('F9'),
    async payByCard() {
      await eyes.sees(PLACES.choice)
      await press('*')
    },
    async payInCash(given) {
      await eyes.sees(PLACES.choice)
      await type(String(given))
      await press('/')
    },
    async chooseAgain() {
      await eyes.sees(PLACES.chooseAgain)
      await press('Enter')
    },
    async nextSale() {
      await eyes.sees(PLACES.nextSale)
      await press('Enter')
    },
    goToDay: () => takeFromMore('Journée'),
    async count(pieces) {
      await eyes.sees(PLACES.day)
      await press('ArrowDown')
      for (const { valueMinor, count } of pieces) {
        await page.getByRole('button', { name: drawerRow(valueMinor, null), pressed: true }).waitFor()
        if (count > 0) {
          await type(String(count))
          await page.getByRole('button', { name: drawerRow(valueMinor, count), pressed: true }).waitFor()
        }
        await press('Enter')
      }
    },
    async closeDay() {
      await eyes.sees(PLACES.day)
      await press('F10')
      await eyes.sees(PLACES.confirmClose)
      await press('F10')
    },
  }
}
