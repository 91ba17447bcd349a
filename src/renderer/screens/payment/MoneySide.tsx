import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { TenderOutcome, TenderView } from '#contract/views/sale-view.ts'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useScrolledBody } from '../../components/use-scrolled-body.ts'
import { chargeOf } from '../../state/card-extras.ts'
import { useCardWays } from '../../state/card-ways.ts'
import { mayUndo, payByMeans, undoTender } from '../../state/means-actions.ts'
import * as act from '../../state/sale-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { cashToTakeBackMinor, extraWords } from '../../words/extra-words.ts'
import { ACCOUNT_KEY, openPayOnAccount } from '../customers/PayOnAccount.tsx'
import { useAccountClosed } from '../customers/use-account-closed.ts'
import { openChooseWay, WAY_KEY } from './ChooseWay.tsx'
import { cardEndOf } from './card-end.ts'
import { isShopVoucher, openOtherMeans, useMeans } from './OtherMeans.tsx'
import { CODE_KEY, openPayByCode } from './PayByCode.tsx'
import { openPayReserved } from './PayReserved.tsx'
import styles from './payment.module.css'
import { useDue } from './use-due.ts'
import { RESERVED_KEY, usePayable } from './use-payable.ts'
import { useTicketPayment } from './use-ticket-payment.ts'

/** One word and one drawing per state, everywhere. */
export const TENDER_LOOKS: Readonly<Record<TenderOutcome, { readonly tone: Tone; readonly icon: IconName }>> = {
  received: { tone: 'ok', icon: 'ok' },
  'in-progress': { tone: 'acc', icon: 'clock' },
  approved: { tone: 'ok', icon: 'ok' },
  declined: { tone: 'err', icon: 'stopped' },
  cancelled: { tone: 'plain', icon: 'close' },
  unknown: { tone: 'unk', icon: 'unknown' },
  reversed: { tone: 'acc', icon: 'back' },
}

export const TENDER_ICONS = { cash: 'cash', card: 'card', account: 'user', other: 'receipt' } as const

const DUE_WORDS = { owed: 'payment.remaining', nothing: 'payment.nothingDue', out: 'payment.payOut' } as const

export function MoneySide({ stage }: { readonly stage: 'choosing' | 'card' | 'ended' }) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const payment = useTicketPayment()
  const again = stage === 'ended' && payment !== null && cardEndOf(payment).again !== null
  const isCharging = stage === 'card' && payment !== null && payment.operation !== 'refund'
  const leftMinor = isCharging ? sale.remainingMinor - chargeOf(payment).amountMinor : 0
  const ways = useCardWays()
  const due = useDue()
  const why = stage === 'choosing' ? null : t(`closed.during.${stage}`)
  const noMoney = why ?? (due.way === 'owed' ? null : t('closed.paysOut'))
  return (
    <section className={styles.left} aria-label={t('payment.moneyZone')}>
      <DueZone />
      <TakenZone leftMinor={leftMinor} />
      <div>
        {why && (
          <p className={styles.why}>
            <Icon name="lock" size="small" />
            <span className="sm muted">{why}</span>
          </p>
        )}
        <div className={styles.tenders}>
          <Key
            look="tender"
            className={stage === 'choosing' && due.way === 'owed' ? keys.loud : ''}
            keyName="*"
            closed={again ? null : noMoney}
            onPress={again ? () => act.payByCardAgain(payment) : act.payByCard}
          >
            <Icon name="card" />
            <CardWords />
          </Key>
          <Key look="tender" keyName="/" closed={why} onPress={act.payInCash}>
            <Icon name="cash" />
            {t('tender.cash')}
          </Key>
          <ReservedTender why={noMoney} />
          {ways.length > 1 && (
            <Key look="tender" keyName={WAY_KEY} closed={noMoney} onPress={() => openChooseWay(ways)}>
              <Icon name="pad" />
              {t('tender.otherWay')}
            </Key>
          )}
          <CodeTender why={noMoney} />
          <Key look="tender" className={styles.giftCard} keyName="G" closed={noMoney} onPress={act.payByCard}>
            <Icon name="gift" />
            {t('tender.giftCard')}
          </Key>
          <AccountTender why={why} />
          <OwnMeans why={why} noMoney={noMoney} />
        </div>
      </div>
    </section>
  )
}

/** What is left to pay, in the largest figures, or what goes back; in cash where that is rounded. */
function DueZone() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const due = useDue()
  const amount = (minor: number) => formatAmount(minor, sale.currency)
  return (
    <div className={styles.due}>
      <div className="row between">
        <b className="lg">{t(DUE_WORDS[due.way])}</b>
        <span className="muted nowrap">{t('payment.total', { amount: amount(sale.totalMinor) })}</span>
      </div>
      <div className={styles.dueAmount} data-testid="remaining">
        {amount(due.leftMinor)}
      </div>
      {due.roundingMinor !== 0 && (
        <p className={styles.cashDue} data-testid="cash-due">
          {t('payment.cashDue', { amount: amount(due.cashMinor), rounding: amount(due.roundingMinor) })}
        </p>
      )}
    </div>
  )
}

