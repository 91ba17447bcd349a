import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { ReturnPathView } from '#contract/views/operation-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useSlice } from '../../state/till-store.ts'
import styles from './returns.module.css'
import { type GiveBack, useGiveBack } from './use-give-back.ts'

/** The key that opens it and, pressed again, does it. */
export const GIVE_BACK_KEY = 'V'

/** A card payment that money may go back of. */
export interface ReturnablePayment {
  readonly paymentId: string
  readonly cardTail: string | null
  readonly amountMinor: number
}

/**
 * Gives money back on the card that paid. The till says which way and why; the cashier says how much, and no card number
 * is asked for anywhere.
 */
export function GiveBackDialog({
  payments,
  ticketNumber = null,
  onClose,
}: {
  readonly payments: readonly [ReturnablePayment, ...ReturnablePayment[]]
  /** The ticket it was opened from. */
  readonly ticketNumber?: string | null
  readonly onClose: () => void
}) {
  const [paymentId, choose] = useState(payments[0].paymentId)
  return (
    <OnePayment
      key={paymentId}
      paymentId={paymentId}
      payments={payments}
      ticketNumber={ticketNumber}
      onChoose={choose}
      onClose={onClose}
    />
  )
}

interface OnePaymentProps {
  readonly ticketNumber: string | null
  readonly paymentId: string
  readonly payments: readonly ReturnablePayment[]
  readonly onChoose: (paymentId: string) => void
  readonly onClose: () => void
}

function OnePayment({ paymentId, payments, ticketNumber, onChoose, onClose }: OnePaymentProps) {
  const { t } = useTranslation()
  const giveBack = useGiveBack(paymentId)
  const { stage, path, confirm } = giveBack
  const isBusy = stage === 'working'
  const close = () => {
    if (!isBusy) onClose()
  }
  const typeDigit = (digit: string) => {
    if (stage === 'choosing') giveBack.typeDigit(digit)
  }
  const enter: Readonly<Record<string, () => void>> = stage === 'ended' ? { Enter: close } : {}
  const erase = () => {
    if (stage === 'choosing') giveBack.erase()
  }
  return (
    <StepDialog
      step={subjectWords(t, path, ticketNumber)}
      title={t(titleKey(giveBack))}
      keys={{ ...padKeys(typeDigit), ...enter, Backspace: erase, Escape: close, [GIVE_BACK_KEY]: confirm }}
      onClose={close}
      footer={stage === 'ended' ? <Ended onClose={close} /> : <Choices giveBack={giveBack} onClose={close} />}
    >
      {payments.length > 1 && stage !== 'ended' && (
        <div className={styles.payments}>
          {payments.map((each) => (
            <Key
              key={each.paymentId}
              look="button"
              className={keyStyles.small}
              pressed={each.paymentId === paymentId}
              onPress={() => !isBusy && onChoose(each.paymentId)}
            >
              •••• {each.cardTail ?? '––––'} {path && formatAmount(each.amountMinor, path.currency)}
            </Key>
          ))}
        </div>
      )}
      {stage === 'ended' ? <End giveBack={giveBack} /> : <Amount giveBack={giveBack} />}
    </StepDialog>
  )
}

/** Of which ticket and payment. */
function subjectWords(t: TFunction, path: ReturnPathView | null, ticketNumber: string | null): string {
  const { paymentNumber: number = '', cardTail: tail = null } = path ?? {}
  const payment =
    tail === null && path !== null
      ? t('giveBack.byCode', { number })
      : t('giveBack.payment', { number, tail: tail ?? '––––' })
  return ticketNumber === null ? payment : `${t('sale.ticket', { number: ticketNumber })} · ${payment}`
}

/** A question until it is answered: then it names what was asked for. */
function titleKey({ path, stage }: GiveBack): string {
  const way = path?.way ?? 'none'
  if (stage === 'ended' && way !== 'none') return `giveBack.ended.${way}`
  return path?.reason === 'too-much' ? 'giveBack.title.tooMuch' : `giveBack.title.${way}`
}

/** A void takes back the cash too that was handed out with the payment. */
function takesCash({ way, cashbackMinor = 0 }: ReturnPathView): boolean {
  return way === 'void' && cashbackMinor > 0
}

function cashWords(t: TFunction, { cashbackMinor = 0, currency }: ReturnPathView): string {
  return t('giveBack.takeCash', { amount: formatAmount(cashbackMinor, currency) })
}

/** How much, which way and why. */
function Amount({ giveBack }: { readonly giveBack: GiveBack }) {
  const { t } = useTranslation()
  const { path, amountMinor, isTyped, stage } = giveBack
  if (path === null) return <p className="muted">{t('giveBack.looking')}</p>
  const { currency, leftMinor, reason } = path
  return (
    <div className={styles.form}>
      <div>
        <div className="row between">
          <b>{t('giveBack.amount')}</b>
          <span className="muted sm">{isTyped ? t('payment.typed') : t('giveBack.allLeft')}</span>
        </div>
        <output className={styles.amount} aria-live="polite" data-testid="give-back-amount">
          {formatAmount(amountMinor, currency)}
        </output>
        <p>{t(`giveBack.reason.${reason}`)}</p>
        {takesCash(path) && <p className={styles.takeCash}>{cashWords(t, path)}</p>}
        <p className="muted sm">{t('giveBack.left', { amount: formatAmount(leftMinor, currency) })}</p>
        {stage === 'working' && (
          <p className={styles.working} role="status">
            <Icon name="clock" />
            {t('giveBack.working')}
          </p>
        )}
      </div>
      <AmountPad onDigit={giveBack.typeDigit} onErase={giveBack.erase} />
    </div>
  )
}

function End({ giveBack: { end, path, amountMinor } }: { readonly giveBack: GiveBack }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (end === null || path === null) return null
  if (end.outcome === 'done' && path.way !== 'none') {
    return (
      <Banner
        tone="ok"
        icon="ok"
        title={t(`giveBack.done.${path.way}`, { amount: formatAmount(amountMinor, path.currency) })}
      >
        {t(`giveBack.doneText.${path.way}`)} {takesCash(path) && cashWords(t, path)}
      </Banner>
    )
  }
  const [tone, icon] = end.outcome === 'unknown' ? (['unk', 'unknown'] as const) : (['err', 'stopped'] as const)
  return (
    <Banner tone={tone} icon={icon} title={t(end.outcome === 'unknown' ? 'giveBack.unknown' : 'giveBack.refused')}>
      {end.failure && errorSentence(end.failure, locale)}
    </Banner>
  )
}

function Choices({ giveBack, onClose }: { readonly giveBack: GiveBack; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { path, stage, amountMinor, confirm } = giveBack
  const isOpen = path !== null && path.way !== 'none' && stage === 'choosing'
  const why = path !== null && path.way === 'none' ? t(`giveBack.reason.${path.reason}`) : t('giveBack.looking')
  return (
    <BackAnd words={t('giveBack.keep')} autoFocus onBack={onClose}>
      <Key look="primary" keyName={GIVE_BACK_KEY} closed={isOpen ? null : why} onPress={confirm}>
        <Icon name="back" />
        {path === null
          ? t('action.giveBack')
          : t(`giveBack.confirm.${path.way}`, { amount: formatAmount(amountMinor, path.currency) })}
      </Key>
    </BackAnd>
  )
}

function Ended({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="push" />
      <Key look="primary" keyName={t('key.enter')} autoFocus onPress={onClose}>
        {t('action.close')}
      </Key>
    </>
  )
}
