import products from '../../../resources/catalogue/products-300.json' with { type: 'json' }
import { cashierAt } from '../../../tools/tour/cashier.ts'
import { drawerRow } from './drawer-row.ts'
import { CARD_KEYS, type MakeHands, OFFLINE_KEYS, PLACES } from './hands.ts'
import { tabTo } from './tab-to.ts'

/** Keys and a scanner; no finger and no mouse. */
export const keyboardHands: MakeHands = (stage, eyes, words) => {
  const { page } = stage
  const { scan, press, type } = cashierAt(stage)
  const sees = (place: keyof typeof PLACES) => eyes.sees(words(PLACES[place]))

  async function takeFromMore(name: string): Promise<void> {
    await press('F12')
    await sees('more')
    await page.locator('[role=dialog] :focus').waitFor()
    await tabTo(page, name)
    await press('Enter')
    await eyes.seesNoMore(words(PLACES.more))
  }

  return {
    kind: 'keyboard',
    async signIn(name, code) {
      await sees('signIn')
      const { session } = await stage.look()
      const index = session.kind === 'locked' ? session.users.findIndex((user) => user.name === name) : 0
      for (let step = 0; step < index; step += 1) await press('ArrowRight')
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await type(code)
      await press('Enter')
    },
    async nextLanguage() {
      await sees('signIn')
      await tabTo(page, new RegExp(words('signIn.language')))
      await press('Enter')
    },
    lock: () => takeFromMore(words('action.lock')),
    async ring(count) {
      await sees('ticket')
      for (const { barcode } of products.slice(0, count)) await scan(barcode)
    },
    async ringWorth(amountMinor) {
      await sees('ticket')
      const [product] = products
      if (!product) throw new Error('there is no product')
      await scan(`${Math.ceil(amountMinor / product.priceMinor)}*${product.barcode}`)
    },
    pay: () => press('F9'),
    async payByCard() {
      await sees('choice')
      await press('*')
    },
    async payInCash(given) {
      await sees('choice')
      await type(String(given))
      await press('/')
    },
    async pressCardKey(key) {
      await eyes.sees(words(CARD_KEYS[key].words))
      await press(CARD_KEYS[key].key)
      if (key !== 'refuseSignature') return
      await sees('refuseSignature')
      await page.locator('[role=dialog] :focus').waitFor()
      await tabTo(page, words('signature.refuse'))
      await press('Enter')
    },
    async nextSale() {
      await sees('nextSale')
      await press('Enter')
    },
    async goTo(place) {
      if (place === 'sale') return press('Escape')
      if (place === 'offline') return press('Shift+F9')
      if (place === 'history') return press('F10')
      return takeFromMore(words(`nav.${place}`))
    },
    async giveBack(part) {
      await sees('history')
      await press('V')
      await sees('wholeBack')
      if (part !== null) {
        await type(String(part))
        await sees('partBack')
      }
      await press('V')
    },
    closeGivenBack: () => press('Enter'),
    async count(pieces) {
      await sees('day')
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
      await sees('day')
      await press('F10')
      await sees('confirmClose')
      await press('F10')
    },
    async chooseOffline(paymentNumber) {
      await sees('offline')
      const { rows } = await stage.ask('offline.list', {})
      for (let step = 0; step < rows.length; step += 1) await press('ArrowUp')
      for (let step = rows.findIndex((row) => row.paymentNumber === paymentNumber); step > 0; step -= 1) {
        await press('ArrowDown')
      }
      await page.getByRole('button', { name: paymentNumber, pressed: true }).waitFor()
    },
    async pressOfflineKey(key) {
      await sees('offline')
      await press(OFFLINE_KEYS[key].key)
    },
  }
}
