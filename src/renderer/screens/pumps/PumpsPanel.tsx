import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { PumpView } from '#contract/views/pump-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { DialogBox } from '../../components/DialogBox.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { ClosePump } from './ClosePump.tsx'
import { PUMP_LOOKS, volumeFigures } from './pump-looks.ts'
import styles from './pumps.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** What happens at the pumps that sell without a cashier, and the little that a person does about it. */
export function PumpsPanel() {
  const { t } = useTranslation()
  const pumps = useSlice('pumps')
  const [closingId, setClosing] = useState<string | null>(null)
  const closing = pumps.find(({ id, canClose }) => id === closingId && canClose)
  if (closing !== undefined) return <ClosePump pump={closing} onClose={() => setClosing(null)} />
  return (
    <DialogBox
      icon="pump"
      title={t('pumps.title')}
      onClose={close}
      footer={
        <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
          {t('action.close')}
        </Key>
      }
    >
      {t('pumps.text')}
      <ul className={styles.pumps}>
        {pumps.map((pump) => (
          <Pump key={pump.id} pump={pump} onClosing={() => setClosing(pump.id)} />
        ))}
      </ul>
    </DialogBox>
  )
}

function Pump({ pump, onClosing }: { readonly pump: PumpView; readonly onClosing: () => void }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const look = PUMP_LOOKS[pump.state]
  const { id: pumpId } = pump
  return (
    <li className={styles.pump}>
      <span className={styles.words} role="status">
        <b>{pump.name}</b>{' '}
        <Badge tone={look.tone} icon={look.icon}>
          {t(`pumps.state.${pump.state}`)}
        </Badge>
        <span>{pumpWords(t, pump)}</span>
        {pump.failure && <span className={styles.trouble}>{errorSentence(pump.failure, locale)}</span>}
      </span>
      <span className={styles.keys}>
        {pump.canStop && (
          <Key look="danger" onPress={() => void call('pump.stop', { pumpId })}>
            <Icon name="stopped" />
            {t('pumps.stop')}
          </Key>
        )}
        {pump.receipt && (
          <Key look="button" onPress={() => void call('pump.printReceipt', { pumpId })}>
            <Icon name="print" />
            {t('pumps.print')}
          </Key>
        )}
        {pump.canClose && (
          <Key look="button" onPress={onClosing}>
            <Icon name="pump" />
            {t('pumps.close')}
          </Key>
        )}
        {pump.needsNote && (
          <Key look="button" onPress={() => void call('pump.takeNote', { pumpId })}>
            <Icon name="check" />
            {t('pumps.takeNote')}
          </Key>
        )}
      </span>
    </li>
  )
}

/** One sentence about the customer who stands there, or who left last. */
function pumpWords(
  t: TFunction,
  { state, currency, reservedMinor, deliveredMinor, volumeMl, fuel, receipt }: PumpView,
): string {
  const amount = (minor: number | null) => formatAmount(minor ?? 0, currency)
  const ran = { fuel: fuel ?? '', litres: volumeFigures(volumeMl ?? 0), amount: amount(deliveredMinor) }
  switch (state) {
    case 'reserving':
      return t('pumps.words.reserving', { amount: amount(reservedMinor) })
    case 'reserved':
      return t('pumps.words.reserved', { amount: amount(reservedMinor) })
    case 'delivering':
      return t('pumps.words.delivering', { ...ran, ceiling: amount(reservedMinor) })
    case 'finishing':
      return deliveredMinor ? t('pumps.words.paying', ran) : t('pumps.words.lettingGo')
    case 'done':
      return t('pumps.words.done', { ...ran, number: receipt?.number ?? '' })
    case 'trouble':
      return deliveredMinor ? t('pumps.words.ran', ran) : t('pumps.words.nothingRan')
    case 'idle':
    case 'away':
      return t('pumps.words.nobody')
  }
}