/** Meal vouchers, the customer's account, and what else the shop takes. */
function OwnMeans({ why, noMoney }: { readonly why: string | null; readonly noMoney: string | null }) {
  const { t } = useTranslation()
  const { meal, others } = useMeans()
  const paysOut = useDue().way === 'out'
  // A voucher of the shop takes what goes back to the customer, and no other way does.
  const closed = paysOut && others.some(isShopVoucher) ? why : noMoney
  return (
    <>
      <Key
        look="tender"
        keyName="T"
        closed={noMoney ?? (meal ? null : t('closed.mealVoucher'))}
        onPress={() => meal && payByMeans(meal)}
      >
        <Icon name="fork" />
        {t('tender.mealVoucher')}
      </Key>
      <Key
        look="tender"
        keyName="A"
        closed={closed ?? (others.length > 0 ? null : t('closed.otherTender'))}
        onPress={() => openOtherMeans(others, paysOut)}
      >
        <Icon name="more" />
        {t('tender.other')}
      </Key>
    </>
  )
}

/** Where the Card key has the card presented is said where there is a choice, or where it is not the till's own pad. */
function CardWords() {
  const { t } = useTranslation()
  const ways = useCardWays()
  const [usual] = ways
  if (usual === undefined || (ways.length < 2 && usual.kind === 'pad')) return t('tender.card')
  return (
    <span>
      {t('tender.card')} <small className={styles.openCount}>{usual.alias}</small>
    </span>
  )
}

/** What was paid so far, and what a card under way leaves. */
function TakenZone({ leftMinor }: { readonly leftMinor: number }) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const { body, content, scrolls } = useScrolledBody()
  return (
    <section
      ref={body}
      className={styles.takenZone}
      {...(scrolls ? { tabIndex: 0, 'aria-label': t('payment.takenZone') } : {})}
    >
      <div ref={content}>
        <ScrolledList className={styles.taken} name={t('payment.takenZone')}>
          {sale.tenders.map((tender) => (
            <Taken key={tender.id} tender={tender} />
          ))}
          {leftMinor > 0 && (
            <li className={styles.after}>
              <span className="muted grow">{t('payment.afterCard')}</span>
              <b>{formatAmount(leftMinor, sale.currency)}</b>
            </li>
          )}
        </ScrolledList>
      </div>
    </section>
  )
}

/** By a code that the customer reads out, where this shop takes any. */
function CodeTender({ why }: { readonly why: string | null }) {
  const { t } = useTranslation()
  const { codeTenders } = useSlice('till')
  if (codeTenders.length === 0) return null
  return (
    <Key look="tender" keyName={CODE_KEY} closed={why} onPress={() => openPayByCode(null)}>
      <Icon name="scan" />
      {t('tender.code')}
    </Key>
  )
}

/** On the account of the ticket's customer. */
function AccountTender({ why }: { readonly why: string | null }) {
  const { t } = useTranslation()
  const closed = useAccountClosed()
  return (
    <Key look="tender" keyName={ACCOUNT_KEY} closed={why ?? closed} onPress={() => openPayOnAccount(null)}>
      <Icon name="user" />
      {t('tender.account')}
    </Key>
  )
}

/** Out of what the bank holds already: how many there are stands on the key. */
function ReservedTender({ why }: { readonly why: string | null }) {
  const { t } = useTranslation()
  const { open, closed } = usePayable()
  return (
    <Key
      look="tender"
      className={styles.reserved}
      keyName={RESERVED_KEY}
      closed={why ?? closed}
      onPress={() => openPayReserved(null)}
    >
      <Icon name="lock" />
      <span>
        {t('tender.reserved')}{' '}
        <small className={styles.openCount}>{t('tender.reservedCount', { count: open.length })}</small>
      </span>
    </Key>
  )
}

function Taken({ tender }: { readonly tender: TenderView }) {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { pad } = useSlice('status')
  const payment = useTicketPayment()
  // Where it is being paid now.
  const at = payment?.id === tender.paymentId ? payment?.terminal : null
  const { tone, icon } = TENDER_LOOKS[tender.outcome]
  const isCode = tender.entryMode === 'manual'
  const cashMinor = cashToTakeBackMinor(tender)
  const detail =
    tender.kind !== 'card'
      ? tender.givenMinor !== null && tender.givenMinor !== tender.amountMinor
        ? t('payment.given', { amount: formatAmount(tender.givenMinor, currency) })
        : null
      : isCode
        ? null
        : tender.cardTail === null
          ? (tender.terminal?.alias ?? at?.alias ?? pad.alias)
          : `${t(`scheme.${tender.scheme ?? 'other'}`)} •••• ${tender.cardTail}`
  return (
    <li>
      <Icon name={isCode ? 'scan' : TENDER_ICONS[tender.kind]} />
      <span className="grow">
        {tender.means?.name ?? t(isCode ? 'tender.code' : `tender.${tender.kind}`)}
        {[detail, tender.means?.reference].map(
          (words) =>
            words && (
              <small key={words} className="muted sm">
                {words}
              </small>
            ),
        )}
        {tender.roundingMinor !== undefined && (
          <small className="muted sm">
            {t('payment.rounded', { amount: formatAmount(tender.roundingMinor, currency) })}
          </small>
        )}
        {extraWords(t, tender, currency).map((words) => (
          <small key={words} className="muted sm">
            {words}
          </small>
        ))}
        {cashMinor > 0 && (
          <small className="sm">{t('note.takeCashBack', { amount: formatAmount(cashMinor, currency) })}</small>
        )}
      </span>
      <Badge tone={tone} icon={icon}>
        {t(`outcome.${tender.outcome}`)}
      </Badge>
      <b>{formatAmount(tender.amountMinor, currency)}</b>
      {mayUndo(tender) && (
        <Key
          look="quiet"
          className={classNames(keys.small, styles.undo)}
          label={t('payment.undo')}
          onPress={() => undoTender(tender)}
        >
          <Icon name="close" />
        </Key>
      )}
    </li>
  )
}
