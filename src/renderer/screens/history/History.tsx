import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CompletedSaleView, TenderView } from '#contract/views/sale-view.ts'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { Paging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { clearHistoryFilter, isFiltered, useHistoryStore } from '../../state/history-store.ts'
import { nextSale } from '../../state/sale-actions.ts'
import { goTo, type Panel, useScreenStore } from '../../state/screen-store.ts'
import { useSlice, useTillStore } from '../../state/till-store.ts'
import { clockTime, dayAndTime, shopDay } from '../../words/shop-time.ts'
import { ReprintElsewhere, useElsewhere } from '../papers/ChoosePrinter.tsx'
import { savePdf } from '../papers/take-along.ts'
import { TENDER_ICONS } from '../payment/MoneySide.tsx'
import { GIVE_BACK_KEY, GiveBackDialog } from '../returns/GiveBackDialog.tsx'
import { RETURN_LINES_KEY, ReturnLines } from '../returns/ReturnLines.tsx'
import { FindDialogs } from './FindDialogs.tsx'
import { HistorySearch, SEARCH_FIELD } from './HistorySearch.tsx'
import styles from './history.module.css'
import { kindsOf, type PaperKind, PDF_KEY, Preview } from './Preview.tsx'
import { useSales } from './use-sales.ts'

const PAGE_ROWS = { small: 8, large: 13 } as const
const ONLY_TICKET: readonly PaperKind[] = ['customer-ticket']
const rowsPerPage = () => (window.innerHeight >= 1000 ? PAGE_ROWS.large : PAGE_ROWS.small)

/** Finished sales with the ticket as it was printed; the loud key prints a marked and counted duplicate. */
export function History() {
  const { t } = useTranslation()
  const shownId = useScreenStore((state) => state.shownSaleId)
  const filter = useHistoryStore((state) => state.filter)
  const { sales, isRead, older } = useSales(shownId, filter)
  const [isTyping, setTyping] = useState(false)
  const index = Math.max(
    0,
    sales.findIndex(({ id }) => id === shownId),
  )
  const sale = sales[index]
  const rows = rowsPerPage()
  const page = Math.floor(index / rows)
  const show = (to: number) => {
    const next = sales[Math.min(sales.length - 1, Math.max(0, to))]
    if (next) useScreenStore.setState({ shownSaleId: next.id })
    if (to >= sales.length - rows) older()
  }
  const { kind, kinds, setKind, turnKind } = usePaperKind(sale)
  const payments = sale === undefined ? null : returnablePayments(sale)
  // Held while the dialog is open: the return is the newest ticket as soon as it is made.
  const [givingBack, setGivingBack] = useState<GivingBack | null>(null)
  const giveBack = () => {
    if (payments === null || sale === undefined) return
    setGivingBack({ payments, sale })
    useScreenStore.setState({ panel: 'give-back' })
  }
  const isGivingBack = useScreenStore((state) => state.panel === 'give-back')
  const reprint = (deviceId?: string) => {
    const where = deviceId === undefined ? {} : { deviceId }
    if (sale) void call('ticket.reprint', { saleId: sale.id, kind, ...where })
  }
  const elsewhere = useElsewhere()
  const pdf = () => sale && savePdf(sale.id, kind)
  const isReturning = useScreenStore((state) => state.panel === 'return-lines')
  const returnLines = sale !== undefined && sale.returnOf === null ? () => openReturnLines(sale) : null
  useHistoryKeys({ isTyping, reprint, turnKind, pdf, elsewhere, giveBack, returnLines, show, index, page, rows })
  if (sale === undefined && !isFiltered(filter) && !isTyping) return <NoSales />
  if (sale === undefined || (sales.length === 0 && isRead)) return noneFound(setTyping)
  return (
    <main className={styles.page}>
      <HistorySearch onTyping={setTyping} />
      <SaleList sales={sales} index={index} rows={rows} show={show} />
      <FindDialogs />
      <Preview
        sale={sale}
        kind={kind}
        kinds={kinds}
        onKind={setKind}
        onReprint={() => reprint()}
        onElsewhere={elsewhere}
        onPdf={pdf}
        onGiveBack={payments === null ? null : giveBack}
        onReturnLines={returnLines}
      />
      {isReturning && <ReturnLines saleId={sale.id} onClose={() => leaveGivenBack(sale)} />}
      <ReprintElsewhere paper={`${t(`preview.${kind}`)} ${sale.number}`} onReprint={reprint} />
      {isGivingBack && givingBack !== null && (
        <GiveBackDialog
          payments={givingBack.payments}
          ticketNumber={givingBack.sale.number}
          onClose={() => leaveGivenBack(givingBack.sale)}
        />
      )}
    </main>
  )
}

/** The ticket stays the one that is shown: its return is the newest as soon as it is made. */
const openReturnLines = ({ id }: CompletedSaleView) =>
  useScreenStore.setState({ panel: 'return-lines', shownSaleId: id })

/** Which of its papers is shown; the same kind from ticket to ticket, as far as they have it. */
function usePaperKind(sale: CompletedSaleView | undefined) {
  const [wanted, setKind] = useState<PaperKind>('customer-ticket')
  const hasTables = useSlice('floor') !== null
  const kinds = sale === undefined ? ONLY_TICKET : kindsOf(sale, hasTables)
  const kind = kinds.includes(wanted) ? wanted : 'customer-ticket'
  const turnKind = (by: 1 | -1) => setKind(kinds[(kinds.indexOf(kind) + by + kinds.length) % kinds.length] ?? kind)
  return { kind, kinds, setKind, turnKind }
}

interface HistoryActs {
  readonly isTyping: boolean
  readonly reprint: () => void
  /** To the next paper of the ticket, or the one before. */
  readonly turnKind: (by: 1 | -1) => void
  readonly pdf: () => void
  readonly elsewhere: (() => void) | null
  readonly giveBack: () => void
  readonly returnLines: (() => void) | null
  readonly show: (to: number) => void
  readonly index: number
  readonly page: number
  readonly rows: number
}

function useHistoryKeys(acts: HistoryActs): void {
  const { isTyping, reprint, turnKind, pdf, elsewhere, giveBack, returnLines, show, index, page, rows } = acts
  const isNarrowed = useHistoryStore(({ filter }) => isFiltered(filter))
  const choose = (panel: Panel) => () => useScreenStore.setState({ panel })
  useKeys({
    place: 'history',
    keys: {
      // In the field it ends the typing: nothing is printed by it.
      Enter: () => (isTyping ? leaveField() : reprint()),
      F1: () => document.getElementById(SEARCH_FIELD)?.focus(),
      F2: choose('find-day'),
      F3: choose('find-cashier'),
      F6: choose('find-kind'),
      ...((isTyping || isNarrowed) && { Escape: stepBack }),
      R: () => reprint(),
      [PDF_KEY]: pdf,
      ...(elsewhere && { P: elsewhere }),
      [GIVE_BACK_KEY]: giveBack,
      ...(returnLines && { [RETURN_LINES_KEY]: returnLines }),
      // In the field the arrows are the caret's.
      ...(!isTyping && { ArrowLeft: () => turnKind(-1), ArrowRight: () => turnKind(1) }),
      ArrowUp: () => show(index - 1),
      ArrowDown: () => show(index + 1),
      PageUp: () => show((page - 1) * rows),
      PageDown: () => show((page + 1) * rows),
    },
  })
}

function leaveField(): void {
  document.getElementById(SEARCH_FIELD)?.blur()
}

/** Out of the field, and back to all tickets. */
function stepBack(): void {
  leaveField()
  clearHistoryFilter()
}

/** No component of its own: the field stays the one that is typed in, whether what is typed finds anything or not. */
function noneFound(onTyping: (isTyping: boolean) => void) {
  return (
    <main className={styles.page}>
      <HistorySearch onTyping={onTyping} />
      <NothingFits />
      <FindDialogs />
    </main>
  )
}

/** No ticket fits: the way to ask for less. */
function NothingFits() {
  const { t } = useTranslation()
  return (
    <section className={`card ${styles.nothing}`} aria-live="polite">
      <h1>
        <Icon name="search" size="large" />
        {t('history.nothingFits')}
      </h1>
      <Key look="button" keyName={t('key.escape')} onPress={stepBack}>
        <Icon name="close" />
        {t('history.showAll')}
      </Key>
    </section>
  )
}

function NoSales() {
  const { t } = useTranslation()
  return (
    <main className={styles.none}>
      <Icon name="clock" size="large" />
      {t('history.none')}
      <ToPayments />
    </main>
  )
}

function ListHead({ page }: { readonly page: number }) {
  const { t } = useTranslation()
  return (
    <header>
      <h1>{t('history.title')}</h1>
      <span className="sub">{t('history.page', { page })}</span>
      <span className="push">
        <ToPayments />
      </span>
    </header>
  )
}

function ToPayments() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  return (
    <Key look="button" className={keys.small} keyName={hint('explorer')} onPress={() => goTo('explorer')}>
      <Icon name="card" />
      {t('explorer.title')}
    </Key>
  )
}

