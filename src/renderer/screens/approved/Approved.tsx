import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { GiftCardOrderView } from '#contract/views/gift-card-view.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { CompletedSaleView, TenderView } from '#contract/views/sale-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { deliver } from '../../state/card-actions.ts'
import { nextSale } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { extraWords } from '../../words/extra-words.ts'
import { pieceName } from '../../words/figures.ts'
import { clockTime } from '../../words/shop-time.ts'
import { openPanel } from '../customers/customer-actions.ts'
import { INVOICE_KEY, InvoiceDialog } from '../customers/InvoiceDialog.tsx'
import { useFacturette } from '../floor/use-facturette.ts'
import { ReprintElsewhere, useElsewhere } from '../papers/ChoosePrinter.tsx'
import { LookAtPapers, PaperLine, WaitingLine } from '../papers/PaperStates.tsx'
import { printGiftReceipt, savePdf } from '../papers/take-along.ts'
import { isUnpromised } from '../payment/card-words.ts'
import { TENDER_ICONS } from '../payment/MoneySide.tsx'
import styles from './approved.module.css'

/** On disk and paid: what to give back, what comes out of the printer, what next. */
export function Approved({ sale }: { readonly sale: CompletedSaleView }) {
  const { t } = useTranslation()
  const owed = useSlice('giftCards').find(({ saleId, state }) => saleId === sale.id && state === 'owed')
  const isWaiting = sale.waiting !== undefined
  const print = (deviceId?: string) =>
    void call(isWaiting ? 'papers.printWaiting' : 'ticket.reprint', {
      saleId: sale.id,
      ...(deviceId !== undefined && { deviceId }),
    })
  const elsewhere = useElsewhere()
  const isInvoiceOpen = useScreenStore(({ panel }) => panel === 'invoice')
  const facturette = useFacturette(sale.id)
  useKeys({
    place: 'approved',
    keys: {
      Enter: owed === undefined ? nextSale : () => deliver(owed.orderId),
      Escape: nextSale,
      F10: nextSale,
      R: () => print(),
      ...(elsewhere && { P: elsewhere }),
      ...(facturette && { B: facturette }),
      G: () => printGiftReceipt(sale.id),
      E: () => savePdf(sale.id, 'customer-ticket'),
      [INVOICE_KEY]: () => openPanel('invoice'),
    },
  })
  return (
    <main className={styles.approved}>
      <Paid sale={sale} />
      <section className={styles.right} aria-label={t('approved.zone')}>
        <PaidBanner sale={sale} />
        <ChangeDue sale={sale} />
        <ForCustomer sale={sale} onPrint={() => print()} onElsewhere={elsewhere} onFacturette={facturette} />
        {owed === undefined ? <NewSale /> : <PutOnCard order={owed} />}
      </section>
      {isInvoiceOpen && <InvoiceDialog sale={sale} />}
      <ReprintElsewhere
        paper={t(isWaiting ? 'job.customer-ticket' : 'job.duplicate', { number: sale.number })}
        onReprint={print}
      />
    </main>
  )
}

/** What the customer may want on paper or as a file; the question, where his papers wait for it. */
function ForCustomer({
  sale,
  onPrint,
  onElsewhere,
  onFacturette,
}: {
  readonly sale: CompletedSaleView
  readonly onPrint: () => void
  readonly onElsewhere: (() => void) | null
  readonly onFacturette: (() => void) | null
}) {
  const { t } = useTranslation()
  const isWaiting = sale.waiting !== undefined
  return (
    <div>
      <div className="row between">
        <span className={isWaiting ? styles.question : 'cap'}>
          {t(isWaiting ? 'approved.askTicket' : 'approved.forCustomer')}
        </span>
        {onFacturette && (
          <Key look="quiet" className={styles.elsewhere} keyName="B" onPress={onFacturette}>
            {t('floor.facturette')}
          </Key>
        )}
        {onElsewhere && (
          <Key look="quiet" className={styles.elsewhere} keyName="P" onPress={onElsewhere}>
            {t('papers.elsewhere')}
          </Key>
        )}
      </div>
      <div className={styles.extras}>
        <Key look="tender" keyName="G" onPress={() => printGiftReceipt(sale.id)}>
          <Icon name="gift" />
          {t('action.giftTicket')}
        </Key>
        <Key look="tender" keyName="E" onPress={() => savePdf(sale.id, 'customer-ticket')}>
          <Icon name="download" />
          {t('action.pdf')}
        </Key>
        <Key look="tender" keyName={INVOICE_KEY} onPress={() => openPanel('invoice')}>
          <Icon name="receipt" />
          {t('action.invoice')}
        </Key>
        <Key look="tender" keyName="R" onPress={onPrint}>
          <Icon name="print" />
          {t(isWaiting ? 'approved.printTicket' : 'action.reprint')}
        </Key>
      </div>
    </div>
  )
}

