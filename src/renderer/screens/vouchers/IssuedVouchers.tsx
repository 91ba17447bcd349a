import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { formatAmount } from '#contract/money.ts'
import type { VoucherView } from '#contract/views/voucher-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { ask } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime, fullDay } from '../../words/shop-time.ts'
import styles from './vouchers.module.css'

/** The vouchers that the shop issued, newest first, and what all of them are still worth. */
export function IssuedVouchers() {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const [listed, setListed] = useState<Response<'voucher.list'> | null>(null)
  useEffect(() => {
    let isLeft = false
    void ask('voucher.list', {}).then((answer) => {
      if (!isLeft && answer.ok) setListed(answer.value)
    })
    return () => {
      isLeft = true
    }
  }, [])
  if (listed === null) return null
  const { vouchers, openMinor } = listed
  return (
    <section className={styles.issued} aria-label={t('voucher.issued')}>
      <header>
        <h2>{t('voucher.issued')}</h2>
        <b>{t('voucher.open', { amount: formatAmount(openMinor, currency) })}</b>
      </header>
      {vouchers.length === 0 ? (
        <p className="muted">{t('voucher.none')}</p>
      ) : (
        <ul>
          {vouchers.map((voucher) => (
            <Row key={voucher.number} voucher={voucher} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ voucher }: { readonly voucher: VoucherView }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { number, amountMinor, leftMinor, issuedAt, expiresOn, isExpired, byName } = voucher
  const state = leftMinor === 0 ? 'spent' : isExpired ? 'expired' : 'good'
  return (
    <li>
      <span>
        <b>{number}</b>
        <small>{[dayAndTime(issuedAt), byName].join(' · ')}</small>
      </span>
      <span>
        <Badge
          tone={state === 'good' ? 'ok' : state === 'expired' ? 'warn' : 'plain'}
          icon={state === 'good' ? 'ok' : state === 'expired' ? 'clock' : 'check'}
        >
          {t(`voucher.${state}`)}
        </Badge>
        <small>{t('voucher.until', { day: fullDay(expiresOn) })}</small>
      </span>
      <span className={styles.worth}>
        <b>{formatAmount(leftMinor, currency)}</b>
        <small>{t('voucher.of', { amount: formatAmount(amountMinor, currency) })}</small>
      </span>
    </li>
  )
}
