import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { CardEnded } from './CardEnded.tsx'
import { CardProgress } from './CardProgress.tsx'
import { cardKeys, endedKeys } from './card-keys.ts'
import styles from './lone-card.module.css'
import layout from './payment.module.css'

interface LoneCardProps {
  readonly payment: CardPaymentView
  /** What the left side is, for who can not see it. */
  readonly zone: string
  /** The amount or the question: it never moves while the card is asked. */
  readonly subject: ReactNode
  /** What it is for, above the card. */
  readonly label?: string | null
  /** Why it costs nothing. */
  readonly nothing: string
  /** What the bank said, and what comes of it. */
  readonly answer: ReactNode
  /** On the key that leads on. */
  readonly next: string
  readonly onLeave: () => void
}

/** A card that pays no ticket: under way as for a ticket, then the bank's answer, or why there is none. */
export function LoneCard({ payment, answer, next, onLeave, ...side }: LoneCardProps) {
  const { t } = useTranslation()
  const { outcome } = payment
  return (
    <main className={layout.payment}>
      <Side payment={payment} {...side} />
      <section className={layout.right} aria-label={t('payment.cardZone')}>
        {outcome === null && <CardProgress payment={payment} />}
        {outcome === 'approved' && (
          <>
            {answer}
            <div />
            <Key look="primary" className={styles.next} keyName={t('key.enter')} onPress={onLeave}>
              <Icon name="arrow" size="large" />
              {next}
            </Key>
          </>
        )}
        {outcome !== null && outcome !== 'approved' && <CardEnded payment={payment} />}
      </section>
      <CardKeys payment={payment} onLeave={onLeave} />
    </main>
  )
}

/** Asked for below the screen's own, so that they end with it. */
function CardKeys({ payment, onLeave }: Pick<LoneCardProps, 'payment' | 'onLeave'>) {
  const { outcome } = payment
  const map =
    outcome === null
      ? cardKeys(payment)
      : outcome === 'approved'
        ? { Enter: onLeave, Escape: onLeave }
        : endedKeys(payment)
  useKeys({ place: outcome === null ? 'card' : 'ended', keys: map })
  return null
}

function Side({
  payment,
  zone,
  subject,
  label = null,
  nothing,
}: Pick<LoneCardProps, 'payment' | 'zone' | 'subject' | 'label' | 'nothing'>) {
  const { t } = useTranslation()
  const { scheme, cardTail, padAlias, terminal } = payment
  return (
    <section className={layout.left} aria-label={zone}>
      <div className={layout.due}>{subject}</div>
      <ScrolledList className={layout.taken} name={zone}>
        {label !== null && (
          <li>
            <Icon name="receipt" />
            <span className="grow">{label}</span>
          </li>
        )}
        <li>
          <Icon name="card" />
          <span className="grow">
            {cardTail === null
              ? (terminal?.alias ?? padAlias)
              : t('step.card', { scheme: t(`scheme.${scheme ?? 'other'}`), tail: cardTail })}
          </span>
        </li>
      </ScrolledList>
      <p className={styles.nothing}>
        <Icon name="shield" />
        {nothing}
      </p>
    </section>
  )
}

/** The bank's answer at a glance: a figure under its title, and what to know of it. */
export function Told({ children }: { readonly children: ReactNode }) {
  return <div className={classNames('card', styles.told)}>{children}</div>
}

/** The figure of an answer. One that changes with the clock is not read out each time. */
export function ToldFigure({ children, clock = false }: { readonly children: ReactNode; readonly clock?: boolean }) {
  if (clock) return <div className={styles.figure}>{children}</div>
  return <output className={styles.figure}>{children}</output>
}
