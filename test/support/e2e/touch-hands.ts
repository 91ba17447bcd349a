import { drawerRow } from './drawer-row.ts'
import { SEE_TIMEOUT_MS } from './eyes.ts'
import { CARD_KEYS, type MakeHands, OFFLINE_KEYS, PLACES } from './hands.ts'

/** Fingers only: no key is ever pressed, products come from the quick keys. */
export const touchHands: MakeHands = (stage, eyes, words) => {
  const { page } = stage
  const sees = (place: keyof typeof PLACES) => eyes.sees(words(PLACES[place]))
  const tap = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().tap({ timeout: SEE_TIMEOUT_MS })
  const tapDigits = async (digits: string) => {
    for (const digit of digits) await tap(digit)
  }
  const tapInDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name }).tap()
  const tapQuickKey = (name: string) =>
    page.locator('[data-page]').getByRole('button').filter({ hasText: name }).first().tap()
  const piecesOnKeys = async () => {
    const family = (await stage.look()).till.families[0]
    if (!family) throw new Error('the till has no family of products')
    const { cells } = await stage.ask('catalogue.quickKeys', { familyId: family.id })
    return cells.map(({ product }) => product).filter(({ unit }) => unit === 'piece')
  }

  return {
    kind: 'touch',
    async signIn(name, code) {
      await sees('signIn')
      await tap(new RegExp(`^${name.replace('.', '\\.')}`))
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await tapDigits(code)
      await tap(words('action.confirm'))
    },
    async nextLanguage() {
      await sees('signIn')
      await tap(new RegExp(words('signIn.language')))
    },
    lock: () => tap(words('action.lock')),
    async ring(count) {
      await sees('ticket')
      const { itemCount } = (await stage.look()).sale
      for (const [index, { name }] of (await piecesOnKeys()).slice(0, count).entries()) {
        await tapQuickKey(name)
        await stage.until(`${name} on the ticket`, ({ sale }) => sale.itemCount === itemCount + index + 1)
      }
    },
    async ringWorth(amountMinor) {
      await sees('ticket')
      const [product] = await piecesOnKeys()
      if (!product) throw new Error('there is no product on the quick keys')
      const pieces = Math.ceil(amountMinor / product.priceMinor)
      await tapDigits(String(pieces))
      await tapQuickKey(product.name)
      await stage.until(`${pieces} pieces on the ticket`, ({ sale }) => sale.itemCount === pieces)
    },
    pay: () => tap(words('action.pay')),
    async payByCard() {
      await sees('choice')
      await tap(words('tender.card'))
    },
    async payInCash(given) {
      await sees('choice')
      await tapDigits(String(given))
      await tap(words('tender.cash'))
    },
    async pressCardKey(key) {
      await tap(words(CARD_KEYS[key].words))
      if (key !== 'refuseSignature') return
      await sees('refuseSignature')
      await tapInDialog(words('signature.refuse'))
    },
    nextSale: () => tap(words(PLACES.nextSale)),
    async goTo(place) {
      if (place === 'offline') await tap(new RegExp(`^\\d+ ${words('status.offline')}`))
      else await tap(words(`nav.${place}`))
    },
    async giveBack(part) {
      await sees('history')
      await tap(new RegExp(`^${words('action.giveBack')}`))
      await sees('wholeBack')
      if (part !== null) {
        for (const digit of String(part)) await tapInDialog(digit)
        await sees('partBack')
      }
      await page.getByRole('dialog').getByRole('button').last().tap()
    },
    closeGivenBack: () => page.getByRole('dialog').getByRole('button').last().tap(),
    async count(pieces) {
      await sees('day')
      for (const { valueMinor, count } of pieces.filter((each) => each.count > 0)) {
        await tap(drawerRow(valueMinor, null))
        await tapDigits(String(count))
        await page.getByRole('button', { name: drawerRow(valueMinor, count), pressed: true }).waitFor()
      }
      // "Next" on the last row ends the count and shows the sums again.
      await tap(drawerRow(pieces.at(-1)?.valueMinor ?? 0, null))
      await tap(words('action.next'))
    },
    async closeDay() {
      await sees('day')
      await tap(words('day.close'))
      await sees('confirmClose')
      await tapInDialog(words('day.close'))
    },
    async chooseOffline(paymentNumber) {
      await sees('offline')
      await page.getByRole('button', { name: paymentNumber }).tap({ timeout: SEE_TIMEOUT_MS })
      await page.getByRole('button', { name: paymentNumber, pressed: true }).waitFor()
    },
    pressOfflineKey: (key) => tap(words(OFFLINE_KEYS[key].words)),
  }
}
