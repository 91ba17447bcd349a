import { z } from 'zod'
import { ACCOUNT_API } from './account-api.ts'
import { ARTICLE_API } from './article-api.ts'
import { BACKUP_API } from './backup-api.ts'
import { BANK_API } from './bank-api.ts'
import { CART_API } from './cart-api.ts'
import { CASH_API } from './cash-api.ts'
import { CATALOGUE_API } from './catalogue-api.ts'
import { CLOSING_API } from './closing-api.ts'
import { CUSTOMER_API } from './customer-api.ts'
import { CUSTOMER_SCREEN_API } from './customer-screen-api.ts'
import { DEVICE_API } from './device-api.ts'
import { FLOOR_API } from './floor-api.ts'
import { HISTORY_API } from './history-api.ts'
import { INVOICE_API } from './invoice-api.ts'
import { LIMITS } from './limits.ts'
import { LOYALTY_API } from './loyalty-api.ts'
import { MEANS_API } from './means-api.ts'
import { amountMinorSchema } from './money.ts'
import { PAPER_API } from './paper-api.ts'
import { PEOPLE_API } from './people-api.ts'
import { REPORT_API } from './report-api.ts'
import { RETURN_API } from './return-api.ts'
import { SCALE_API } from './scale-api.ts'
import { SETTINGS_CALLS } from './settings-calls.ts'
import { SETUP_API } from './setup-api.ts'
import { SHOP_API } from './shop-api.ts'
import { SUPPORT_API } from './support-api.ts'
import { TICKET_RULES_API } from './ticket-rules-api.ts'
import {
  explorerChoicesSchema,
  explorerFilterSchema,
  explorerPageSchema,
  explorerPlaceSchema,
  explorerTotalsSchema,
  paymentFileSchema,
} from './views/explorer-view.ts'
import { giftCardReturnViewSchema } from './views/gift-card-view.ts'
import { goodsQuestionSchema } from './views/goods-view.ts'
import { offlineRowSchema } from './views/offline-view.ts'
import { operationEndViewSchema, returnPathViewSchema } from './views/operation-view.ts'
import { reservationLabelSchema } from './views/reservation-view.ts'
import { basisPointsSchema, giftCardOperationSchema, quantityMilliSchema, saleViewSchema } from './views/sale-view.ts'
import { lineWeighingSchema } from './views/scale-view.ts'
import { referenceSchema } from './views/scenario-view.ts'
import { settlementViewSchema, statementFileSchema, statementReportSchema } from './views/settlement-view.ts'
import { terminalDayEndSchema, ticketReadingSchema } from './views/terminal-view.ts'
import { snapshotSchema } from './views/till-view.ts'
import { VOUCHER_API } from './voucher-api.ts'
import { WORKSTATION_API } from './workstation-api.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/**
 * Every call the screen may make: name -> request and response. To add one, add a row here, handle it in the
 * table of `main/handlers`, and both carriers, the preload and the types know it.
 */
