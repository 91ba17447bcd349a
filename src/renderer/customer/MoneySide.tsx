import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardWord, CustomerPart, CustomerTicket, CustomerView } from '#contract/views/customer-screen-view.ts'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { Amount } from './Amount.tsx'
import styles from './customer.module.css'
import { type LanguageChoice, Languages } from './Languages.tsx'
import { Question } from './Question.tsx'

/** What the ticket comes to, what is paid of it, what is left, and the one thing to do now. */
export function MoneySide({
  view,
  ticket,
  languages,
}: {
  readonly view: CustomerView
  readonly ticket: CustomerTicket
  readonly languages: LanguageChoice
}) {
  const { t } = useTranslation()
  const { currency, message, question } = view
  const { totalMinor, parts, remainingMinor } = ticket
  const isPaying = message.kind === 'due' || message.kind === 'card'
  return (
    <section className={styles.side} aria-label={t('customerScreen.money')}>
      <div>
        <p className={styles.label}>{t(totalMinor < 0 ? 'customerScreen.toGiveBack' : 'customerScreen.total')}</p>
        <Amount amountMinor={Math.abs(totalMinor)} currency={currency} />
      </div>
      {parts.length > 0 && <Parts parts={parts} view={view} />}
      {isPaying && parts.length > 0 && remainingMinor !== totalMinor && (
        <div className={styles.left}>
          <span>{t(remainingMinor < 0 ? 'customerScreen.change' : 'customerScreen.remaining')}</span>
          <Amount amountMinor={Math.abs(remainingMinor)} currency={currency} size="large" />
        </div>
      )}
      <div className={styles.prompt}>
        {question !== null ? (
          <Question question={question} />
        ) : message.kind === 'card' ? (
          <CardPrompt word={message.word} amount={formatAmount(message.amountMinor, currency)} />
        ) : (
          <>
            {view.isCardRefused && <NotPaid />}
            {message.kind === 'due' && !view.isCardRefused && (
              <div className={styles.languagesAside}>
                <Languages {...languages} />
              </div>
            )}
          </>
        )}
      </div>
    </section>
  )
}

/** The newest part by its name; where there are more than two, the others as one sum. */
function Parts({
  parts,
  view: { currency },
}: {
  readonly parts: readonly CustomerPart[]
  readonly view: CustomerView
}) {
  const { t } = useTranslation()
  const named = parts.length > 2 ? parts.slice(-1) : parts
  const others = parts.slice(0, parts.length - named.length)
  const othersMinor = others.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return (
    <ul className={styles.parts}>
      {others.length > 0 && (
        <li>
          <span className="muted">{t('customerScreen.paidBefore')}</span>
          <span className="num">{formatAmount(0 - othersMinor, currency)}</span>
        </li>
      )}
      {named.map((part) => (
        <li key={part.id}>
          <span className="muted">{partName(part, t)}</span>
          <span className="num">{formatAmount(0 - part.amountMinor, currency)}</span>
        </li>
      ))}
    </ul>
  )
}

function partName({ kind, name, isGiftCard, cardTail }: CustomerPart, t: TFunction): string {
  if (name !== null) return name
  const word = t(`customerScreen.part.${isGiftCard ? 'giftCard' : kind}`)
  return cardTail === null ? word : `${word} •••• ${cardTail}`
}

const WORD_ICONS: Readonly<Record<CardWord, readonly IconName[]>> = {
  presentCard: ['nfc', 'chip', 'card'],
  insertCard: ['chip'],
  swipe: ['card'],
  tapAgain: ['nfc'],
  seePhone: ['display'],
  code: ['pad'],
  sign: ['pencil'],
  wait: ['clock'],
  removeCard: ['card'],
  followTerminal: ['pad'],
}

/** What to do with the card, in words; the drawings only point to where. */
function CardPrompt({ word, amount }: { readonly word: CardWord; readonly amount: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles.card}>
      <div className={styles.icons}>
        {WORD_ICONS[word].map((name) => (
          <Icon key={name} name={name} size="huge" />
        ))}
      </div>
      <p className={styles.what} role="status">
        {t(`customerScreen.card.${word}`)}
      </p>
      <p className={styles.cardAmount}>
        {t('customerScreen.amount')}
        <b>{amount}</b>
      </p>
      {word === 'presentCard' && <p className="muted">{t('customerScreen.onPad')}</p>}
    </div>
  )
}

/** A card that brought nothing: why stands on the pad, for its holder alone. */
function NotPaid() {
  const { t } = useTranslation()
  return (
    <div className={styles.notPaid} role="status">
      <p className={styles.what}>{t('customerScreen.notPaid')}</p>
      <p>{t('customerScreen.notPaidText')}</p>
    </div>
  )
}
