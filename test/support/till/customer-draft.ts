import type { CustomerDraft } from '#contract/views/customer-view.ts'

/** What a person types of a customer of whom little more than the name is known. */
export function customerDraft(change: Partial<CustomerDraft> = {}): CustomerDraft {
  return {
    name: 'Zofia',
    company: '',
    companyNumber: '',
    vatNumber: '',
    street: '',
    city: '',
    phone: '',
    email: '',
    loyaltyNumber: '',
    groupId: null,
    note: '',
    creditLimitMinor: 0,
    hasConsented: false,
    ...change,
  }
}
