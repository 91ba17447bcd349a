import { eanCheckDigit } from '#contract/barcode.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { CustomerDraft } from '#contract/views/customer-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { person, type TillContext } from '../core/till-context.ts'
import { chooseCustomer, refreshCustomer } from '../customers/choose-customer.ts'
import { customerFile, customerRow } from '../customers/customer-views.ts'
import { anonymised, readDraft } from '../customers/read-draft.ts'
import type { Customer } from '../ports/customers.port.ts'
import { permitted } from '../session/guard.ts'
import type { CallsNamed } from './call-names.ts'

type Done = Result<Record<string, never>>

/** A range that no goods and no ticket of this shop has (GS1 General Specifications: 040 to 049 never leave a company). */
const LOYALTY_RANGE = '043'
const LOYALTY_DIGITS = 9

/** Answers the calls about the customers' files. */
export function customerCalls(context: TillContext): CallsNamed<'customer'> {
  const { options, queue } = context
  return {
    'customer.search': async ({ text, withArchived = false }) => {
      const user = person(context)
      if (!user.ok) return user
      if (holdsCardNumber(text)) return fail('SALE_CARD_NUMBER_REFUSED')
      const found = await options.customers.search(text, { withArchived, limit: LIMITS.searchRows })
      return succeed({ customers: found.customers.map(customerRow), truncated: found.truncated })
    },
    'customer.file': ({ customerId }) =>
      withCustomer(context, customerId, async (customer) => succeed(await customerFile(context, customer))),
    'customer.save': ({ customerId, draft }) => queue.run(() => save(context, customerId, draft)),
    'customer.newLoyaltyNumber': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const value = await options.customers.takeLoyaltyNumber()
        const digits = `${LOYALTY_RANGE}${String(value).padStart(LOYALTY_DIGITS, '0')}`
        return succeed({ loyaltyNumber: `${digits}${eanCheckDigit(digits)}` })
      }),
    'customer.archive': ({ customerId, isArchived }) =>
      queue.run(() =>
        withCustomer(context, customerId, async (customer) => {
          if (customer.erasedAt !== null) return fail('CUSTOMER_ERASED')
          if (isArchived && isOnTicket(context, customerId)) return fail('CUSTOMER_IN_USE')
          const archivedAt = isArchived ? (customer.archivedAt ?? options.clock.now()) : null
          await options.customers.save({ ...customer, archivedAt })
          return succeed({})
        }),
      ),
    'customer.erase': ({ customerId }) => queue.run(() => erase(context, customerId)),
    'customer.choose': ({ customerId }) =>
      queue.run(() =>
        customerId === null
          ? chooseCustomer(context, null)
          : withCustomer(context, customerId, (customer) => chooseCustomer(context, customer)),
      ),
  }
}

/** Whoever is signed in works on a customer that is there. */
async function withCustomer<Value>(
  context: TillContext,
  customerId: string,
  work: (customer: Customer) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const user = person(context)
  if (!user.ok) return user
  const customer = await context.options.customers.customer(customerId)
  return customer === null ? fail('CUSTOMER_NOT_FOUND') : work(customer)
}

async function save(
  context: TillContext,
  customerId: string | undefined,
  draft: CustomerDraft,
): Promise<Result<{ customerId: string }>> {
  const { customers, clock, nextId } = context.options
  const user = person(context)
  if (!user.ok) return user
  const before = customerId === undefined ? null : await customers.customer(customerId)
  if (customerId !== undefined && before === null) return fail('CUSTOMER_NOT_FOUND')
  if (before !== null && before.erasedAt !== null) return fail('CUSTOMER_ERASED')
  const drafted = readDraft(draft)
  if (!drafted.ok) return drafted
  const isLimitMoved = drafted.value.creditLimitMinor !== (before?.creditLimitMinor ?? 0)
  if (isLimitMoved) {
    const may = permitted(context.memory, 'manage-accounts')
    if (!may.ok) return may
  }
  const free = await isLoyaltyFree(context, drafted.value.loyaltyNumber, customerId)
  if (!free.ok) return free
  const now = clock.now()
  const consentedAt = draft.hasConsented ? (before?.consentedAt ?? now) : null
  if (before === null) {
    const since = { createdAt: now, archivedAt: null, erasedAt: null }
    const added = await customers.add({ ...drafted.value, ...since, id: nextId(), consentedAt })
    return succeed({ customerId: added.id })
  }
  const changed = { ...before, ...drafted.value, consentedAt }
  await customers.save(changed)
  await refreshCustomer(context, changed)
  return succeed({ customerId: changed.id })
}

/** A code that is scanned must mean one thing: neither goods nor another customer. */
async function isLoyaltyFree(
  { options }: TillContext,
  loyaltyNumber: string | null,
  customerId: string | undefined,
): Promise<Result<null>> {
  if (loyaltyNumber === null) return succeed(null)
  if ((await options.catalogue.productByBarcode(loyaltyNumber)) !== null) return fail('CUSTOMER_LOYALTY_WRONG')
  const holder = await options.customers.customerByLoyaltyNumber(loyaltyNumber)
  const isTaken = holder !== null && holder.id !== customerId
  return isTaken ? fail('CUSTOMER_LOYALTY_TAKEN', { number: holder.number }) : succeed(null)
}

async function erase(context: TillContext, customerId: string): Promise<Done> {
  const { options } = context
  const user = permitted(context.memory, 'manage-accounts')
  if (!user.ok) return user
  const customer = await options.customers.customer(customerId)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  if (customer.erasedAt !== null) return succeed({})
  if (isOnTicket(context, customerId)) return fail('CUSTOMER_IN_USE')
  if ((await options.customers.balanceMinor(customerId)) !== 0) return fail('CUSTOMER_HAS_BALANCE')
  await options.customers.erase(anonymised(customer, options.clock.now()))
  return succeed({})
}

/** An unfinished ticket names the customer, and its papers will. */
function isOnTicket({ memory }: TillContext, customerId: string): boolean {
  return [memory.sale, ...memory.held].some(({ customer }) => customer?.id === customerId)
}
