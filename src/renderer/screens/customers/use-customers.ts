import { useEffect, useRef, useState } from 'react'
import type { CustomerFile, CustomerRow } from '#contract/views/customer-view.ts'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'

export interface CustomerSearch {
  readonly text: string
  readonly type: (text: string) => void
  readonly customers: readonly CustomerRow[]
  readonly truncated: boolean
  /** False until the first answer: an empty list is not called empty before. */
  readonly isRead: boolean
  /** Reads the list again: a file has changed. */
  readonly again: () => void
}

/** Customers that fit what is typed; an answer that was overtaken by a later question is dropped. */
export function useCustomerSearch(withArchived: boolean): CustomerSearch {
  const [text, setText] = useState('')
  const [found, setFound] = useState<{ customers: readonly CustomerRow[]; truncated: boolean } | null>(null)
  const [turn, setTurn] = useState(0)
  const asked = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means that a file has changed
  useEffect(() => {
    asked.current += 1
    const question = asked.current
    void ask('customer.search', { text, withArchived }).then((answer) => {
      if (question !== asked.current) return
      if (answer.ok) setFound(answer.value)
      else {
        showToast({ tone: 'failure', failure: answer.error })
        if (answer.error.code === 'SALE_CARD_NUMBER_REFUSED') setText('')
      }
    })
  }, [text, withArchived, turn])
  return {
    text,
    type: setText,
    customers: found?.customers ?? [],
    truncated: found?.truncated ?? false,
    isRead: found !== null,
    again: () => setTurn((before) => before + 1),
  }
}

/** A list of customers in a dialog: what is typed, who of them is chosen, and the keys that choose another. */
export function useChosenCustomer(): {
  readonly search: CustomerSearch
  readonly customer: CustomerRow | undefined
  readonly move: (by: number) => void
} {
  const search = useCustomerSearch(false)
  const [selected, select] = useState<string | null>(null)
  const { customers } = search
  const index = Math.max(
    0,
    customers.findIndex(({ id }) => id === selected),
  )
  const move = (by: number) => select(customers[Math.min(customers.length - 1, Math.max(0, index + by))]?.id ?? null)
  return { search, customer: customers[index], move }
}

/** The file of the chosen customer; null while it is read. `turn` reads it again. */
export function useCustomerFile(customerId: string | null, turn: unknown): CustomerFile | null {
  const [file, setFile] = useState<CustomerFile | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means that the file has changed
  useEffect(() => {
    let left = false
    if (customerId === null) setFile(null)
    else
      void call('customer.file', { customerId }).then((read) => {
        if (!left) setFile(read.ok ? read.value : null)
      })
    return () => {
      left = true
    }
  }, [customerId, turn])
  return file?.id === customerId ? file : null
}
