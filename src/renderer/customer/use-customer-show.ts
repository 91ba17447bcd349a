import { useEffect, useState } from 'react'
import { LIMITS } from '#contract/limits.ts'
import type { CustomerShow } from '#contract/views/customer-screen-view.ts'
import { changeWords } from '../words/words.ts'

const AWAY: CustomerShow = { kind: 'away' }

/**
 * What is to be shown now. The till tells it again and again as a sign of life: once that stops, nothing of it stays on the screen, for
 * nobody could take it away.
 */
export function useCustomerShow(): CustomerShow {
  const [show, setShow] = useState<CustomerShow>(AWAY)
  useEffect(() => {
    let silence: ReturnType<typeof setTimeout> | undefined
    const end = window.customerScreen.subscribe((next) => {
      clearTimeout(silence)
      silence = setTimeout(() => setShow(AWAY), LIMITS.customerScreenSilenceMs)
      setShow(next)
    })
    return () => {
      clearTimeout(silence)
      end()
    }
  }, [])
  return show
}

/** Language and theme of the page are the shop's, and stay while the till is away. */
export function useCustomerPage(show: CustomerShow): void {
  const view = show.kind === 'away' ? null : show.view
  const locale = view?.locale
  const theme = view?.theme
  useEffect(() => {
    if (locale === undefined || theme === undefined) return
    const { documentElement: page } = document
    page.lang = locale
    page.dataset.theme = theme
    void changeWords(locale)
  }, [locale, theme])
}