function NewSale() {
  const { t } = useTranslation()
  return (
    <Key look="primary" className={classNames(keys.block, styles.next)} keyName={t('key.enter')} onPress={nextSale}>
      <Icon name="plus" size="large" />
      {t('action.newSale')}
    </Key>
  )
}

/** The customer has paid for a gift card: that comes first; a new sale is one key further, and nothing is forgotten. */
function PutOnCard({ order }: { readonly order: GiftCardOrderView }) {
  const { t } = useTranslation()
  const { operation, amountMinor, currency, orderId } = order
  return (
    <div className={styles.put}>
      <Key
        look="primary"
        className={classNames(keys.block, styles.next)}
        keyName={t('key.enter')}
        onPress={() => deliver(orderId)}
      >
        <Icon name="gift" size="large" />
        {t(`cards.put.${operation}`, { amount: formatAmount(amountMinor, currency) })}
      </Key>
      <Key look="button" keyName={t('key.escape')} onPress={nextSale}>
        {t('action.newSale')}
      </Key>
    </div>
  )
}

function PaidBanner({ sale }: { readonly sale: CompletedSaleView }) {
  const { t } = useTranslation()
  const payment = useSlice('payment')
  const reservations = useSlice('reservations')
  const card = sale.tenders.findLast(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
  if (!card) {
    const onAccount = sale.tenders.every(({ kind }) => kind === 'account')
    return (
      <Banner tone="ok" icon="ok" title={t(onAccount ? 'approved.account' : 'approved.cash')}>
        {t('approved.cashText')}
      </Banner>
    )
  }
  const own = payment?.id === card.paymentId ? payment : null
  const reservation = reservations.find((each) => paidWith(each, card))
  if (reservation) return <OutOfReservation reservation={reservation} />
  const amount = formatAmount(chargedMinor(card), sale.currency)
  if (card.entryMode === 'manual') {
    return (
      <Banner tone="ok" icon="ok" title={t('approved.code', { amount })}>
        {t('approved.codeText')}
      </Banner>
    )
  }
  const duration =
    sale.cardDurationMs === null ? undefined : t('approved.in', { seconds: Math.round(sale.cardDurationMs / 1000) })
  return (
    <Banner
      tone="ok"
      icon="ok"
      title={t(isUnpromised(own?.offline) ? 'approved.cardOffline' : 'approved.card', {
        amount,
      })}
      aside={duration}
    >
      {own?.offline && `${t(`approved.offline.${own.offline}`)} `}
      {own?.pinVerified && `${t('approved.pinVerified')} `}
      {t(card.entryMode === 'chip' ? 'approved.removeCard' : 'approved.cashText')}
    </Banner>
  )
}

function chargedMinor({ amountMinor, tipMinor = 0, cashbackMinor = 0 }: TenderView): number {
  return amountMinor + tipMinor + cashbackMinor
}

/**
 * Cash that the customer takes along with the card that paid last; of an earlier card it was handed out before the rest was
 * paid.
 */
function handOutMinor({ tenders }: CompletedSaleView): number {
  const last = tenders.findLast(({ outcome }) => outcome === 'approved' || outcome === 'received')
  return last?.cashbackMinor ?? 0
}

/** The reservation that paid: no card was read, and the bank's approval is that of the reservation. */
function paidWith(
  { state, approvalCode, cardTail, completedMinor, terminal }: ReservationView,
  card: TenderView,
): boolean {
  return (
    state === 'completed' &&
    terminal === undefined &&
    card.entryMode === 'none' &&
    card.approvalCode === approvalCode &&
    card.cardTail === cardTail &&
    card.amountMinor === completedMinor
  )
}

/** Paid without the card: the rest of what the bank holds goes back by itself. */
function OutOfReservation({ reservation }: { readonly reservation: ReservationView }) {
  const { t } = useTranslation()
  const { label, amountMinor, completedMinor, currency } = reservation
  const paidMinor = completedMinor ?? amountMinor
  const rest = formatAmount(amountMinor - paidMinor, currency)
  return (
    <Banner tone="ok" icon="ok" title={t('approved.reserved', { label, amount: formatAmount(paidMinor, currency) })}>
      {t('approved.reservedText')} {paidMinor < amountMinor && t('approved.reservedRest', { amount: rest })}
    </Banner>
  )
}

function ChangeDue({ sale }: { readonly sale: CompletedSaleView }) {
  const { t } = useTranslation()
  const cash = sale.tenders.filter(({ kind }) => kind === 'cash')
  const given = cash.reduce((sum, { givenMinor, amountMinor }) => sum + (givenMinor ?? amountMinor), 0)
  // Goods that came back were worth more than those that were sold.
  const outMinor = Math.max(0, 0 - cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
  const due = cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const amount = (minor: number) => formatAmount(minor, sale.currency)
  const handOut = handOutMinor(sale)
  return (
    <div className={classNames('card', styles.change)}>
      <div className="row between">
        <h1>{t(handOut > 0 ? 'approved.handOutTitle' : outMinor > 0 ? 'approved.paidOut' : 'approved.change')}</h1>
        {cash.length > 0 && handOut === 0 && outMinor === 0 && (
          <span className="muted">{t('approved.givenFor', { given: amount(given), due: amount(due) })}</span>
        )}
      </div>
      <div className={styles.changeAmount} data-testid="change">
        {amount(handOut > 0 ? handOut : outMinor > 0 ? outMinor : sale.changeMinor)}
      </div>
      <ul className={styles.pieces} aria-label={t('approved.pieces')}>
        {sale.changePieces.map(({ valueMinor, count }) => (
          <li key={valueMinor}>
            <Icon name="coins" />
            <span className="lg">
              {count} × <b>{pieceName(valueMinor, sale.currency)}</b>
            </span>
          </li>
        ))}
        {sale.changePieces.length === 0 && outMinor === 0 && (
          <li className={styles.nothing}>{t(handOut > 0 ? 'approved.handOutText' : 'approved.noChange')}</li>
        )}
      </ul>
    </div>
  )
}

function Paid({ sale }: { readonly sale: CompletedSaleView }) {
  const { t } = useTranslation()
  return (
    <section className={styles.left} aria-label={t('payment.moneyZone')}>
      <div className={styles.due}>
        <div className="row between">
          <b className="lg">{t('approved.totalPaid')}</b>
          <Badge tone="ok" icon="ok">
            {t('approved.stored')}
          </Badge>
        </div>
        <div className={styles.dueAmount}>{formatAmount(sale.totalMinor, sale.currency)}</div>
      </div>
      <ScrolledList className={styles.taken} name={t('payment.takenZone')}>
        {sale.tenders
          .filter(({ outcome }) => outcome === 'received' || outcome === 'approved')
          .map((tender) => (
            <PaidTender key={tender.id} tender={tender} currency={sale.currency} />
          ))}
        {sale.changeMinor > 0 && (
          <li className={styles.last}>
            <b className="grow">{t('approved.changeGiven')}</b>
            <b>{formatAmount(sale.changeMinor, sale.currency)}</b>
          </li>
        )}
      </ScrolledList>
      <div className={styles.printing}>
        <div className="cap">{t('approved.printing')}</div>
        <ul aria-label={t('approved.printing')}>
          {sale.printJobs.map((job) => (
            <PaperLine key={job.id} job={job} number={sale.number} />
          ))}
          {sale.waiting?.map((kind) => (
            <WaitingLine key={kind} kind={kind} number={sale.number} />
          ))}
        </ul>
        <LookAtPapers jobs={sale.printJobs} />
      </div>
    </section>
  )
}

function PaidTender({
  tender,
  currency,
}: {
  readonly tender: TenderView
  readonly currency: CompletedSaleView['currency']
}) {
  const { t } = useTranslation()
  const card = tender.kind === 'card'
  const isCode = tender.entryMode === 'manual'
  const extras = extraWords(t, tender, currency)
  return (
    <li>
      <Icon name={isCode ? 'scan' : TENDER_ICONS[tender.kind]} />
      <span className="grow">
        {isCode
          ? t('tender.code')
          : card
            ? `${t('tender.card')} •••• ${tender.cardTail ?? '––––'}`
            : tender.kind === 'account'
              ? t('tender.account')
              : t('approved.cashReceived')}
        {extras.length > 0 && <small className="muted sm">{extras.join(' · ')}</small>}
        {card && (
          <small className="muted sm">
            {[
              !isCode && t(`scheme.${tender.scheme ?? 'other'}`),
              tender.approvalCode && t('approved.authorisation', { code: tender.approvalCode }),
              clockTime(tender.at),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
      </span>
      <b>{formatAmount(tender.givenMinor ?? tender.amountMinor, currency)}</b>
    </li>
  )
}
