/** What the bank can be asked for. Taking back needs no name here: it is a reversal. */
export const BANK_OPERATIONS = [
  'sale',
  'refund',
  'pre-authorisation',
  'increment',
  'completion',
  'balance',
  'card-check',
  'activation',
  'load',
] as const
export type BankOperation = (typeof BANK_OPERATIONS)[number]

/** Asked without a charge, asked online, told afterwards. */
export type FinancialMti = '0100' | '0200' | '0220'

/** How the host comes to know of each operation. */
export const MESSAGE_TYPES = {
  sale: '0200',
  refund: '0200',
  'pre-authorisation': '0100',
  increment: '0100',
  completion: '0220',
  balance: '0100',
  'card-check': '0100',
  activation: '0200',
  load: '0200',
} as const satisfies Record<BankOperation, FinancialMti>
