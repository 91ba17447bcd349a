import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { waitTime } from '../../words/figures.ts'
import prompt from './host-prompt.module.css'
import styles from './payment.module.css'

/** Approval codes are no numbers: letters have keys too. */
const CELLS = [...'1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const CODE_LENGTH = 6

function giveUp(): void {
  void call('payment.referral', { approvalCode: null })
}

/** The bank wants to be telephoned: what to do, how long there is, and the code that it says. */
export function Referral({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const type = (cell: string) => setCode((typed) => (typed + cell.replace(/[^0-9A-Z]/g, '')).slice(0, CODE_LENGTH))
  const erase = () => setCode((typed) => typed.slice(0, -1))
  const send = () => void call('payment.referral', { approvalCode: code })
  const letters = Object.fromEntries(CELLS.map((cell) => [cell, () => type(cell)]))
  useKeys({ onDigit: type, keys: { ...letters, Enter: send, Backspace: erase, Escape: giveUp } }, 'over')
  const dueMs = payment.referralDueAt === null ? 0 : Date.parse(payment.referralDueAt) - nowMs
  return (
    <>
      <section className={classNames('card', prompt.prompt)} aria-label={t('referral.title')}>
        <div className="row between">
          <span className="row">
            <Icon name="bank" />
            <b>{t('referral.title')}</b>
            {payment.cardTail !== null && (
              <span className="muted">
                {t('step.card', { scheme: t(`scheme.${payment.scheme ?? 'other'}`), tail: payment.cardTail })}
              </span>
            )}
          </span>
          <span className="nowrap">{t('prompt.left', { time: waitTime(dueMs) })}</span>
        </div>
        <p role="status">{t('referral.text', { amount: formatAmount(payment.amountMinor, payment.currency) })}</p>
        <WhomToCall bankId={payment.referralBankId} />
        <div className="row between">
          <span className="muted">{t('referral.code')}</span>
          <output className={styles.code} aria-live="polite" aria-label={t('referral.code')}>
            {code === '' ? '–' : code}
          </output>
        </div>
        <div className={styles.codeCells}>
          {CELLS.map((cell) => (
            <Key key={cell} look="digit" onPress={() => type(cell)}>
              {cell}
            </Key>
          ))}
          <Key look="digit" label={t('action.erase')} onPress={erase}>
            <Icon name="backspace" />
          </Key>
        </div>
      </section>
      <div />
      <div className={classNames('row', styles.judge)}>
        <Key look="danger" className={keys.big} keyName={t('key.escape')} onPress={giveUp}>
          <Icon name="close" />
          {t('referral.giveUp')}
        </Key>
        <Key look="primary" className={keys.big} keyName={t('key.enter')} onPress={send}>
          <Icon name="check" />
          {t('referral.accept')}
        </Key>
      </div>
    </>
  )
}

/** What the person on the telephone is reached by, and asks for first. */
function WhomToCall({ bankId }: { readonly bankId: string | undefined }) {
  const { t } = useTranslation()
  const bank = useSlice('status').banks.find(({ id }) => id === bankId)
  if (bank === undefined) return null
  return (
    <div className="row between">
      <span>
        {bank.name} <b className="lg nowrap">{bank.referralPhone ?? t('referral.noPhone')}</b>
      </span>
      <span className="nowrap">
        {t('referral.merchant')} <b>{bank.merchantId}</b>
      </span>
    </div>
  )
}
