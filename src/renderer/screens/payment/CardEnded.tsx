import { useTranslation } from 'react-i18next'
import { errorEntry, errorSentence } from '#contract/errors/catalogue.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { askCardAgain } from '../../state/card-actions.ts'
import { printDecline } from '../../state/sale-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardHead } from './CardProgress.tsx'
import { cardEndOf } from './card-end.ts'
import { cardWordsOf, hasPaperOf } from './card-words.ts'
import { PadMirror } from './PadMirror.tsx'
import styles from './payment.module.css'

/** A card that did not pay: what happened, whether money moved, and the next steps. */
export function CardEnded({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { tone, icon } = cardEndOf(payment)
  const words = cardWordsOf(payment)
  return (
    <>
      <CardHead payment={payment} nowMs={Date.now()} />
      <div>
        <Banner
          tone={tone}
          icon={icon}
          title={t(endedKey(payment))}
          aside={payment.responseCode === null ? undefined : t('ended.code', { code: payment.responseCode })}
        >
          {payment.failure ? errorSentence(payment.failure, locale) : t(words.nothing)}
        </Banner>
        <Sure payment={payment} />
      </div>
      {/* A till that started again has not read the pad yet: an empty copy would not be what the customer sees. */}
      {payment.padRows.some((row) => row.trim() !== '') ? <PadMirror rows={payment.padRows} /> : <div />}
      <NextSteps payment={payment} />
    </>
  )
}

function endedKey(payment: CardPaymentView): string {
  const { kind } = cardEndOf(payment)
  if (kind === 'declined' && payment.codeName !== undefined) return 'ended.codeDeclined'
  return kind === 'reversed' ? cardWordsOf(payment).reversed : `ended.${kind}`
}

function Sure({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const words = cardWordsOf(payment)
  const entry = payment.failure ? errorEntry(payment.failure.code) : null
  const stands = entry?.moneyMoved === 'yes'
  const nothingMoved = payment.outcome === 'reversed' || entry === null || entry.moneyMoved === 'no'
  return (
    <ul className={classNames('card', styles.sure)}>
      <li>
        <Icon name="shield" />
        {t(stands ? 'ended.stands' : nothingMoved ? words.nothing : 'ended.checkFirst')}
      </li>
      {payment.cardTail !== null && (
        <li>
          <Icon name="card" />
          {t('step.card', { scheme: t(`scheme.${payment.scheme ?? 'other'}`), tail: payment.cardTail })}
        </li>
      )}
      <li>
        <Icon name="receipt" />
        {t(words.later)}
        {payment.outcome !== 'unknown' && !stands && hasPaperOf(payment) && (
          <Key
            look="button"
            className={classNames(keys.small, 'push')}
            keyName="R"
            onPress={() => printDecline(payment.id)}
          >
            <Icon name="print" />
            {t('ended.paper')}
          </Key>
        )}
      </li>
    </ul>
  )
}

/** The card again where that is safe, and always the way to another tender. */
function NextSteps({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { again } = cardEndOf(payment)
  return (
    <div className={classNames('row', styles.again)}>
      {again !== null && (
        <Key look="button" className={keys.big} keyName="*" onPress={() => askCardAgain(payment)}>
          <Icon name={again === 'same' ? 'ask-again' : 'card'} />
          {t(`ended.again.${again}`)}
        </Key>
      )}
      <Key
        look="primary"
        className={keys.big}
        keyName={t('key.enter')}
        onPress={() => void call('payment.dismiss', {})}
      >
        <Icon name="arrow" />
        {t(cardWordsOf(payment).leave)}
      </Key>
    </div>
  )
}