/** One page of finished sales, and the keys to the others. */
function SaleList({
  sales,
  index,
  rows,
  show,
}: {
  readonly sales: readonly CompletedSaleView[]
  readonly index: number
  readonly rows: number
  readonly show: (to: number) => void
}) {
  const { t } = useTranslation()
  const page = Math.floor(index / rows)
  return (
    <section className={`card ${styles.list}`} aria-label={t('nav.history')}>
      <ListHead page={page + 1} />
      <ul>
        {sales.slice(page * rows, (page + 1) * rows).map((each) => (
          <Row key={each.id} sale={each} selected={each.id === sales[index]?.id} />
        ))}
      </ul>
      <Paging
        page={page}
        last={(page + 1) * rows >= sales.length}
        goTo={(to) => show(to * rows)}
        words={{
          newer: t('history.newer'),
          older: t('history.older'),
          firstPage: t('closed.firstPage'),
          lastPage: t('closed.lastPage'),
        }}
      />
    </section>
  )
}

interface GivingBack {
  readonly payments: NonNullable<ReturnType<typeof returnablePayments>>
  readonly sale: CompletedSaleView
}

/** The sale's own screen, still open behind, must not call a ticket paid whose money went back. */
function leaveGivenBack({ id }: CompletedSaleView): void {
  useScreenStore.setState({ panel: null })
  if (useTillStore.getState().slices?.lastSale?.id === id) nextSale()
}

