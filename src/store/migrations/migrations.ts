import { PAYMENT_TABLES } from './0010-payment.ts'
import { TILL_TABLES } from './0020-till.ts'
import { CATALOGUE_TABLES } from './0030-catalogue.ts'
import { OFFLINE_TABLES } from './0040-offline.ts'
import { DEVICE_TABLES } from './0050-devices.ts'
import { ACQUIRER_TABLES } from './0060-acquirers.ts'
import { DISPLAY_TABLES } from './0110-displays.ts'
import { OPERATION_COLUMNS } from './0130-operations.ts'
import { PAYMENT_SEARCH_TABLES } from './0140-payment-search.ts'
import { SETTLEMENT_TABLES } from './0150-settlement.ts'
import { RESERVATION_INDEXES } from './0160-reservations.ts'
import { FUEL_RUN_TABLES } from './0190-fuel-runs.ts'
import { CARD_EXTRA_COLUMNS } from './0200-card-extras.ts'
import { GIFT_CARD_OUTCOMES } from './0210-gift-cards.ts'
import { GIFT_CARD_ORDER_TABLES } from './0220-gift-card-orders.ts'
import { NOTED_RECORD_INDEXES } from './0230-noted-records.ts'
import { TERMINAL_TABLES } from './0240-terminals.ts'
import { TERMINAL_DEVICE_TABLES } from './0250-terminal-devices.ts'
import { PRINTER_TABLES } from './0260-printers.ts'
import { PRINTED_ON_COLUMNS } from './0280-printed-on.ts'
import { PAPER_DECISION_COLUMNS } from './0290-paper-decisions.ts'
import { TERMINAL_SECRET_COLUMNS } from './0300-terminal-secrets.ts'
import { PAPER_TABLES } from './0310-papers.ts'
import { TERMINAL_RESERVATION_OUTCOMES } from './0320-terminal-reservations.ts'
import { GOODS_TABLES } from './0330-goods.ts'
import { PRODUCT_IMPORT_TABLES } from './0340-product-imports.ts'
import { TICKET_SUM_TABLES } from './0350-ticket-sums.ts'
import { CUSTOMER_TABLES } from './0370-customers.ts'
import { SALE_SEARCH_TABLES } from './0380-sale-search.ts'
import { PEOPLE_COLUMNS } from './0390-people.ts'
import { ARTICLE_DETAIL_COLUMNS } from './0410-article-details.ts'
import { PAPER_ON_REQUEST_TABLES } from './0420-papers-on-request.ts'
import { SCALE_TABLES } from './0430-scales.ts'
import { LOYALTY_TABLES } from './0440-loyalty.ts'
import { PAYMENT_SEARCH_STEPS } from './0460-payment-search-steps.ts'
import { VOUCHER_TABLES } from './0470-vouchers.ts'
import { CASH_MOVE_COLUMNS } from './0500-cash-moves.ts'
import { PAYMENT_SEARCH_IN_STEP } from './0510-payment-search-in-step.ts'
import { RESTORED_CLAIM_TABLES } from './0530-restored-claims.ts'
import { SEARCH_ROWS_IN_STEP } from './0550-search-rows-in-step.ts'

/** A step of the schema. Once released its SQL never changes: a test holds its checksum. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** Strictly increasing, in steps of ten, forward only. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 10, name: 'payment', sql: PAYMENT_TABLES },
  { number: 20, name: 'till', sql: TILL_TABLES },
  { number: 30, name: 'catalogue', sql: CATALOGUE_TABLES },
  { number: 40, name: 'offline', sql: OFFLINE_TABLES },
  { number: 50, name: 'devices', sql: DEVICE_TABLES },
  { number: 60, name: 'acquirers', sql: ACQUIRER_TABLES },
  { number: 110, name: 'displays', sql: DISPLAY_TABLES },
  { number: 130, name: 'operations', sql: OPERATION_COLUMNS },
  { number: 140, name: 'payment-search', sql: PAYMENT_SEARCH_TABLES },
  { number: 150, name: 'settlement', sql: SETTLEMENT_TABLES },
  { number: 160, name: 'reservations', sql: RESERVATION_INDEXES },
  { number: 190, name: 'fuel-runs', sql: FUEL_RUN_TABLES },
  { number: 200, name: 'card-extras', sql: CARD_EXTRA_COLUMNS },
  { number: 210, name: 'gift-cards', sql: GIFT_CARD_OUTCOMES },
  { number: 220, name: 'gift-card-orders', sql: GIFT_CARD_ORDER_TABLES },
  { number: 230, name: 'noted-records', sql: NOTED_RECORD_INDEXES },
  { number: 240, name: 'terminals', sql: TERMINAL_TABLES },
  { number: 250, name: 'terminal-devices', sql: TERMINAL_DEVICE_TABLES },
  { number: 260, name: 'printers', sql: PRINTER_TABLES },
  { number: 280, name: 'printed-on', sql: PRINTED_ON_COLUMNS },
  { number: 290, name: 'paper-decisions', sql: PAPER_DECISION_COLUMNS },
  { number: 300, name: 'terminal-secrets', sql: TERMINAL_SECRET_COLUMNS },
  { number: 310, name: 'papers', sql: PAPER_TABLES },
  { number: 320, name: 'terminal-reservations', sql: TERMINAL_RESERVATION_OUTCOMES },
  { number: 330, name: 'goods', sql: GOODS_TABLES },
  { number: 340, name: 'product-imports', sql: PRODUCT_IMPORT_TABLES },
  { number: 350, name: 'ticket-sums', sql: TICKET_SUM_TABLES },
  { number: 370, name: 'customers', sql: CUSTOMER_TABLES },
  { number: 380, name: 'sale-search', sql: SALE_SEARCH_TABLES },
  { number: 390, name: 'people', sql: PEOPLE_COLUMNS },
  { number: 410, name: 'article-details', sql: ARTICLE_DETAIL_COLUMNS },
  { number: 420, name: 'papers-on-request', sql: PAPER_ON_REQUEST_TABLES },
  { number: 430, name: 'scales', sql: SCALE_TABLES },
  { number: 440, name: 'loyalty', sql: LOYALTY_TABLES },
  { number: 460, name: 'payment-search-steps', sql: PAYMENT_SEARCH_STEPS },
  { number: 470, name: 'vouchers', sql: VOUCHER_TABLES },
  { number: 500, name: 'cash-moves', sql: CASH_MOVE_COLUMNS },
  { number: 510, name: 'payment-search-in-step', sql: PAYMENT_SEARCH_IN_STEP },
  { number: 530, name: 'restored-claims', sql: RESTORED_CLAIM_TABLES },
  { number: 550, name: 'search-rows-in-step', sql: SEARCH_ROWS_IN_STEP },
]
