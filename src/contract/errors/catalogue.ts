import { z } from 'zod'
import { frenchSpaces } from '../french-spaces.ts'
import type { Locale } from '../locale.ts'
import { ACCOUNT_ERRORS } from './account-errors.ts'
import { ARTICLE_ERRORS } from './article-errors.ts'
import { BACKUP_ERRORS } from './backup-errors.ts'
import { BANK_ERRORS } from './bank-errors.ts'
import { CART_ERRORS } from './cart-errors.ts'
import { CASH_ERRORS } from './cash-errors.ts'
import { CUSTOMER_ERRORS } from './customer-errors.ts'
import { CUSTOMER_SCREEN_ERRORS } from './customer-screen-errors.ts'
import { DECLINE_ERRORS } from './decline-errors.ts'
import { DEVICE_ERRORS } from './device-errors.ts'
import type { ErrorEntry } from './entry.ts'
import { FLOOR_ERRORS } from './floor-errors.ts'
import { FOREIGN_PORT_ERRORS } from './foreign-port-errors.ts'
import { GIFT_CARD_ERRORS } from './gift-card-errors.ts'
import { GOODS_ERRORS } from './goods-errors.ts'
import { HOST_LINE_ERRORS } from './host-line-errors.ts'
import { INVOICE_ERRORS } from './invoice-errors.ts'
import { LOYALTY_ERRORS } from './loyalty-errors.ts'
import { MEANS_ERRORS } from './means-errors.ts'
import { OPERATION_ERRORS } from './operation-errors.ts'
import { PAPER_ERRORS } from './paper-errors.ts'
import { PAYMENT_ERRORS } from './payment-errors.ts'
import { PEOPLE_ERRORS } from './people-errors.ts'
import { PINPAD_ERRORS } from './pin-pad-errors.ts'
import { PUMP_ERRORS } from './pump-errors.ts'
import { REPORT_ERRORS } from './report-errors.ts'
import { RETURN_ERRORS } from './return-errors.ts'
import { SCALE_ERRORS } from './scale-errors.ts'
import { SETTLEMENT_ERRORS } from './settlement-errors.ts'
import { SETUP_ERRORS } from './setup-errors.ts'
import { STORE_ERRORS } from './store-errors.ts'
import { SUPPORT_ERRORS } from './support-errors.ts'
import { TERMINAL_ERRORS } from './terminal-errors.ts'
import { TILL_ERRORS } from './till-errors.ts'
import { VOUCHER_ERRORS } from './voucher-errors.ts'

/**
 * The one catalogue of failures. The code is the identity; families are its prefix
 * (PINPAD, HOST, PAYMENT, BATCH, SETTLEMENT, SALE, FLOOR, SESSION, PEOPLE, PRINTER, DISPLAY, SCALE, PUMP, TERMINAL, GIFT, VOUCHER, CASH, REPORT, CUSTOMER, ACCOUNT, INVOICE, LOYALTY, ARTICLES, DEVICE, SETUP, BACKUP, BANK, SUPPORT, STORE, SHELL, IPC, INTERNAL).
 */
export const ERRORS = {
  ...PINPAD_ERRORS,
  ...DEVICE_ERRORS,
  ...CUSTOMER_SCREEN_ERRORS,
  ...PAPER_ERRORS,
  ...FOREIGN_PORT_ERRORS,
  ...PAYMENT_ERRORS,
  ...HOST_LINE_ERRORS,
  ...DECLINE_ERRORS,
  ...OPERATION_ERRORS,
  ...GIFT_CARD_ERRORS,
  ...PUMP_ERRORS,
  ...TERMINAL_ERRORS,
  ...TILL_ERRORS,
  ...PEOPLE_ERRORS,
  ...FLOOR_ERRORS,
  ...CART_ERRORS,
  ...MEANS_ERRORS,
  ...RETURN_ERRORS,
  ...CUSTOMER_ERRORS,
  ...GOODS_ERRORS,
  ...SCALE_ERRORS,
  ...VOUCHER_ERRORS,
  ...CASH_ERRORS,
  ...REPORT_ERRORS,
  ...ACCOUNT_ERRORS,
  ...INVOICE_ERRORS,
  ...LOYALTY_ERRORS,
  ...SETTLEMENT_ERRORS,
  ...ARTICLE_ERRORS,
  ...SETUP_ERRORS,
  ...BACKUP_ERRORS,
  ...BANK_ERRORS,
  ...SUPPORT_ERRORS,
  ...STORE_ERRORS,
} as const

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]
export const errorCodeSchema = z.enum(ERROR_CODES)

export const failureSchema = z.object({
  code: errorCodeSchema,
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  correlationId: z.string().optional(),
})

export function errorEntry(code: ErrorCode): ErrorEntry {
  return ERRORS[code]
}

/** The cashier's sentence for a failure, its placeholders filled; a missing detail shows as a dash. */
export function errorSentence(
  failure: { code: ErrorCode; details?: Readonly<Record<string, string | number>> | undefined },
  locale: Locale,
): string {
  const words = ERRORS[failure.code].words[locale]
  return (locale === 'fr' ? frenchSpaces(words) : words).replace(/\{(\w+)\}/g, (_, name: string) =>
    String(failure.details?.[name] ?? '–'),
  )
}
