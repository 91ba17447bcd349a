import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { FoundTicket } from '#contract/views/found-ticket-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useLatest } from '../../input/use-latest.ts'
import { call, inOrder } from '../../state/call.ts'
import { openTicket } from '../../state/sale-actions.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import styles from './find-ticket.module.css'

const close = () => useScreenStore.setState({ panel: null })
const TEXT_MAX = 40

/** One that waits is taken in hand, a paid one is opened. */
function take(found: FoundTicket | undefined): void {
  if (found === undefined) return
  close()
  if (found.kind === 'paid') openTicket(found.saleId)
  else
    inOrder(async () => {
      if ((await call('sale.recall', { saleId: found.saleId })).ok) goTo('sale')
    })
}

/** What is typed, what it finds, and which of that Enter takes. An answer that was overtaken is dropped. */
function useFound() {
  const text = useLatest('')
  const found = useLatest<readonly FoundTicket[]>([])
  const marked = useLatest(0)
  const asked = useRef(0)
  const type = (typed: string) => {
    text.set(typed)
    asked.current += 1
    const question = asked.current
    if (typed.trim() === '') return found.set([])
    void call('cart.findTickets', { text: typed.trim() }).then((answer) => {
      if (question !== asked.current || !answer.ok) return
      found.set(answer.value.tickets)
      marked.set(0)
    })
  }
  const move = (by: number) => marked.set(Math.min(found.latest().length - 1, Math.max(0, marked.latest() + by)))
  return {
    text: text.value,
    found: found.value,
    marked: marked.value,
    type,
    move,
    take: () => take(found.latest()[marked.latest()]),
  }
}

/** One field for a ticket's number, a table or a customer: it finds tickets that wait and paid ones. */
export function FindTicket() {
  const { t } = useTranslation()
  const { text, found, marked, type, move, take: takeMarked } = useFound()
  useEffect(() => document.getElementById('find-ticket')?.focus(), [])
  return (
    <StepDialog
      step={t('find.step')}
      title={t('find.title')}
      keys={{ ArrowUp: () => move(-1), ArrowDown: () => move(1), Enter: takeMarked, Escape: close }}
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={found.length === 0 ? t('find.typeFirst') : null}
            onPress={takeMarked}
          >
            <Icon name="chevron-right" />
            {t(found[marked]?.kind === 'paid' ? 'find.open' : 'find.recall')}
          </Key>
        </BackAnd>
      }
    >
      <CardFreeField
        id="find-ticket"
        label={t('find.label')}
        hint={t('find.hint')}
        text={text}
        lengthMax={TEXT_MAX}
        onType={type}
      />
      <ul className={styles.found} aria-label={t('find.title')}>
        {found.map((ticket, place) => (
          <li key={ticket.saleId}>
            <Key look="button" className={styles.row} pressed={place === marked} onPress={() => take(ticket)}>
              <Badge tone={ticket.kind === 'held' ? 'acc' : 'ok'} icon={ticket.kind === 'held' ? 'hold' : 'ok'}>
                {t(`find.kind.${ticket.kind}`)}
              </Badge>
              <span className="grow">
                <b>{t('sale.ticket', { number: ticket.number })}</b>
                <small className="muted">
                  {[ticket.reference, dayAndTime(ticket.at), t('sale.articles', { count: ticket.itemCount })]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <b className="nowrap">{formatAmount(ticket.totalMinor, ticket.currency)}</b>
            </Key>
          </li>
        ))}
      </ul>
      {text.trim() !== '' && found.length === 0 && (
        <p className="muted" role="status">
          {t('find.none')}
        </p>
      )}
    </StepDialog>
  )
}
