import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import styles from './payment.module.css'

/** The cashier compared: the payment stands. */
export function acceptSignature(): void {
  void call('payment.signature', { accepted: true })
}

/** A refusal gives the money back, so it is asked for twice. */
export function askRefuseSignature(): void {
  useScreenStore.setState({ panel: 'refuse-signature' })
}

/** What the customer and the cashier do with the merchant's copy. */
export function SignatureWords() {
  const { t } = useTranslation()
  return (
    <p className={styles.cueText} role="status">
      {t('signature.text')}
    </p>
  )
}

/** Two answers; one of them is needed before anything else opens. */
export function SignatureKeys() {
  const { t } = useTranslation()
  return (
    <div className={classNames('row', styles.judge)}>
      <Key look="danger" className={keys.big} keyName={t('key.escape')} onPress={askRefuseSignature}>
        <Icon name="close" />
        {t('signature.refuse')}
      </Key>
      <Key look="primary" className={keys.big} keyName={t('key.enter')} onPress={acceptSignature}>
        <Icon name="check" />
        {t('signature.accept')}
      </Key>
    </div>
  )
}
