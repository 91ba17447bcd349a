import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { formatAmount } from '#contract/money.ts'
import type { PrintJobView, SaleView } from '#contract/views/sale-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures } from '../../words/figures.ts'
import { PaperStates } from '../papers/PaperStates.tsx'
import { PAPER_LOOKS } from '../papers/paper-looks.ts'
import { needsLook, paperState } from '../papers/paper-state.ts'
import { TENDER_LOOKS } from '../payment/MoneySide.tsx'
import styles from './held.module.css'

/** Tickets that wait, each as it was left; one key takes the chosen one back. */
export function Held() {
  const { t } = useTranslation()
  const { id: currentId, state } = useSlice('sale')
  const { waitingSales, otherPrinters, printer } = useSlice('status')
  const [sales, setSales] = useState<readonly SaleView[]>([])
  const [selected, setSelected] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket in the hands means another list
  useEffect(() => {
    void call('sale.held', {}).then((held) => {
      if (!held.ok) return
      setSales(held.value.sales)
      useScreenStore.setState({ heldCount: held.value.sales.length })
    })
  }, [currentId, state, waitingSales, otherPrinters, printer])
  const sale = sales[Math.min(selected, sales.length - 1)]
  const recall = (saleId: string | undefined) => {
    if (saleId === undefined) return
    void call('sale.recall', { saleId }).then((recalled) => {
      if (recalled.ok) goTo('sale')
    })
  }
  const move = (by: number) => setSelected((index) => Math.min(sales.length - 1, Math.max(0, index + by)))
  const { scenarios, startNumber } = useScenarios()
  useKeys({
    place: 'held',
    keys: {
      ...Object.fromEntries(NUMBERS.map((number) => [String(number), () => startNumber(number)])),
      Enter: () => recall(sale?.id),
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
    },
  })
  return (
    <main className={styles.page}>
      <Head scenarios={scenarios} isEmpty={sales.length === 0} />
      {sale === undefined ? (
        <p className={styles.none}>
          <Icon name="hold" size="large" />
          {t('held.none')}
        </p>
      ) : (
        <>
          <ul className={styles.list} aria-label={t('held.title')}>
            {sales.map((each, index) => (
              <HeldRow key={each.id} sale={each} isChosen={each.id === sale.id} onPress={() => setSelected(index)} />
            ))}
          </ul>
          <HeldTicket sale={sale} onRecall={() => recall(sale.id)} />
        </>
      )}
    </main>
  )
}

function HeldRow({
  sale,
  isChosen,
  onPress,
}: {
  readonly sale: SaleView
  readonly isChosen: boolean
  readonly onPress: () => void
}) {
  const { t } = useTranslation()
  const { reference, number, itemCount, tenders, totalMinor, currency, kitchenPapers = [] } = sale
  return (
    <li>
      <Key look="button" className={styles.item} pressed={isChosen} onPress={onPress}>
        <span className={styles.itemWords}>
          <b>{reference === null ? t('sale.ticket', { number }) : t('held.under', { reference, number })}</b>
          <span className="muted sm">{t('sale.articles', { count: itemCount })}</span>
        </span>
        <KitchenBadge papers={kitchenPapers} />
        {tenders.some(({ outcome }) => outcome === 'unknown') && (
          <span className="push">
            <Badge {...TENDER_LOOKS.unknown}>{t('outcome.unknownLong')}</Badge>
          </span>
        )}
        <b className="xl nowrap">{formatAmount(totalMinor, currency)}</b>
      </Key>
    </li>
  )
}

/** A kitchen that may not know of the order yet. */
function KitchenBadge({ papers }: { readonly papers: readonly PrintJobView[] }) {
  const { t } = useTranslation()
  const status = useSlice('status')
  const paper = papers.find((each) => needsLook(each, paperState(each, status)))
  if (paper === undefined) return null
  const state = paperState(paper, status)
  return (
    <span className="push">
      <Badge tone={PAPER_LOOKS[state].tone} icon="fork">
        {t(`jobState.${state}`)}
      </Badge>
    </span>
  )
}

function Head({ scenarios, isEmpty }: { readonly scenarios: Scenarios; readonly isEmpty: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="row between">
      <div>
        <h1 className={styles.title}>{t('held.title')}</h1>
        <p className="muted sm">{t('held.text')}</p>
      </div>
      <fieldset className={styles.scenarios} aria-label={t('held.scenarios')}>
        {scenarios.map(({ id, name }, index) => (
          <Key
            key={id}
            look="button"
            keyName={String(index + 1)}
            closed={isEmpty ? t('held.none') : null}
            onPress={() => startScenario(id)}
          >
            <Icon name="pad" />
            {name}
          </Key>
        ))}
      </fieldset>
    </div>
  )
}

type Scenarios = Response<'scenario.list'>['scenarios']

const startScenario = (scenarioId: string) => void call('scenario.start', { scenarioId })

/** The keys that start one of them. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** What a customer can do by himself on the pad, named in the language of the screen. A number pressed before they are known waits for them. */
function useScenarios() {
  const { locale } = useSlice('till')
  const [scenarios, setScenarios] = useState<Scenarios>([])
  const listing = useRef<Promise<Scenarios>>(Promise.resolve([]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has other names
  useLayoutEffect(() => {
    listing.current = ask('scenario.list', {}).then((listed) => (listed.ok ? listed.value.scenarios : []))
    void listing.current.then(setScenarios)
  }, [locale])
  const startNumber = (number: number) =>
    void listing.current.then((listed) => {
      const wanted = listed[number - 1]
      if (wanted !== undefined) startScenario(wanted.id)
    })
  return { scenarios, startNumber }
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
      <div>
        <PaperStates jobs={sale.kitchenPapers ?? []} number={sale.number} />
        <div className={styles.foot}>
          <Key look="primary" className={`${keys.big} ${keys.block}`} keyName={t('key.enter')} onPress={onRecall}>
            <Icon name="back" />
            {t('held.recall')}
          </Key>
        </div>
      </div>
    </section>
  )
}
