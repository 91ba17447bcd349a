import { useEffect, useRef, useState } from 'react'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import type { CustomerShow, CustomerView } from '#contract/views/customer-screen-view.ts'
import { isSameCustomer } from './own-language.ts'

export interface OwnLanguage {
  /** What is shown, in the customer's language where one was touched. */
  readonly show: CustomerShow
  /** The shop's own, in which its tickets are printed. */
  readonly shopLocale: Locale | null
  readonly choose: (locale: Locale) => void
}

/**
 * The language that a customer touched, for this window alone: tickets stay in the shop's. The next customer finds the shop's language
 * again, and so does whoever comes when nothing was sold for a while.
 */
export function useOwnLanguage(show: CustomerShow): OwnLanguage {
  const [own, setOwn] = useState<Locale | null>(null)
  const before = useRef<CustomerView | null>(null)
  const view = show.kind === 'view' ? show.view : null
  useEffect(() => {
    if (view === null) return
    if (!isSameCustomer(before.current, view)) setOwn(null)
    before.current = view
  }, [view])
  const isIdle = view !== null && view.ticket === null && view.message.kind === 'welcome'
  useEffect(() => {
    if (own === null || !isIdle) return undefined
    const rest = setTimeout(() => setOwn(null), LIMITS.customerLanguageIdleMs)
    return () => clearTimeout(rest)
  }, [own, isIdle])
  const shown: CustomerShow = view === null || own === null ? show : { kind: 'view', view: { ...view, locale: own } }
  return { show: shown, shopLocale: view?.locale ?? null, choose: setOwn }
}
