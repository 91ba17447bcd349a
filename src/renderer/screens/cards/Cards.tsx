import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { GiftCardOrderView } from '#contract/views/gift-card-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { deliver, isAside, lookAt } from '../../state/card-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import { Story } from '../story/Story.tsx'
import { CardAside } from './CardAside.tsx'
import styles from './cards.module.css'
import { GiveBackGiftCard } from './GiveBackGiftCard.tsx'
import { SellGiftCard } from './SellGiftCard.tsx'

/** What is done with a card that charges nobody; while one is in the pad, that card. */
export function Cards() {
  const payment = useSlice('payment')
  const [leftId, setLeftId] = useState<string | null>(null)
  if (payment === null || !isAside(payment) || payment.id === leftId) return <Choice />
  if (payment.outcome === 'unknown') return <Story paymentId={payment.id} onBack={() => setLeftId(payment.id)} />
  return <CardAside payment={payment} />
}

const openPanel = (panel: 'sell-gift-card' | 'load-gift-card' | 'give-back-gift-card') =>
  useScreenStore.setState({ panel })

/** Sell, load, ask; below it what customers have paid for and do not have on a card yet. */
function Choice() {
  const { t } = useTranslation()
  const orders = useSlice('giftCards')
  const { state } = useSlice('sale')
  const panel = useScreenStore((screen) => screen.panel)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const index = Math.max(
    0,
    orders.findIndex(({ orderId }) => orderId === chosenId),
  )
  const order = orders[index]
  const sellClosed = state === 'paying' ? t('closed.inPayment') : null
  const orderClosed = order?.state === 'in-doubt' ? t('closed.giftCardInDoubt') : null
  const unless = (why: string | null, act: () => void) => () =>
    why === null ? act() : showToast({ tone: 'closed', text: why })
  const sell = unless(sellClosed, () => openPanel('sell-gift-card'))
  const load = unless(sellClosed, () => openPanel('load-gift-card'))
  const balance = () => lookAt('balance')
  const check = () => lookAt('card-check')
  const choose = (to: number) => setChosenId(orders[Math.min(orders.length - 1, Math.max(0, to))]?.orderId ?? null)
  const put = unless(orderClosed, () => order && deliver(order.orderId))
  const giveBack = unless(orderClosed, () => openPanel('give-back-gift-card'))
  useKeys({
    place: 'cards',
    keys: {
      S: sell,
      L: load,
      B: balance,
      C: check,
      ...(order && { Enter: put, V: giveBack, ArrowUp: () => choose(index - 1), ArrowDown: () => choose(index + 1) }),
    },
  })
  return (
    <main className={styles.page}>
      <div>
        <h1>{t('cards.title')}</h1>
        <p className="muted sm">{t('cards.text')}</p>
      </div>
      <div className={styles.ways}>
        <Way icon="gift" keyName="S" words="sell" closed={sellClosed} onPress={sell} />
        <Way icon="plus" keyName="L" words="load" closed={sellClosed} onPress={load} />
        <Way icon="search" keyName="B" words="balance" onPress={balance} />
        <Way icon="shield" keyName="C" words="check" onPress={check} />
      </div>
      {order && (
        <Owed
          order={order}
          closed={orderClosed}
          onChoose={(orderId) => setChosenId(orderId)}
          onPut={put}
          onGiveBack={giveBack}
        />
      )}
      {panel === 'sell-gift-card' && <SellGiftCard operation="activation" />}
      {panel === 'load-gift-card' && <SellGiftCard operation="load" />}
      {panel === 'give-back-gift-card' && order && <GiveBackGiftCard order={order} />}
    </main>
  )
}

/** What customers have paid for, and the two ways out of it. */
function Owed({
  order,
  closed,
  onChoose,
  onPut,
  onGiveBack,
}: {
  readonly order: GiftCardOrderView
  readonly closed: string | null
  readonly onChoose: (orderId: string) => void
  readonly onPut: () => void
  readonly onGiveBack: () => void
}) {
  const { t } = useTranslation()
  const orders = useSlice('giftCards')
  const { operation, amountMinor, currency } = order
  return (
    <section className={classNames('card', styles.owed)} aria-label={t('cards.owed')}>
      <h2>{t('cards.owed')}</h2>
      <ul>
        {orders.map((each) => (
          <Order
            key={each.orderId}
            order={each}
            selected={each.orderId === order.orderId}
            onChoose={() => onChoose(each.orderId)}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        <Key look="button" keyName="V" closed={closed} onPress={onGiveBack}>
          <Icon name="back" />
          {t('cards.giveBack')}
        </Key>
        <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={onPut}>
          <Icon name="card" />
          {t(`cards.put.${operation}`, { amount: formatAmount(amountMinor, currency) })}
        </Key>
      </div>
    </section>
  )
}

function Order({
  order,
  selected,
  onChoose,
}: {
  readonly order: GiftCardOrderView
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { operation, ticketNumber, amountMinor, currency, orderedAt, state } = order
  return (
    <li>
      <Key look="quiet" className={styles.order} pressed={selected} onPress={onChoose}>
        <span className="grow">
          <b>{t(`operation.${operation}`)}</b>
          <small className="muted sm">
            {t('cards.ofTicket', { number: ticketNumber, time: clockTime(orderedAt) })}
          </small>
        </span>
        {state === 'in-doubt' ? (
          <Badge tone="unk" icon="unknown">
            {t('cards.state.inDoubt')}
          </Badge>
        ) : (
          <Badge tone="warn" icon="clock">
            {t('cards.state.owed')}
          </Badge>
        )}
        <b className={styles.amount}>{formatAmount(amountMinor, currency)}</b>
      </Key>
    </li>
  )
}

function Way({
  icon,
  keyName,
  words,
  closed,
  onPress,
}: {
  readonly icon: IconName
  readonly keyName: string
  readonly words: string
  readonly closed?: string | null
  readonly onPress: () => void
}) {
  const { t } = useTranslation()
  return (
    <Key look="tender" className={styles.way} keyName={keyName} closed={closed} onPress={onPress}>
      <Icon name={icon} size="large" />
      <span>
        <b>{t(`cards.${words}`)}</b>
        <small className="muted sm">{t(`cards.${words}Text`)}</small>
      </span>
    </Key>
  )
}
