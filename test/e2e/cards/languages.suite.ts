import { describe, expect, it } from 'vitest'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Locale } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { eventually, send } from '#test/support/e2e/sale-steps.ts'
import { wordsOf } from '#test/support/e2e/words.ts'

/** What the pad asks a customer, folded to what a pad can show. */
const PAD_ASKS: Readonly<Partial<Record<Locale, string>>> = { pl: 'PRZYLOZ KARTE', de: 'KARTE VORLEGEN' }

/** From the sign-in screen of one language to that of another, by the key that changes it. */
async function changeLanguage(till: Counter, from: Locale, to: Locale): Promise<void> {
  let now = from
  while (now !== to) {
    await till.handsIn(now).nextLanguage()
    const { till: shown } = await till.stage.until('another language', ({ till: { locale } }) => locale !== now)
    now = shown.locale
  }
  await till.eyes.sees(wordsOf(to)('signIn.who'))
}

export function describeLanguages(counter: () => Counter, locale: 'pl' | 'de'): void {
  describe('in another language', () => {
    it(`declines a card and takes another in ${locale}`, async () => {
      const till = counter()
      const { eyes, stage } = till
      const hands = till.handsIn(locale)
      const words = wordsOf(locale)
      await till.hands.lock()
      await changeLanguage(till, 'fr', locale)
      await hands.signIn(PEOPLE.cashier.name, PEOPLE.cashier.code)

      await hands.ring(2)
      const before = await till.bankNetMinor()
      const { sale } = await stage.look()
      const amount = formatAmount(sale.totalMinor, sale.currency)
      await hands.pay()
      await stage.host.command({ do: 'decline', code: '51' })
      await hands.payByCard()
      await eyes.sees(words('payment.cardTitle', { amount }))
      await eventually(till.padDisplay).toContain(PAD_ASKS[locale])
      await send(till, { card: 'visa-chip' })
      await eyes.sees(words('ended.declined'))
      await eyes.sees(errorSentence({ code: 'PAYMENT_FUNDS_SHORT' }, locale))
      await eyes.sees(words('ended.saleWaits'))
      expect(await till.bankNetMinor()).toBe(before)

      await send(till, { card: 'cb-chip' })
      await hands.pressCardKey('other')
      await eyes.sees(words('approved.card', { amount }))
      await eyes.sees(words('approved.pinVerified'))
      expect(await till.bankNetMinor()).toBe(before + sale.totalMinor)
      expect((await till.salesOnDisk())[0]).toMatchObject({ id: sale.id, totalMinor: sale.totalMinor })
      await hands.nextSale()
      await eyes.sees(words('search.ready'))

      await hands.lock()
      await changeLanguage(till, locale, 'fr')
      await till.hands.signIn(PEOPLE.cashier.name, PEOPLE.cashier.code)
      await eyes.sees('Prêt à scanner')
    })
  })
}
