import { useEffect, useState } from 'react'
import type { HistoryFilter } from '#contract/views/history-view.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { call } from '../../state/call.ts'
import { changeHistoryFilter, isFiltered } from '../../state/history-store.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

/** A page read again, before what was read of older ones; alone where a hole would be between them. */
function newestFirst(newest: readonly CompletedSaleView[], known: readonly CompletedSaleView[]) {
  const older = known.filter(({ id }) => !newest.some((sale) => sale.id === id))
  return older.length === known.length ? newest : [...newest, ...older]
}

interface Read {
  /** What these sales were asked for by. */
  readonly question: string
  readonly sales: readonly CompletedSaleView[]
}

const NOTHING_READ: Read = { question: '', sales: [] }

/**
 * The sales on disk that fit, newest first; paged by keys. A ticket that was scanned may be older than what is read here: then
 * the list begins with it. `isRead`: what is shown is what fits.
 */
export function useSales(
  shownId: string | null,
  filter: HistoryFilter,
): { readonly sales: readonly CompletedSaleView[]; readonly isRead: boolean; readonly older: () => void } {
  const question = JSON.stringify(filter)
  const moves = useMoves()
  const [read, setRead] = useState(NOTHING_READ)
  const [fromSaleId, setFrom] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new or reprinted sale, or what became of a paper, means another list
  useEffect(() => {
    let left = false
    void newestOf(filter, fromSaleId).then((sales) => {
      if (left || sales === null) return
      setRead((before) => ({
        question,
        sales: before.question === question ? newestFirst(sales, before.sales) : sales,
      }))
    })
    return () => {
      left = true
    }
  }, [question, moves, fromSaleId])
  const { sales } = read
  const isRead = read.question === question
  const isMissing = !isFiltered(filter) && sales.length > 0 && sales.every(({ id }) => id !== shownId)
  useEffect(() => {
    if (shownId === null || isMissing) setFrom(shownId)
  }, [shownId, isMissing])
  const older = () => {
    const last = sales.at(-1)
    if (!last || !isRead) return
    void pageBefore(filter, last.number).then((more) => {
      if (more !== null)
        setRead((now) =>
          now.question === question && now.sales.at(-1) === last ? { question, sales: [...now.sales, ...more] } : now,
        )
    })
  }
  return { sales, isRead, older }
}

/** Changes whenever a sale, or a paper of one, may have changed. */
function useMoves(): string {
  const lastSale = useSlice('lastSale')
  const { ticketCount } = useSlice('day')
  const { printer } = useSlice('status')
  const { lastPrintedAt, queuedJobs, unknownJobs } = printer
  const papersOpen = useScreenStore((state) => state.panel === 'papers')
  return JSON.stringify([lastSale, ticketCount, lastPrintedAt, queuedJobs, unknownJobs, papersOpen])
}

async function newestOf(filter: HistoryFilter, fromSaleId: string | null) {
  if (isFiltered(filter)) {
    const page = await call('history.find', { filter })
    // What the till takes for a card number is kept nowhere, here neither.
    if (!page.ok && page.error.code === 'PAYMENT_CARD_NUMBER_TYPED') changeHistoryFilter({ text: undefined })
    return page.ok ? page.value.sales : null
  }
  const page = await call('history.list', fromSaleId === null ? {} : { fromSaleId })
  return page.ok ? page.value.sales : null
}

async function pageBefore(filter: HistoryFilter, beforeNumber: string) {
  const page = isFiltered(filter)
    ? await call('history.find', { filter, beforeNumber })
    : await call('history.list', { beforeNumber })
  return page.ok ? page.value.sales : null
}
