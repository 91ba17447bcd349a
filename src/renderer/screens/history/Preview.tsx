import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompletedSaleView, PrintJobKind } from '#contract/views/sale-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { TicketPaper } from '../../components/TicketPaper.tsx'
import { call } from '../../state/call.ts'
import { InvoiceKey } from '../customers/InvoiceKey.tsx'
import { PaperStates } from '../papers/PaperStates.tsx'
import { GIVE_BACK_KEY } from '../returns/GiveBackDialog.tsx'
import { RETURN_LINES_KEY } from '../returns/ReturnLines.tsx'
import styles from './history.module.css'

export const KINDS = ['customer-ticket', 'card-customer', 'card-merchant'] as const satisfies readonly PrintJobKind[]
export type PaperKind = (typeof KINDS)[number]

/** The papers of a sale that can be looked at and printed again: without a card, its ticket alone. */
export function kindsOf(sale: CompletedSaleView): readonly PaperKind[] {
  const withCard = sale.tenders.some(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
  return withCard ? KINDS : KINDS.slice(0, 1)
}

interface PreviewProps {
  readonly sale: CompletedSaleView
  readonly kind: PaperKind
  readonly onKind: (kind: PaperKind) => void
  readonly onReprint: () => void
  /** On a printer that is chosen; null where there is one only. */
  readonly onElsewhere: (() => void) | null
  /** Null where there is nothing on a card. */
  readonly onGiveBack: (() => void) | null
  /** Null for a return, of which nothing comes back. */
  readonly onReturnLines: (() => void) | null
}

/** A sale's papers as they were printed, and what can be done with it. */
export function Preview({ sale, kind, onKind, ...acts }: PreviewProps) {
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
  return (
    <section className={`card ${styles.preview}`} aria-label={t('history.preview')}>
      <div className={styles.kinds}>
        {kindsOf(sale).map((each) => (
          <Key key={each} look="button" className={keys.small} pressed={each === kind} onPress={() => onKind(each)}>
            {t(`preview.${each}`)}
          </Key>
        ))}
      </div>
      {/* A long ticket is scrolled here; it can also be reached by Tab. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.papers} tabIndex={0} aria-label={t('history.papers')}>
        {tickets.map((ticket, index) => (
          // Copies of one kind have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <TicketPaper key={index} ticket={ticket} label={t(`preview.${kind}`)} />
        ))}
      </section>
      <div>
        <PaperStates jobs={sale.printJobs} number={sale.number} />
        <PreviewKeys sale={sale} {...acts} />
      </div>
    </section>
  )
}

function PreviewKeys({
  sale,
  onReprint,
  onElsewhere,
  onGiveBack,
  onReturnLines,
}: Pick<PreviewProps, 'sale' | 'onReprint' | 'onElsewhere' | 'onGiveBack' | 'onReturnLines'>) {
  const { t } = useTranslation()
  return (
    <div className={styles.foot}>
      <Key look="primary" className={`${keys.big} ${keys.block}`} keyName={t('key.enter')} onPress={onReprint}>
        <Icon name="print" />
        {t('action.reprint')}
      </Key>
      {onElsewhere && (
        <Key look="button" className={`${keys.small} ${keys.block}`} keyName="P" onPress={onElsewhere}>
          <Icon name="print" />
          {t('papers.elsewhere')}
        </Key>
      )}
      <InvoiceKey sale={sale} />
      {onGiveBack && (
        <Key look="button" className={keys.block} keyName={GIVE_BACK_KEY} onPress={onGiveBack}>
          <Icon name="back" />
          {t('action.giveBack')}
        </Key>
      )}
      {onReturnLines && (
        <Key look="button" className={keys.block} keyName={RETURN_LINES_KEY} onPress={onReturnLines}>
          <Icon name="back" />
          {t('action.returnLines')}
        </Key>
      )}
      <p className="muted sm">{t('history.duplicate')}</p>
    </div>
  )
}
