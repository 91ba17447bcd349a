import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { EMPTY_ENTRY } from '../../input/entry.ts'
import { call, inOrder } from '../../state/call.ts'
import { useCardExtras } from '../../state/card-extras.ts'
import * as act from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardExtras } from './CardExtras.tsx'
import { isUnpromised } from './card-words.ts'
import own from './choose-tender.module.css'
import styles from './payment.module.css'
import { suggestedCash } from './suggested-cash.ts'
import { useDue } from './use-due.ts'
import { useTicketPayment } from './use-ticket-payment.ts'

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const

/** Nothing under way: type a part or what was handed over, or take a note that the customer may give. */
export function ChooseTender() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const payment = useTicketPayment()
  const digits = useScreenStore((state) => state.entry.digits)
  const due = useDue()
  const typedMinor = digits === '' ? sale.remainingMinor : parseAmount(digits, sale.currency)
  const { tipMinor, cashbackMinor } = useCardExtras()
  const extraMinor = tipMinor + cashbackMinor
  const change = typedMinor !== null && typedMinor > sale.remainingMinor ? typedMinor - due.cashMinor : null
  if (due.way !== 'owed') return <NothingToTake />
  return (
    <>
      <div className="row between">
        <div>
          <h1 className={styles.title}>{t('payment.choose')}</h1>
          <p className="muted">{t('payment.chooseHint')}</p>
        </div>
        <Key look="button" className={keys.small} keyName={t('key.escape')} onPress={act.leavePaying}>
          <Icon name="chevron-left" />
          {t('payment.backToTicket')}
        </Key>
      </div>
      {payment?.outcome === 'approved' && payment.operation !== 'refund' && <PartPaid payment={payment} />}
      <div className={classNames('card', own.entryCard)}>
        <div>
          <div className="row between">
            <b>{t('payment.amount')}</b>
            <span className="muted sm">{digits === '' ? t('payment.allLeft') : t('payment.typed')}</span>
          </div>
          <output className={own.entryAmount} aria-live="polite" data-testid="entry">
            {typedMinor === null ? digits : formatAmount(typedMinor, sale.currency)}
          </output>
          <p className={own.entryHint}>
            {change !== null && t('payment.changeAhead', { amount: formatAmount(change, sale.currency) })}
            {change === null && typedMinor !== null && extraMinor > 0 && (
              <b>{t('extras.onCard', { amount: formatAmount(typedMinor + extraMinor, sale.currency) })}</b>
            )}
          </p>
          <div className="cap">{t('payment.handedOver')}</div>
          <Suggested />
          <CardExtras />
        </div>
        <div className={own.amountPad}>
          {DIGITS.map((digit) => (
            <Key key={digit} look="digit" onPress={() => act.typeDigit(digit)}>
              {digit}
            </Key>
          ))}
          <Key look="digit" label={t('action.erase')} onPress={act.eraseDigit}>
            <Icon name="backspace" />
          </Key>
          <Key look="digit" onPress={() => act.typeDigit('0')}>
            0
          </Key>
          <Key look="digit" onPress={() => act.typeDigit(',')}>
            ,
          </Key>
        </div>
      </div>
    </>
  )
}

/** Goods that came back are worth as much as those that are sold, or more: cash ends the ticket. */
function NothingToTake() {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { way, cashMinor } = useDue()
  const amount = formatAmount(cashMinor, currency)
  return (
    <>
      <div className="row between">
        <div>
          <h1 className={styles.title}>{t(way === 'out' ? 'payment.payOut' : 'payment.nothingDue')}</h1>
          <p className="muted">{t(way === 'out' ? 'payment.payOutHint' : 'payment.nothingDueHint')}</p>
        </div>
        <Key look="button" className={keys.small} keyName={t('key.escape')} onPress={act.leavePaying}>
          <Icon name="chevron-left" />
          {t('payment.backToTicket')}
        </Key>
      </div>
      <Key
        look="primary"
        className={classNames(keys.block, own.finish)}
        keyName={t('key.enter')}
        onPress={act.payInCash}
      >
        <Icon name={way === 'out' ? 'cash' : 'check'} />
        {way === 'out' ? t('payment.payOutKey', { amount }) : t('payment.finishKey')}
      </Key>
    </>
  )
}

/** A card has paid its part, by the bank or without it. */
function PartPaid({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  return (
    <Banner
      tone="ok"
      icon="ok"
      title={t(isUnpromised(payment.offline) ? 'approved.cardOffline' : 'approved.card', {
        amount: formatAmount(payment.amountMinor, payment.currency),
      })}
    >
      {payment.offline && `${t(`approved.offline.${payment.offline}`)} `}
      {payment.cashbackMinor !== undefined &&
        `${t('approved.handOut', { amount: formatAmount(payment.cashbackMinor, payment.currency) })} `}
      {payment.askedMinor !== null &&
        `${t('part.kept', {
          part: formatAmount(payment.amountMinor, payment.currency),
          amount: formatAmount(payment.askedMinor, payment.currency),
        })} `}
      {t('approved.stillLeft', { amount: formatAmount(sale.remainingMinor, sale.currency) })}
    </Banner>
  )
}

function Suggested() {
  const { currency } = useSlice('sale')
  const { pieces } = useSlice('till')
  const { cashMinor } = useDue()
  return (
    <div className={styles.suggested}>
      {suggestedCash(cashMinor, pieces).map((givenMinor) => (
        <Key
          key={givenMinor}
          look="button"
          onPress={() => {
            useScreenStore.setState({ entry: EMPTY_ENTRY })
            inOrder(() => call('tender.cash', { givenMinor }))
          }}
        >
          <Icon name="cash" />
          <span className="nowrap">{formatAmount(givenMinor, currency)}</span>
        </Key>
      ))}
    </div>
  )
}
