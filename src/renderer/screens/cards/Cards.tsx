import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { isQuestion, lookAt } from '../../state/card-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardAside } from './CardAside.tsx'
import styles from './cards.module.css'

/** What is done with a card that charges nobody; while one is in the pad, that card. */
export function Cards() {
  const payment = useSlice('payment')
  return payment !== null && isQuestion(payment) ? <CardAside payment={payment} /> : <Choice />
}

function Choice() {
  const { t } = useTranslation()
  const balance = () => lookAt('balance')
  const check = () => lookAt('card-check')
  useKeys({ keys: { B: balance, C: check } })
  return (
    <main className={styles.page}>
      <div>
        <h1>{t('cards.title')}</h1>
        <p className="muted sm">{t('cards.text')}</p>
      </div>
      <div className={styles.ways}>
        <Way icon="search" keyName="B" words="balance" onPress={balance} />
        <Way icon="shield" keyName="C" words="check" onPress={check} />
      </div>
    </main>
  )
}

function Way({
  icon,
  keyName,
  words,
  onPress,
}: {
  readonly icon: IconName
  readonly keyName: string
  readonly words: string
  readonly onPress: () => void
}) {
  const { t } = useTranslation()
  return (
    <Key look="tender" className={styles.way} keyName={keyName} onPress={onPress}>
      <Icon name={icon} size="large" />
      <span>
        <b>{t(`cards.${words}`)}</b>
        <small className="muted sm">{t(`cards.${words}Text`)}</small>
      </span>
    </Key>
  )
}
