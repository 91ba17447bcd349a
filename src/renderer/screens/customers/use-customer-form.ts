import { useState } from 'react'
import { barcodeProblem } from '#contract/barcode.ts'
import { holdsCardNumber } from '#contract/card-number.ts'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { formatFigures, parseAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import { bareNumber } from '#contract/tax-number.ts'
import type { CustomerDraft, CustomerFile, CustomerText } from '#contract/views/customer-view.ts'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

/** What is typed; the limit as figures. */
export type FormTexts = Readonly<Record<CustomerText | 'limit' | 'group', string>>
export type FormField = keyof FormTexts

/** Where a refusal is shown. */
const PLACE_OF: Partial<Record<ErrorCode, FormField>> = {
  CUSTOMER_NAME_MISSING: 'name',
  CUSTOMER_COMPANY_NUMBER_WRONG: 'companyNumber',
  CUSTOMER_VAT_NUMBER_WRONG: 'vatNumber',
  CUSTOMER_EMAIL_WRONG: 'email',
  CUSTOMER_LOYALTY_WRONG: 'loyaltyNumber',
  CUSTOMER_LOYALTY_TAKEN: 'loyaltyNumber',
}
/** No company number is longer; while one is typed, figures of any length may look like a card. */
const COMPANY_DIGITS_MAX = 14

const EMPTY: FormTexts = {
  name: '',
  company: '',
  companyNumber: '',
  vatNumber: '',
  street: '',
  city: '',
  phone: '',
  email: '',
  loyaltyNumber: '',
  note: '',
  limit: '',
  group: '',
}

export interface CustomerForm {
  readonly texts: FormTexts
  readonly type: (field: FormField, text: string) => void
  readonly hasConsented: boolean
  readonly turnConsent: () => void
  readonly giveLoyaltyNumber: () => void
  /** What was refused, and at which field; without a failure the amount cannot be read. */
  readonly problem: { readonly field: FormField | null; readonly failure: Failure | null } | null
  readonly save: () => void
}

/** A file as it is filled in; nothing is kept before it is saved, and what is refused stays typed. */
export function useCustomerForm(file: CustomerFile | null, onSaved: (customerId: string) => void): CustomerForm {
  const { currency } = useSlice('till')
  const [texts, setTexts] = useState<FormTexts>(() => textsOf(file))
  const [hasConsented, setConsented] = useState(file?.consentedAt != null)
  const [problem, setProblem] = useState<CustomerForm['problem']>(null)
  const [isSaving, setSaving] = useState(false)
  const type = (field: FormField, text: string) => {
    const isCard = looksLikeCard(field, text)
    setProblem(isCard ? { field, failure: { code: 'SALE_CARD_NUMBER_REFUSED' } } : null)
    setTexts((before) => ({ ...before, [field]: isCard ? '' : text }))
  }
  const save = async () => {
    const creditLimitMinor = texts.limit.trim() === '' ? 0 : parseAmount(texts.limit, currency)
    if (creditLimitMinor === null) {
      setProblem({ field: 'limit', failure: null })
      return
    }
    if (isSaving) return
    setSaving(true)
    const draft = draftOf(texts, creditLimitMinor, hasConsented)
    const saved = await ask('customer.save', file === null ? { draft } : { customerId: file.id, draft })
    setSaving(false)
    if (saved.ok) onSaved(saved.value.customerId)
    else {
      const field = PLACE_OF[saved.error.code] ?? null
      setProblem({ field, failure: saved.error })
      if (field === null) showToast({ tone: 'failure', failure: saved.error })
    }
  }
  return {
    texts,
    type,
    hasConsented,
    turnConsent: () => setConsented((before) => !before),
    giveLoyaltyNumber: () =>
      void call('customer.newLoyaltyNumber', {}).then((given) => {
        if (given.ok) type('loyaltyNumber', given.value.loyaltyNumber)
      }),
    problem,
    save: () => void save(),
  }
}

function looksLikeCard(field: FormField, text: string): boolean {
  if (field === 'companyNumber') return bareNumber(text).length > COMPANY_DIGITS_MAX
  if (field === 'loyaltyNumber' && barcodeProblem('ean13', text.trim()) === null) return false
  return holdsCardNumber(text)
}

function textsOf(file: CustomerFile | null): FormTexts {
  if (file === null) return EMPTY
  const { creditLimitMinor, currency, groupId } = file
  const known = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, file[name as CustomerText] ?? '']))
  const limit = creditLimitMinor === 0 ? '' : formatFigures(creditLimitMinor, currency)
  return { ...EMPTY, ...known, limit, group: groupId ?? '' }
}

function draftOf({ limit: _, group, ...texts }: FormTexts, creditLimitMinor: number, hasConsented: boolean) {
  const draft: CustomerDraft = { ...texts, groupId: group.trim() || null, creditLimitMinor, hasConsented }
  return draft
}