/** The card parts of a sale, none for a return or a sale without a card. */
function returnablePayments({ tenders, returnOf }: CompletedSaleView) {
  if (returnOf !== null) return null
  const [first, ...others] = tenders.flatMap((tender) => {
    const { outcome, paymentId, cardTail, tipMinor = 0, cashbackMinor = 0 } = tender
    const amountMinor = tender.amountMinor + tipMinor + cashbackMinor
    return outcome === 'approved' && paymentId !== null ? [{ paymentId, cardTail, amountMinor }] : []
  })
  return first === undefined ? null : ([first, ...others] as const)
}

/** The time of today, else the day too. */
function whenSold(at: string): string {
  return shopDay(at) === shopDay(Date.now()) ? clockTime(at) : dayAndTime(at)
}

function Row({ sale, selected }: { readonly sale: CompletedSaleView; readonly selected: boolean }) {
  const { t } = useTranslation()
  const paid = sale.tenders.filter(({ outcome }) => outcome === 'received' || outcome === 'approved')
  return (
    <li>
      <Key
        look="quiet"
        className={styles.row}
        pressed={selected}
        onPress={() => useScreenStore.setState({ shownSaleId: sale.id })}
      >
        <span className={styles.time}>{whenSold(sale.at)}</span>
        <span className={styles.words}>
          <b>{t('sale.ticket', { number: sale.number })}</b>
          <small className="muted sm">
            {sale.cashierName} ·{' '}
            {sale.returnOf
              ? t('history.returnOf', { number: sale.returnOf.number })
              : t('sale.articles', { count: sale.itemCount })}
          </small>
        </span>
        <span className={styles.tenders}>
          {paid.map((tender) => (
            <span key={tender.id} className="row">
              <Icon name={TENDER_ICONS[tender.kind]} size="small" />
              {tender.cardTail === null
                ? (meansWords(tender) ?? t(`tender.${tender.kind}`))
                : `•••• ${tender.cardTail}`}
            </span>
          ))}
        </span>
        <b className={styles.total}>{formatAmount(sale.totalMinor, sale.currency)}</b>
      </Key>
    </li>
  )
}

/** A way to pay of the shop's own, with the number of the cheque or voucher where one was taken down. */
function meansWords({ means }: TenderView): string | null {
  if (means === undefined) return null
  return means.reference === undefined ? means.name : `${means.name} ${means.reference}`
}
