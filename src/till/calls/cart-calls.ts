import type { Request } from '#contract/api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { mayBeCardNumber } from '#contract/search-text.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import type { CartAction } from '../cart/cart.ts'
import { documentContext, type TillContext } from '../core/till-context.ts'
import { ticketsFound } from '../find/find-tickets.ts'
import { documentHead, originals } from '../papers/document-head.ts'
import type { CallsNamed } from './call-names.ts'
import { changeTicket } from './sale-calls.ts'

/** Answers the calls that change the ticket in hand beyond its lines' quantity, price and percentage. */
export function cartCalls(context: TillContext): CallsNamed<'cart'> {
  const { options, queue } = context
  const change = (action: Result<CartAction>) =>
    action.ok ? queue.run(() => changeTicket(context, action.value)) : Promise.resolve(action)
  return {
    'cart.discountLine': (request) => change(lineDiscount(context, request)),
    'cart.discountTicket': ({ discount, reason }) => {
      if (discount === null) return change(succeed({ kind: 'discount-ticket', discount }))
      const why = reasonOf(reason, wantsReason(context))
      if (!why.ok) return change(why)
      return change(
        succeed({ kind: 'discount-ticket', discount: { ...discount, ...(why.value && { reason: why.value }) } }),
      )
    },
    'cart.noteLine': ({ lineId, note }) => {
      const text = cleaned(note)
      return change(text.ok ? succeed({ kind: 'set-note', lineId, note: text.value }) : text)
    },
    'cart.restoreLine': () => change(succeed({ kind: 'restore' })),
    'cart.findTickets': async ({ text }) => {
      if (mayBeCardNumber(text) || holdsCardNumber(text)) return fail('SALE_CARD_NUMBER_REFUSED')
      return succeed({ tickets: await ticketsFound(context, text) })
    },
    'cart.printCommands': () =>
      queue.run(async () => {
        const at = options.clock.now()
        const document = { ...documentHead(documentContext(context), at), kind: 'command-card' as const }
        const jobs = originals([{ kind: 'test', document }], { saleId: null, at, nextId: options.nextId })
        for (const job of jobs) await options.printSpool.add(job)
        options.onPrintJobs()
        return succeed({})
      }),
    'cart.bringBack': ({ lineId, quantityMilli, reason }) => {
      const isBack = context.memory.sale.lines.some(({ id, returned }) => id === lineId && returned !== undefined)
      const why = reasonOf(reason, !isBack)
      if (!why.ok) return change(why)
      const part = quantityMilli === undefined ? {} : { quantityMilli }
      return change(succeed({ kind: 'bring-back', lineId, reason: why.value, newLineId: options.nextId(), ...part }))
    },
  }
}

const wantsReason = ({ memory }: TillContext): boolean => memory.shop.discountNeedsReason ?? false

function lineDiscount(
  context: TillContext,
  { lineId, discount, reason }: Request<'cart.discountLine'>,
): Result<CartAction> {
  if (discount === null) return succeed({ kind: 'set-discount-amount', lineId, amountMinor: 0 })
  const why = reasonOf(reason, wantsReason(context))
  if (!why.ok) return why
  const given = why.value === '' ? {} : { reason: why.value }
  return succeed(
    discount.kind === 'percent'
      ? { kind: 'set-discount', lineId, basisPoints: discount.basisPoints, ...given }
      : { kind: 'set-discount-amount', lineId, amountMinor: discount.amountMinor, ...given },
  )
}

/** Errors: SALE_REASON_NEEDED, SALE_CARD_NUMBER_REFUSED. */
function reasonOf(typed: string | undefined, isNeeded: boolean): Result<string> {
  const reason = cleaned(typed ?? '')
  return reason.ok && reason.value === '' && isNeeded ? fail('SALE_REASON_NEEDED') : reason
}

/** What a person typed, on one line. What may be a card number goes no further. */
function cleaned(typed: string): Result<string> {
  if (holdsCardNumber(typed)) return fail('SALE_CARD_NUMBER_REFUSED')
  // Line ends and control bytes of a pasted text would reach the printer.
  return succeed(
    typed
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  )
}
