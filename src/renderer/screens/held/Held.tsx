import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures } from '../../words/figures.ts'
import styles from './held.module.css'

/** Tickets that wait, each as it was left; one key takes the chosen one back. */
export function Held() {
  const { t } = useTranslation()
  const { id: currentId, state } = useSlice('sale')
  const [sales, setSales] = useState<readonly SaleView[]>([])
  const [selected, setSelected] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket in the hands means another list
  useEffect(() => {
    void call('sale.held', {}).then((held) => {
      if (!held.ok) return
      setSales(held.value.sales)
      useScreenStore.setState({ heldCount: held.value.sales.length })
    })
  }, [currentId, state])
  const sale = sales[Math.min(selected, sales.length - 1)]
  const recall = (saleId: string | undefined) => {
    if (saleId === undefined) return
    void call('sale.recall', { saleId }).then((recalled) => {
      if (recalled.ok) goTo('sale')
    })
  }
  const move = (by: number) => setSelected((index) => Math.min(sales.length - 1, Math.max(0, index + by)))
  useKeys({
    keys: {
      Enter: () => recall(sale?.id),
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
    },
  })
  return (
    <main className={styles.page}>
      <div>
        <h1 className={styles.title}>{t('held.title')}</h1>
        <p className="muted sm">{t('held.text')}</p>
      </div>
      {sale === undefined ? (
        <p className={styles.none}>
          <Icon name="hold" size="large" />
          {t('held.none')}
        </p>
      ) : (
        <>
          <ul className={styles.list} aria-label={t('held.title')}>
            {sales.map((each, index) => (
              <li key={each.id}>
                <Key
                  look="button"
                  className={styles.item}
                  pressed={each.id === sale.id}
                  onPress={() => setSelected(index)}
                >
                  <span className={styles.itemWords}>
                    <b>{t('sale.ticket', { number: each.number })}</b>
                    <span className="muted sm">{t('sale.articles', { count: each.itemCount })}</span>
                  </span>
                  <b className="xl nowrap">{formatAmount(each.totalMinor, each.currency)}</b>
                </Key>
              </li>
            ))}
          </ul>
          <HeldTicket sale={sale} onRecall={() => recall(sale.id)} />
        </>
      )}
    </main>
  )
}

function HeldTicket({ sale, onRecall }: { readonly sale: SaleView; readonly onRecall: () => void }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <section className={`card ${styles.detail}`} aria-label={t('sale.ticketZone')}>
      <header>
        {t('sale.ticket', { number: sale.number })}
        <span className="sub push">{t('sale.articles', { count: sale.itemCount })}</span>
      </header>
      <ul className={styles.lines}>
        {sale.lines.map((line) => (
          <li key={line.id}>
            <b className={styles.quantity}>{quantityFigures(line.quantityMilli, locale)} ×</b>
            <span className="grow">{line.name}</span>
            <b className="nowrap">{formatAmount(line.totalMinor, sale.currency)}</b>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Key look="primary" className={`${keys.big} ${keys.block}`} keyName={t('key.enter')} onPress={onRecall}>
          <Icon name="back" />
          {t('held.recall')}
        </Key>
      </div>
    </section>
  )
}
