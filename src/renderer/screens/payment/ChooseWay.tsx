import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { type CardWay, useCardWays } from '../../state/card-ways.ts'
import { payAt, sayClosed } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './choose-way.module.css'

/** The key that says where the card is presented. */
export const WAY_KEY = 'E'

const LOOKS: Readonly<Record<CardWay['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  ready: { tone: 'ok', icon: 'ok' },
  busy: { tone: 'acc', icon: 'clock' },
  offline: { tone: 'err', icon: 'off' },
  lost: { tone: 'err', icon: 'off' },
  absent: { tone: 'plain', icon: 'off' },
  'needs-attention': { tone: 'warn', icon: 'warning' },
  blocked: { tone: 'unk', icon: 'unknown' },
}

const close = () => useScreenStore.setState({ panel: null })

/** Opens the choice, or says that there is none. */
export function openChooseWay(ways: readonly CardWay[]): void {
  if (ways.length > 1) useScreenStore.setState({ panel: 'choose-way' })
  else sayClosed('closed.oneWay')
}

/** Several terminals, or a pad and a terminal: which of them the customer stands at. The one of this till comes first. */
export function ChooseWay() {
  const { t } = useTranslation()
  const ways = useCardWays()
  const sale = useSlice('sale')
  const digits = useScreenStore((state) => state.entry.digits)
  const [chosenId, choose] = useState(ways[0]?.id)
  const index = Math.max(
    0,
    ways.findIndex(({ id }) => id === chosenId),
  )
  const chosen = ways[index]
  const amountMinor = (digits === '' ? null : parseAmount(digits, sale.currency)) ?? sale.remainingMinor
  const amount = formatAmount(amountMinor, sale.currency)
  const closed = chosen?.state === 'blocked' ? t('closed.terminalBlocked') : null
  const move = (by: number) => choose(ways[(index + by + ways.length) % ways.length]?.id)
  const pay = () => {
    if (chosen === undefined || closed !== null) return
    close()
    payAt(chosen)
  }
  const places = Object.fromEntries(ways.slice(0, 9).map(({ id }, place) => [String(place + 1), () => choose(id)]))
  return (
    <StepDialog
      step={t('ways.step', { amount })}
      title={t('ways.title')}
      keys={{ ...places, ArrowUp: () => move(-1), ArrowDown: () => move(1), Enter: pay, Escape: close }}
      onClose={close}
      footer={
        <BackAnd words={t('payReserved.keep')} onBack={close}>
          <Key look="primary" autoFocus keyName={t('key.enter')} closed={closed} onPress={pay}>
            <Icon name="card" />
            {t('ways.pay', { amount })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.ways}>
        {ways.map((way, place) => (
          <Key
            key={way.id}
            look="button"
            className={styles.way}
            {...(place < 9 ? { keyName: String(place + 1) } : {})}
            pressed={place === index}
            onPress={() => choose(way.id)}
          >
            <Icon name={way.kind === 'pad' ? 'pad' : 'card'} />
            <span className="grow">
              <b>{way.alias}</b>
              <small>{[t(`device.${way.kind}`), place === 0 && t('ways.usual')].filter(Boolean).join(' · ')}</small>
            </span>
            <Badge {...LOOKS[way.state]}>{t(`wayState.${way.state}`)}</Badge>
          </Key>
        ))}
      </div>
      <p className={styles.why} role="status">
        {closed}
      </p>
    </StepDialog>
  )
}
