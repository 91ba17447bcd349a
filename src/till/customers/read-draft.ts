import { fail, type Result, succeed } from '#contract/result.ts'
import { bareNumber, isCompanyNumber, isVatNumber } from '#contract/tax-number.ts'
import type { CustomerDraft } from '#contract/views/customer-view.ts'
import { holdsCardNumber, isCardNumberAlone } from '../barcode/barcode.ts'
import type { Customer } from '../ports/customers.port.ts'
import { readTicketCode } from '../tickets/ticket-code.ts'

type Refusal =
  | 'CUSTOMER_NAME_MISSING'
  | 'CUSTOMER_COMPANY_NUMBER_WRONG'
  | 'CUSTOMER_VAT_NUMBER_WRONG'
  | 'CUSTOMER_EMAIL_WRONG'
  | 'CUSTOMER_LOYALTY_WRONG'
  | 'SALE_CARD_NUMBER_REFUSED'

/** What a draft says of a customer; who has it, and since when, is not in it. */
export type DraftedCustomer = Omit<Customer, 'id' | 'number' | 'createdAt' | 'consentedAt' | 'archivedAt' | 'erasedAt'>

const FREE_TEXTS = ['name', 'company', 'street', 'city', 'phone', 'email', 'note'] as const
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/
const LOYALTY = /^[0-9A-Z-]{4,20}$/

/**
 * Reads a filled in file: texts trimmed and NFC without control characters, numbers without the blanks that people write in
 * them, their check figures verified. A SIRET may look like a card number and is none where its own check holds; every other
 * text that may be one is refused.
 */
export function readDraft(draft: CustomerDraft): Result<DraftedCustomer, Refusal> {
  const texts = Object.fromEntries(FREE_TEXTS.map((name) => [name, tidy(draft[name])])) as Texts
  const companyNumber = bareNumber(draft.companyNumber)
  const vatNumber = bareNumber(draft.vatNumber)
  const loyaltyNumber = draft.loyaltyNumber.trim().toUpperCase()
  if (texts.name === '' && texts.company === '') return fail('CUSTOMER_NAME_MISSING')
  if ([...Object.values(texts), loyaltyNumber].some(holdsCardNumber) || isCardNumberAlone(draft.groupId ?? ''))
    return fail('SALE_CARD_NUMBER_REFUSED')
  if (companyNumber !== '' && !isCompanyNumber(companyNumber)) return fail('CUSTOMER_COMPANY_NUMBER_WRONG')
  if (vatNumber !== '' && !isVatNumber(vatNumber)) return fail('CUSTOMER_VAT_NUMBER_WRONG')
  if (texts.email !== '' && !EMAIL.test(texts.email)) return fail('CUSTOMER_EMAIL_WRONG')
  const isLoyalty = LOYALTY.test(loyaltyNumber) && readTicketCode(loyaltyNumber) === null
  if (loyaltyNumber !== '' && !isLoyalty) return fail('CUSTOMER_LOYALTY_WRONG')
  const { groupId, creditLimitMinor } = draft
  return succeed({
    ...texts,
    companyNumber,
    vatNumber,
    loyaltyNumber: loyaltyNumber === '' ? null : loyaltyNumber,
    groupId,
    creditLimitMinor,
  })
}

type Texts = Record<(typeof FREE_TEXTS)[number], string>

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What is left of a file whose person is forgotten: its number, which tickets and the account name. */
export function anonymised(customer: Customer, at: string): Customer {
  const blank = Object.fromEntries(FREE_TEXTS.map((name) => [name, ''])) as Texts
  return {
    ...customer,
    ...blank,
    companyNumber: '',
    vatNumber: '',
    loyaltyNumber: null,
    groupId: null,
    creditLimitMinor: 0,
    consentedAt: null,
    archivedAt: customer.archivedAt ?? at,
    erasedAt: at,
  }
}