export const API = {
  /** All slices, with the number of the last event they contain. */
  'till.snapshot': { request: nothing, response: snapshotSchema },

  ...PEOPLE_API,

  ...SETTINGS_CALLS,
  ...TICKET_RULES_API,
  ...MEANS_API,
  ...SETUP_API,
  ...SHOP_API,
  ...SUPPORT_API,
  ...WORKSTATION_API,
  ...BACKUP_API,
  ...CUSTOMER_SCREEN_API,
  ...BANK_API,

  ...CATALOGUE_API,
  ...SCALE_API,
  ...VOUCHER_API,
  ...CASH_API,
  ...REPORT_API,

  /**
   * A code from the scanner or typed as one, e.g. a barcode of 8 or 13 digits: goods go on the ticket in hand; the code of
   * a ticket answers with its sale, a loyalty number puts its customer on the ticket in hand.
   */
  'sale.scan': {
    request: z.object({
      code: z.string().min(1).max(80),
      quantityMilli: quantityMilliSchema.optional(),
      /** By hand: it may be goods, a customer or a ticket, never a badge, whose number anybody may have read. */
      typed: z.boolean().optional(),
    }),
    response: z.object({
      saleId: id.optional(),
      customerId: id.optional(),
      question: goodsQuestionSchema.optional(),
    }),
  },
  'sale.addProduct': {
    request: z.object({
      productId: id,
      quantityMilli: quantityMilliSchema.optional(),
      /** Of goods with an open price; others have theirs. */
      unitPriceMinor: amountMinorSchema.optional(),
      /** How the weight was found; one from the scale goes on the ticket when the scale still says the same. */
      weighing: lineWeighingSchema.optional(),
    }),
    response: z.object({ question: goodsQuestionSchema.optional() }),
  },
  /** A line that puts an amount on a gift card once the ticket is paid. */
  'sale.addGiftCard': {
    request: z.object({ operation: giftCardOperationSchema, amountMinor: amountMinorSchema.min(1) }),
    response: nothing,
  },
  'sale.setQuantity': {
    request: z.object({ lineId: id, quantityMilli: z.int().min(0).max(999_999_999) }),
    response: nothing,
  },
  'sale.setPrice': { request: z.object({ lineId: id, unitPriceMinor: amountMinorSchema }), response: nothing },
  'sale.setDiscount': { request: z.object({ lineId: id, basisPoints: basisPointsSchema }), response: nothing },
  'sale.removeLine': { request: z.object({ lineId: id }), response: nothing },
  ...CART_API,
  /** Drops an open ticket on which nothing was paid. */
  'sale.void': { request: nothing, response: nothing },
  /** Puts the ticket aside, under a reference that no other waits under. */
  'sale.hold': { request: z.object({ reference: referenceSchema.optional() }), response: nothing },
  'sale.held': { request: nothing, response: z.object({ sales: z.array(saleViewSchema) }) },
  'sale.recall': { request: z.object({ saleId: id }), response: nothing },

  /** What a customer can do by himself on the pad, in the till's language. */
  'scenario.list': {
    request: nothing,
    response: z.object({ scenarios: z.array(z.object({ id, name: z.string() })) }),
  },
  /** Starts one; watch the `scenario` slice. */
  'scenario.start': { request: z.object({ scenarioId: id }), response: nothing },
  /** Stops it while the customer is asked, or puts away how it ended. */
  'scenario.stop': { request: nothing, response: nothing },

  /** Opens the payment screen; the ticket's lines are frozen until it is left. */
  'tender.begin': { request: nothing, response: nothing },
  /**
   * Back to the ticket. An approved card part is reversed first; refused while a card payment is open. `isNotVoid`: a person has seen in
   * the terminal's journal that what it did not void (TERMINAL_VOID_UNCLEAR) is not void, so that it is paid back.
   */
  'tender.leave': { request: z.object({ isNotVoid: z.boolean().optional() }), response: nothing },
  /** Cash handed over; more than what is left gives change. Zero is refused. */
  'tender.cash': { request: z.object({ givenMinor: amountMinorSchema }), response: nothing },
  /**
   * Starts a card payment for all that is left or for part of it, a tip and cash to take along charged besides. Answers
   * as soon as the intent is on disk.
   */
  'tender.card': {
    request: z.object({
      amountMinor: amountMinorSchema,
      tipMinor: amountMinorSchema.optional(),
      cashbackMinor: amountMinorSchema.optional(),
    }),
    response: z.object({ paymentId: id }),
  },

  /** As a card pays, by a code that the customer reads out or shows; the code is sent once and kept nowhere. */
  'tender.code': {
    request: z.object({ amountMinor: amountMinorSchema.min(1), productId: id, code: z.string().min(1).max(40) }),
    response: z.object({ paymentId: id }),
  },

  /**
   * Pays all that is left of the ticket out of a reservation, without the card: at once, or as `tender.terminal` where a terminal
   * holds it.
   */
  'tender.reserved': { request: z.object({ paymentId: id }), response: z.object({ paymentId: id }) },

  /**
   * Has a standalone terminal take a payment for all that is left, or for part of it. Answers as soon as the order is on disk;
   * watch the `payment` slice.
   */
  'tender.terminal': {
    request: z.object({ terminalId: id, amountMinor: amountMinorSchema.min(1).optional() }),
    response: z.object({ paymentId: id }),
  },
  /** Asks the terminal to end the order under way. What becomes of it is what the terminal says. */
  'terminal.abort': { request: nothing, response: nothing },
  /** Asks the terminal at once what became of an order without an outcome; answers when it has, or says why it has not. */
  'terminal.askAgain': { request: z.object({ paymentId: id }), response: nothing },
  /** What the terminal's last ticket shows of an order without an outcome, as the person at the till read it. */
  'terminal.decide': { request: ticketReadingSchema.extend({ paymentId: id }), response: nothing },
  /** Prints the ticket of the terminal's last payment once more, on the till's printer or on the one that is named. */
  'terminal.reprint': { request: z.object({ terminalId: id, deviceId: id.optional() }), response: nothing },
  /** Has the terminal send its payments to its bank; answers with how that went. */
  'terminal.dayEnd': { request: z.object({ terminalId: id }), response: terminalDayEndSchema },

  /** Has the bank hold an amount on the card; answers as soon as the intent is on disk, and goes on as a payment does. */
  'reservation.begin': {
    request: z.object({
      amountMinor: amountMinorSchema.min(1),
      label: reservationLabelSchema,
      /** The standalone terminal that is to hold it; else the pad asks for the card. */
      terminalId: id.optional(),
    }),
    response: z.object({ paymentId: id }),
  },
  /** Asks the bank to hold more; answers once it did, or did not in time. */
  'reservation.raise': {
    request: z.object({ paymentId: id, addMinor: amountMinorSchema.min(1) }),
    response: operationEndViewSchema,
  },
  /**
   * Has the bank let go of all of it; the bank is told until it has agreed, a terminal once: watch the `payment` slice. `isByHand`: a
   * person has done it on the terminal itself, which is noted and asks nobody.
   */
  'reservation.release': {
    request: z.object({ paymentId: id, isByHand: z.boolean().optional() }),
    response: nothing,
  },

  /** Puts a paid amount on the gift card that is presented next; goes on as a payment does. */
  'giftCard.deliver': { request: z.object({ orderId: id }), response: z.object({ paymentId: id }) },
  /**
   * Gives the money back of an amount that is on no card; answers once that is done, or the bank did not agree. `isNotVoid`: as
   * `tender.leave`.
   */
  'giftCard.giveBack': {
    request: z.object({ orderId: id, isNotVoid: z.boolean().optional() }),
    response: giftCardReturnViewSchema,
  },

  /** Asks the open card payment to stop. It ends by itself; watch the `payment` slice. */
  'payment.cancel': { request: nothing, response: nothing },
  /** Answers what the bank asks: the place of a choice from 1, Y or N, figures or text, nothing for a message; null for no answer. */
  'payment.answerPrompt': {
    request: z.object({ promptId: id, answer: z.string().max(LIMITS.hostPromptAnswerCharacters).nullable() }),
    response: nothing,
  },
  /** Sends the open reversal of an unknown payment now instead of at its next pause. */
  'payment.askBank': { request: z.object({ paymentId: id }), response: nothing },
  /** Puts away a finished, unapproved payment so that another tender may be chosen. */
  'payment.dismiss': { request: nothing, response: nothing },
  /** Both copies of a ticket that says nothing was charged; again, as counted duplicates. */
  'payment.printDecline': { request: z.object({ paymentId: id }), response: nothing },
  /** What a manager heard from the bank about an unknown payment: written down, changes nothing. Manager. */
  'payment.noteBankWord': {
    request: z.object({ paymentId: id, word: z.enum(['charged', 'not-charged']) }),
    response: nothing,
  },
  /** Ends a reversal that the bank refused for good, by the bank's word and with the manager's sentence. Manager. */
  'payment.closeByHand': {
    request: z.object({
      paymentId: id,
      word: z.enum(['charged', 'not-charged']),
      why: z.string().trim().min(1).max(LIMITS.handCloseCharacters),
    }),
    response: nothing,
  },

  /** The cashier's judgement of the signature: accepted approves, refused reverses. */
  'payment.signature': { request: z.object({ accepted: z.boolean() }), response: nothing },

  /** The cashier's answer for a card that has just paid the same amount: only a yes charges it again. */
  /** Whether the part that the bank approved stands. */
  'payment.part': { request: z.object({ keep: z.boolean() }), response: nothing },
  /** The approval code from the telephone; null gives up. */
  'payment.referral': {
    request: z.object({ approvalCode: z.string().max(40).nullable() }),
    response: nothing,
  },
  'payment.repeat': { request: z.object({ again: z.boolean() }), response: nothing },
  /** Asks the bank what is on a card, or whether it is good: charges nothing. Answers as soon as that is on disk. */
  'card.look': {
    request: z.object({ question: z.enum(['balance', 'card-check']) }),
    response: z.object({ paymentId: id }),
  },
  /** How money of an approved payment of a finished sale goes back, and why; all that is left without an amount. */
  'card.returnPath': {
    request: z.object({ paymentId: id, amountMinor: amountMinorSchema.min(1).optional() }),
    response: returnPathViewSchema,
  },
  /** Takes a payment out of its open batch; a return ticket comes out. The bank is told until it has agreed. */
  'card.void': { request: z.object({ paymentId: id }), response: operationEndViewSchema },
  /** Asks the bank to pay back, up to what is left; answers once it did, or did not in time. */
  'card.refund': {
    request: z.object({ paymentId: id, amountMinor: amountMinorSchema.min(1) }),
    response: operationEndViewSchema,
  },

  /** Payments approved without the bank, open ones first, then those of the last days. */
  'offline.list': { request: nothing, response: z.object({ rows: z.array(offlineRowSchema) }) },
  /** Sends what waits now instead of at its next pause. */
  'offline.sendNow': { request: nothing, response: nothing },
  /** A parked payment waits again. Manager. */
  'offline.retry': { request: z.object({ paymentId: id }), response: nothing },
  /** A refused or parked payment is taken note of; it stays in the list. Manager. */
  'offline.takeNote': { request: z.object({ paymentId: id }), response: nothing },

  /** Payments that fit, newest first: `limit` of them on one side of a place, which is left out. */
  'explorer.page': {
    request: z.object({
      filter: explorerFilterSchema,
      from: explorerPlaceSchema.optional(),
      towards: z.enum(['older', 'newer']),
      limit: z.int().min(1).max(LIMITS.searchRows),
    }),
    response: explorerPageSchema,
  },
  /** Of everything that fits; null when another question overtook it. */
  'explorer.totals': {
    request: z.object({ filter: explorerFilterSchema }),
    response: z.object({ totals: explorerTotalsSchema.nullable() }),
  },
  'explorer.choices': { request: nothing, response: explorerChoicesSchema },
  /** One payment: facts, story, messages, and what may be done now. */
  'explorer.payment': { request: z.object({ paymentId: id }), response: paymentFileSchema },
  /** Writes what fits as a file; progress and place arrive in the `exporting` slice. Manager or technician. */
  'explorer.export': { request: z.object({ filter: explorerFilterSchema }), response: nothing },
  'explorer.cancelExport': { request: nothing, response: nothing },

  /** Ends the delivery of a pump without a cashier, or takes its release back; what ran is paid. */
  'pump.stop': { request: z.object({ pumpId: id }), response: nothing },
  /** The papers of the customer who paid there last; again, a counted duplicate. */
  'pump.printReceipt': { request: z.object({ pumpId: id }), response: nothing },
  /** The run of a pump that is dead ends with what its counter shows: paid, or nothing is held any more. Manager. */
  'pump.closeByHand': { request: z.object({ pumpId: id, amountMinor: amountMinorSchema }), response: nothing },
  /** A delivery that cannot be paid is taken note of, and the pump sells again. Manager. */
  'pump.takeNote': { request: z.object({ pumpId: id }), response: nothing },

  /** Leaves the approved screen. */
  'sale.next': { request: nothing, response: nothing },

  ...HISTORY_API,
  ...RETURN_API,
  ...PAPER_API,
  ...CLOSING_API,
  ...FLOOR_API,
  ...CUSTOMER_API,
  ...ACCOUNT_API,
  ...LOYALTY_API,
  ...INVOICE_API,

  'day.count': {
    request: z.object({
      counts: z
        .array(z.object({ valueMinor: amountMinorSchema, count: z.int().min(0).max(9_999) }))
        .max(LIMITS.countedPieces),
    }),
    response: nothing,
  },
  /** Prints an X report: figures so far, nothing closed. */
  'day.readX': { request: nothing, response: nothing },
  /** Drains reversals, agrees totals, closes the batch, prints the Z. Progress arrives in the `day` slice. */
  'day.close': { request: nothing, response: nothing },

  /** Closed batches beside the lines of the bank. Manager, like all about statements. */
  'settlement.view': { request: nothing, response: settlementViewSchema },
  /** What a statement holds; keeps nothing. */
  'settlement.look': { request: statementFileSchema, response: statementReportSchema },
  /** Keeps its card lines; a file that was read before changes nothing. */
  'settlement.read': { request: statementFileSchema, response: nothing },
  /** Takes a file back. */
  'settlement.undo': { request: z.object({ importId: id }), response: nothing },
  /** Which batch a line is; null: none of ours. */
  'settlement.decide': {
    request: z.object({ lineKey: id, batch: z.object({ acquirerId: id, number: id }).nullable() }),
    response: nothing,
  },
  /** Takes a decision back: the figures decide again. */
  'settlement.reopen': { request: z.object({ lineKey: id }), response: nothing },

  ...DEVICE_API,
  ...ARTICLE_API,
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>

export type CallName = keyof typeof API
export const CALL_NAMES = Object.keys(API) as CallName[]
export type Request<Name extends CallName> = z.infer<(typeof API)[Name]['request']>
export type Response<Name extends CallName> = z.infer<(typeof API)[Name]['response']>
