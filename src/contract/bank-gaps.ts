import { holdsCardNumber } from './card-number.ts'
import type { BankField, BankForm } from './views/bank-view.ts'

/** Nothing typed yet. */
export const EMPTY_BANK: BankForm = {
  host: '',
  port: '',
  encrypted: false,
  caFile: '',
  certificateFile: '',
  keyFile: '',
  serverName: '',
  profile: '',
  terminalId: '',
  merchantId: '',
  contract: '',
  referralPhone: '',
}

export interface BankGap {
  readonly field: BankField
  readonly kind: 'missing' | 'wrong' | 'card'
}

/** `/etc/…`, `C:\…`, `\\server\…`. */
const WHOLE_PATH = /^(\/|[A-Za-z]:[\\/]|\\\\)/
const FORMATS: Readonly<Partial<Record<BankField, RegExp>>> = {
  host: /^[\w.-]+$/,
  caFile: WHOLE_PATH,
  certificateFile: WHOLE_PATH,
  keyFile: WHOLE_PATH,
  serverName: /^[\w.*-]+$/,
  terminalId: /^[0-9A-Za-z]{8}$/,
  merchantId: /^[0-9A-Za-z]{15}$/,
  contract: /^\d{1,15}$/,
  referralPhone: /^\+?\d[\d ().-]{2,22}$/,
}
const FIELDS = [
  'host',
  'port',
  'caFile',
  'certificateFile',
  'keyFile',
  'serverName',
  'profile',
  'terminalId',
  'merchantId',
  'contract',
  'referralPhone',
] as const satisfies readonly BankField[]
const OF_ENCRYPTION: readonly BankField[] = ['caFile', 'certificateFile', 'keyFile', 'serverName']
/** What the bank gave: it may look like a card number by chance, and has a form of its own. */
const NUMBERS_OF_BANK: readonly BankField[] = ['terminalId', 'merchantId', 'contract']

/** What is not right yet, in the order of the form. What only the machine can tell (files, profiles) is not asked here. */
export function bankGaps(form: BankForm): BankGap[] {
  const isWanted = (field: BankField): boolean => {
    if (field === 'caFile') return form.encrypted
    if (field === 'certificateFile') return form.encrypted && form.keyFile !== ''
    if (field === 'keyFile') return form.encrypted && form.certificateFile !== ''
    return field !== 'serverName' && field !== 'referralPhone'
  }
  return FIELDS.flatMap((field): BankGap[] => {
    const text = form[field].trim()
    if (OF_ENCRYPTION.includes(field) && !form.encrypted) return []
    if (text === '') return isWanted(field) ? [{ field, kind: 'missing' }] : []
    if (!NUMBERS_OF_BANK.includes(field) && holdsCardNumber(text)) return [{ field, kind: 'card' }]
    return isRight(field, text) ? [] : [{ field, kind: 'wrong' }]
  })
}

function isRight(field: BankField, text: string): boolean {
  if (field === 'port') return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
  return FORMATS[field]?.test(text) ?? true
}
