import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { TableTicket, TableView } from '#contract/views/floor-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { chooseLine, chosenTicket, openTable, useFloorStore } from '../../state/floor-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures } from '../../words/figures.ts'
import { PaperStates } from '../papers/PaperStates.tsx'
import { ChooseCourse } from './ChooseCourse.tsx'
import styles from './floor.module.css'
import { SplitBill } from './SplitBill.tsx'
import { TableKeys } from './TableKeys.tsx'
import { tableActions } from './table-actions.ts'
import { TABLE_LOOKS } from './table-looks.ts'

/** The ticket of a table as it stands, asked for again whenever it changed. */
function useTicket(ticket: TableTicket | null): SaleView | null {
  const [sale, setSale] = useState<SaleView | null>(null)
  const floor = useSlice('floor')
  const { otherPrinters } = useSlice('status')
  const saleId = ticket?.saleId ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed at a table, or at a printer, may be of this ticket
  useEffect(() => {
    if (saleId === null) return
    let isOver = false
    void call('floor.ticket', { saleId }).then((told) => {
      if (told.ok && !isOver) setSale(told.value)
    })
    return () => {
      isOver = true
    }
  }, [saleId, floor, otherPrinters])
  return sale?.id === saleId ? sale : null
}

/** What the chosen table has, and what can be done with it. */
export function TablePanel({ table }: { readonly table: TableView | null }) {
  const { t } = useTranslation()
  const { saleId, splitting, coursing } = useFloorStore()
  const ticket = chosenTicket(table, saleId)
  const sale = useTicket(ticket)
  if (splitting && sale !== null && table?.tickets.some((one) => one.saleId === sale.id))
    return <SplitBill sale={sale} />
  if (table === null)
    return (
      <section className={`card ${styles.panel}`} aria-label={t('floor.panel')}>
        <p className={styles.none}>{t('floor.chooseTable')}</p>
      </section>
    )
  return (
    <section className={`card ${styles.panel}`} aria-label={t('floor.panel')}>
      <PanelHead table={table} sale={sale} />
      <div className={styles.body}>
        {table.tickets.length > 1 && <Parts table={table} chosen={ticket} />}
        {ticket === null ? (
          <p className={styles.none}>{t('floor.freeText', { table: table.name })}</p>
        ) : (
          <Lines sale={sale} />
        )}
        {coursing && sale !== null && <ChooseCourse sale={sale} />}
      </div>
      <div>
        <PaperStates jobs={sale?.kitchenPapers ?? []} number={sale?.number ?? ''} />
        <div className={styles.foot}>
          {ticket !== null && <TableKeys table={table} ticket={ticket} sale={sale} />}
          <div className={styles.loud}>
            <Key
              look="primary"
              className={`${keys.big} ${keys.block}`}
              keyName={t('key.enter')}
              onPress={() => openTable(table, ticket?.saleId ?? null)}
            >
              <Icon name={table.state === 'free' ? 'users' : 'receipt'} />
              {t(table.state === 'free' ? 'floor.seat' : 'floor.openTicket')}
            </Key>
            {ticket !== null && ticket.totalMinor > 0 && (
              <Key look="button" className={keys.big} keyName="F9" onPress={() => tableActions(table, ticket).F9()}>
                {t('action.pay')}
              </Key>
            )}
          </div>
        </div>
      </div>
    </section>
  )
}

function PanelHead({ table, sale }: { readonly table: TableView; readonly sale: SaleView | null }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { name, state, covers, seats, totalMinor, tickets } = table
  const [first] = tickets
  return (
    <header className={styles.panelHead}>
      <div className="grow">
        <h2>{t('floor.table', { table: name })}</h2>
        <p className="muted sm">
          {state === 'free' ? t('floor.seats', { count: seats }) : t('floor.covers', { count: covers ?? seats })}
          {first !== undefined && (
            <>
              {' · '}
              <span className="nowrap">{t('sale.ticket', { number: first.number })}</span>
            </>
          )}
          {sale?.note && (
            <>
              {' · '}
              <span className="nowrap">
                {t(sale.note.isCurrent ? 'floor.noteOf' : 'floor.noteOld', { number: sale.note.number })}
              </span>
            </>
          )}
        </p>
        <Badge {...TABLE_LOOKS[state]}>{t(`tableState.${state}`)}</Badge>
      </div>
      {state !== 'free' && <b className={styles.total}>{formatAmount(totalMinor, currency)}</b>}
    </header>
  )
}

/** The tickets that a bill was split into. */
function Parts({ table, chosen }: { readonly table: TableView; readonly chosen: TableTicket | null }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  return (
    <fieldset className={styles.parts} aria-label={t('floor.tickets')}>
      {table.tickets.map(({ saleId, part, totalMinor, state }) => (
        <Key
          key={saleId}
          look="button"
          pressed={saleId === chosen?.saleId}
          onPress={() => useFloorStore.setState({ saleId })}
        >
          <span>
            <b>{part ?? t('floor.wholeTable')}</b> {formatAmount(totalMinor, currency)}
          </span>
          {state !== 'open' && (
            <>
              <Icon name={TABLE_LOOKS[state].icon} size="small" />
              <span className="visually-hidden">{t(`tableState.${state}`)}</span>
            </>
          )}
        </Key>
      ))}
    </fieldset>
  )
}

/** Lines that are touched are chosen: to be moved, or for a course. */
function Lines({ sale }: { readonly sale: SaleView | null }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const floor = useSlice('floor')
  const chosen = useFloorStore((state) => state.lineIds)
  if (sale === null) return null
  if (sale.lines.length === 0) return <p className={styles.none}>{t('floor.nothingOrdered')}</p>
  const courseOf = (id: string | undefined) => floor?.courses.find((course) => course.id === id)?.name
  const isSent = (id: string | undefined) => id === undefined || (sale.table?.sent ?? []).includes(id)
  return (
    <ul className={styles.lines} aria-label={t('sale.ticketZone')}>
      {sale.lines.map((line) => (
        <li key={line.id}>
          <Key
            look="quiet"
            className={styles.line}
            pressed={chosen.includes(line.id)}
            onPress={() => chooseLine(line.id)}
          >
            <b className={styles.quantity}>{quantityFigures(line.quantityMilli, locale)} ×</b>
            <span className="grow">
              {line.name}
              {line.course !== undefined && (
                <small className={isSent(line.course) ? 'muted' : styles.waits}>
                  {isSent(line.course)
                    ? courseOf(line.course)
                    : t('floor.courseWaits', { course: courseOf(line.course) ?? '' })}
                </small>
              )}
            </span>
            <b className="nowrap">{formatAmount(line.totalMinor, sale.currency)}</b>
          </Key>
        </li>
      ))}
    </ul>
  )
}
