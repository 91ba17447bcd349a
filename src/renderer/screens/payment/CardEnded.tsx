import { useTranslation } from 'react-i18next'
import { errorEntry, errorSentence } from '#contract/errors/catalogue.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardHead } from './CardProgress.tsx'
import { PadMirror } from './PadMirror.tsx'
import styles from './payment.module.css'

type Ended = 'declined' | 'cancelled' | 'failed' | 'reversed'

const LOOKS: Readonly<Record<Ended, { readonly tone: Exclude<Tone, 'plain'>; readonly icon: IconName }>> = {
  declined: { tone: 'err', icon: 'stopped' },
  cancelled: { tone: 'acc', icon: 'info' },
  failed: { tone: 'warn', icon: 'warning' },
  reversed: { tone: 'acc', icon: 'back' },
}

/** A card that did not pay: what happened, whether money moved, and the next step. */
export function CardEnded({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const outcome = payment.outcome as Ended
  const { tone, icon } = LOOKS[outcome]
  const entry = payment.failure ? errorEntry(payment.failure.code) : null
  return (
    <>
      <CardHead payment={payment} nowMs={Date.now()} />
      <div>
        <Banner
          tone={tone}
          icon={icon}
          title={t(`ended.${outcome}`)}
          aside={payment.responseCode === null ? undefined : t('ended.code', { code: payment.responseCode })}
        >
          {payment.failure ? errorSentence(payment.failure, locale) : t('ended.nothingCharged')}
        </Banner>
        <ul className={classNames('card', styles.sure)}>
          <li>
            <Icon name="shield" />
            {entry?.moneyMoved === 'no' || entry === null ? t('ended.nothingCharged') : t('ended.checkFirst')}
          </li>
          {payment.cardTail !== null && (
            <li>
              <Icon name="card" />
              {t('step.card', { scheme: t(`scheme.${payment.scheme ?? 'other'}`), tail: payment.cardTail })}
            </li>
          )}
          <li>
            <Icon name="receipt" />
            {t('ended.saleWaits')}
          </li>
        </ul>
      </div>
      {/* A till that started again has not read the pad yet: an empty copy would not be what the customer sees. */}
      {payment.padRows.some((row) => row.trim() !== '') ? <PadMirror rows={payment.padRows} /> : <div />}
      <Key
        look="primary"
        className={classNames(keys.big, keys.block)}
        keyName={t('key.enter')}
        onPress={() => void call('payment.dismiss', {})}
      >
        <Icon name="arrow" />
        {t('ended.choose')}
      </Key>
    </>
  )
}
