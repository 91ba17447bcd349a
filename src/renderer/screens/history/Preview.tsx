import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReprintKind } from '#contract/paper-api.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { TicketPaper } from '../../components/TicketPaper.tsx'
import { call } from '../../state/call.ts'
import { InvoiceKey } from '../customers/InvoiceKey.tsx'
import { PaperStates } from '../papers/PaperStates.tsx'
import { GIVE_BACK_KEY } from '../returns/GiveBackDialog.tsx'
import { RETURN_LINES_KEY } from '../returns/ReturnLines.tsx'
import styles from './history.module.css'

/** The key that writes the paper as a file. */
export const PDF_KEY = 'E'

export type PaperKind = ReprintKind
const CARD_TICKETS = ['card-customer', 'card-merchant'] as const satisfies readonly PaperKind[]

/** The papers of a sale that can be looked at and printed, those that never came out among them: as there is a card, a table, an invoice. */
export function kindsOf({ tenders, returnOf, printJobs }: CompletedSaleView, hasTables: boolean): readonly PaperKind[] {
  const withCard = tenders.some(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
  const isThere = (kind: PaperKind) => printJobs.some((job) => job.kind === kind)
  const isSale = returnOf === null
  return [
    'customer-ticket',
    ...(withCard ? CARD_TICKETS : []),
    ...(isSale ? (['gift-receipt'] as const) : []),
    ...(isSale && (hasTables || isThere('facturette')) ? (['facturette'] as const) : []),
    ...(isThere('invoice') ? (['invoice'] as const) : []),
  ]
}

/** It came out before: what comes out now is a duplicate. */
function isPrinted({ printJobs, waiting = [] }: CompletedSaleView, kind: PaperKind): boolean {
  if (waiting.includes(kind)) return false
  return (kind !== 'gift-receipt' && kind !== 'facturette') || printJobs.some((job) => job.kind === kind)
}

interface PreviewProps {
  readonly sale: CompletedSaleView
  readonly kind: PaperKind
  readonly kinds: readonly PaperKind[]
  readonly onKind: (kind: PaperKind) => void
  readonly onReprint: () => void
  /** On a printer that is chosen; null where there is one only. */
  readonly onElsewhere: (() => void) | null
  readonly onPdf: () => void
  /** Null where there is nothing on a card. */
  readonly onGiveBack: (() => void) | null
  /** Null for a return, of which nothing comes back. */
  readonly onReturnLines: (() => void) | null
}

/** A sale's papers as they were printed, and what can be done with it. */
export function Preview({ sale, kind, kinds, onKind, ...acts }: PreviewProps) {
  const { t } = useTranslation()
  const [tickets, setTickets] = useState<readonly LaidOutTicket[]>([])
  useEffect(() => {
    let left = false
    void call('ticket.preview', { saleId: sale.id, kind }).then((preview) => {
      if (!left) setTickets(preview.ok ? preview.value.tickets : [])
    })
    return () => {
      left = true
    }
  }, [sale.id, kind])
  const isAgain = isPrinted(sale, kind)
  return (
    <section className={`card ${styles.preview}`} aria-label={t('history.preview')}>
      <div className={styles.kinds}>
        {kinds.map((each) => (
          <Key
            key={each}
            look="button"
            className={keyStyles.small}
            pressed={each === kind}
            onPress={() => onKind(each)}
          >
            {t(`preview.${each}`)}
          </Key>
        ))}
      </div>
      {/* What was printed where and a long ticket are scrolled here, so that the keys stay; it can also be reached by Tab. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.papers} tabIndex={0} aria-label={t('history.papers')}>
        <div className={styles.states}>
          <PaperStates jobs={sale.printJobs} number={sale.number} />
        </div>
        {tickets.map((ticket, index) => (
          // Copies of one kind have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <TicketPaper key={index} ticket={ticket} label={t(`preview.${kind}`)} />
        ))}
      </section>
      <PreviewKeys sale={sale} isAgain={isAgain} {...acts} />
    </section>
  )
}

function PreviewKeys({
  sale,
  isAgain,
  onReprint,
  onElsewhere,
  onPdf,
  onGiveBack,
  onReturnLines,
}: Pick<PreviewProps, 'sale' | 'onReprint' | 'onElsewhere' | 'onPdf' | 'onGiveBack' | 'onReturnLines'> & {
  readonly isAgain: boolean
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.foot}>
      <Key
        look="primary"
        className={`${keyStyles.big} ${keyStyles.block}`}
        keyName={t('key.enter')}
        onPress={onReprint}
      >
        <Icon name="print" />
        {t(isAgain ? 'action.reprint' : 'action.print')}
      </Key>
      {onElsewhere && (
        <Key look="button" className={`${keyStyles.small} ${keyStyles.block}`} keyName="P" onPress={onElsewhere}>
          <Icon name="print" />
          {t('papers.elsewhere')}
        </Key>
      )}
      <Key look="button" className={`${keyStyles.small} ${keyStyles.block}`} keyName={PDF_KEY} onPress={onPdf}>
        <Icon name="download" />
        {t('action.pdf')}
      </Key>
      <InvoiceKey sale={sale} />
      {onGiveBack && (
        <Key look="button" className={keyStyles.block} keyName={GIVE_BACK_KEY} onPress={onGiveBack}>
          <Icon name="back" />
          {t('action.giveBack')}
        </Key>
      )}
      {onReturnLines && (
        <Key look="button" className={keyStyles.block} keyName={RETURN_LINES_KEY} onPress={onReturnLines}>
          <Icon name="back" />
          {t('action.returnLines')}
        </Key>
      )}
      <p className="muted sm">{t(isAgain ? 'history.duplicate' : 'history.first')}</p>
    </div>
  )
}
