import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerMessage, CustomerView } from '#contract/views/customer-screen-view.ts'
import { Icon } from '../components/Icon.tsx'
import { Amount } from './Amount.tsx'
import styles from './customer.module.css'
import { type LanguageChoice, Languages } from './Languages.tsx'
import { MoneySide } from './MoneySide.tsx'
import { Question } from './Question.tsx'
import { TestPicture } from './TestPicture.tsx'
import { TicketLines } from './TicketLines.tsx'
import { useCustomerPage, useCustomerShow } from './use-customer-show.ts'
import { useOwnLanguage } from './use-own-language.ts'

/** What the customer sees: the ticket with its sums and the one thing to do, or one message over the whole screen. */
export function CustomerScreen() {
  const { show, shopLocale, choose } = useOwnLanguage(useCustomerShow())
  useCustomerPage(show)
  if (show.kind === 'away') return <Away />
  if (show.kind === 'test') return <TestPicture view={show.view} screenName={show.screenName} />
  const { view } = show
  const languages = { current: view.locale, shopLocale: shopLocale ?? view.locale, onChoose: choose }
  return (
    <div className={styles.screen}>
      {view.training && <Training />}
      {view.ticket === null || standsAlone(view.message) ? (
        <Whole view={view} languages={languages} />
      ) : (
        <main className={styles.halves}>
          <h1 className="visually-hidden">{view.shopName}</h1>
          <TicketLines view={view} ticket={view.ticket} />
          <MoneySide view={view} ticket={view.ticket} languages={languages} />
        </main>
      )}
    </div>
  )
}

/** Of a card that is not about the ticket. */
function standsAlone(message: CustomerMessage): boolean {
  return message.kind === 'card' ? message.isReserve : message.kind !== 'line' && message.kind !== 'due'
}

/** Nothing of the till, and no blame: it will be back, or somebody is there. */
function Away() {
  const { t } = useTranslation()
  return (
    <main className={styles.whole}>
      <h1 className={styles.title}>{t('customerScreen.away')}</h1>
      <p className={styles.under}>{t('customerScreen.awayText')}</p>
    </main>
  )
}

function Training() {
  const { t } = useTranslation()
  return (
    <aside className={styles.training} aria-label={t('training.name')}>
      <Icon name="training" />
      <b>{t('training.strip')}</b>
    </aside>
  )
}

function Whole({ view, languages }: { readonly view: CustomerView; readonly languages: LanguageChoice }) {
  return (
    <main className={styles.whole}>
      <Message view={view} message={view.message} />
      {view.question !== null && <Question question={view.question} />}
      {view.message.kind === 'welcome' && <Languages {...languages} />}
    </main>
  )
}

function Message({ view, message }: { readonly view: CustomerView; readonly message: CustomerMessage }) {
  const { t } = useTranslation()
  const { shopName, currency } = view
  switch (message.kind) {
    case 'card':
      return (
        <Told title={t(`customerScreen.card.${message.word}`)}>
          <p className={styles.under}>{t(message.isReserve ? 'customerScreen.toReserve' : 'customerScreen.amount')}</p>
          <Amount amountMinor={message.amountMinor} currency={currency} size="whole" />
        </Told>
      )
    case 'card-aside':
      return (
        <Told title={t(`customerScreen.card.${message.word}`)}>
          <p className={styles.under}>{t('customerScreen.nothingCharged')}</p>
        </Told>
      )
    case 'reserved':
      return (
        <Told title={t('customerScreen.reserved')}>
          <Amount amountMinor={message.amountMinor} currency={currency} size="whole" />
          <p className={styles.under}>{t('customerScreen.nothingCharged')}</p>
        </Told>
      )
    case 'paid':
      return <Paid view={view} message={message} />
    // The two others stand beside their ticket; without one, as when it is locked, nobody's ticket is told.
    case 'welcome':
    case 'line':
    case 'due':
      return (
        <>
          <h1 className={styles.title}>{shopName}</h1>
          <p className={styles.under}>{t('customerScreen.welcome')}</p>
        </>
      )
  }
}

function Paid({
  view: { currency },
  message: { totalMinor, changeMinor, byCard },
}: {
  readonly view: CustomerView
  readonly message: Extract<CustomerMessage, { kind: 'paid' }>
}) {
  const { t } = useTranslation()
  const isReturn = totalMinor < 0
  const word = isReturn ? 'refunded' : changeMinor > 0 ? 'change' : 'paid'
  const amountMinor = changeMinor > 0 ? changeMinor : Math.abs(totalMinor)
  return (
    <Told title={t(`customerScreen.${word}`)}>
      <Amount amountMinor={amountMinor} currency={currency} size="whole" />
      {byCard && !isReturn && (
        <p className={styles.accepted}>
          <Icon name="ok" size="large" />
          {t('customerScreen.accepted')}
        </p>
      )}
      <p className={styles.under}>{t('customerScreen.thanks')}</p>
    </Told>
  )
}

function Told({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.told} role="status">
      <h1 className={styles.title}>{title}</h1>
      {children}
    </div>
  )
}
