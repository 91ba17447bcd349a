import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { PumpView } from '#contract/views/pump-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import styles from './pumps.module.css'

/** What the counter of a dead pump shows: that is paid out of the reservation; nothing typed lets go of it. */
export function ClosePump({ pump, onClose }: { readonly pump: PumpView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const entry = useEntry()
  const [asked, setAsked] = useState(false)
  const minorOf = (digits: string) => parseAmount(digits, pump.currency) ?? 0
  const amountMinor = minorOf(entry.digits)
  const amount = formatAmount(amountMinor, pump.currency)
  const confirm = async () => {
    if (asked) return
    setAsked(true)
    const closed = await call('pump.closeByHand', { pumpId: pump.id, amountMinor: minorOf(entry.latest()) })
    setAsked(false)
    if (closed.ok) onClose()
  }
  const press = () => void confirm()
  return (
    <StepDialog
      step={pump.name}
      title={t('pumps.closeTitle')}
      keys={{ ...padKeys(entry.type), Backspace: entry.erase, Enter: press, Escape: onClose }}
      onClose={onClose}
      footer={
        <BackAnd words={t('pumps.closeLater')} onBack={onClose}>
          <Key look="primary" keyName={t('key.enter')} onPress={press}>
            <Icon name="check" />
            {amountMinor === 0 ? t('pumps.closeNothing') : t('pumps.closePaid', { amount })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.form}>
        <div>
          <b className="sm">{t('pumps.counter')}</b>
          <output className={styles.typed} aria-live="polite" data-testid="pump-counter">
            {amount}
          </output>
          <p className="muted sm">
            {t('pumps.closeText', { ceiling: formatAmount(pump.reservedMinor ?? 0, pump.currency) })}
          </p>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
    </StepDialog>
  )
}
