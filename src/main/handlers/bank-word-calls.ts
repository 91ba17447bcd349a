import { holdsCardNumber } from '#contract/card-number.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { BankWord } from '#payment/engine/bank-word.ts'

/** What a person heard from the bank by telephone. @param person the name of the one at the till, or why there is none. */
export function bankWordCalls(
  bankWord: BankWord,
  person: () => Result<string>,
): Pick<Handlers, 'payment.noteBankWord' | 'payment.closeByHand'> {
  const done = (result: Result<null>) => (result.ok ? succeed({}) : result)
  return {
    'payment.noteBankWord': async ({ paymentId, word }) => {
      const by = person()
      return by.ok ? done(await bankWord.note(paymentId, { by: by.value, word })) : by
    },
    'payment.closeByHand': async ({ paymentId, word, why: typed }) => {
      const by = person()
      if (!by.ok) return by
      const why = typed.normalize('NFC')
      if (holdsCardNumber(why)) return fail('SALE_CARD_NUMBER_REFUSED')
      return done(await bankWord.close(paymentId, { by: by.value, word, why }))
    },
  }
}
