import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import type { CustomerLine, CustomerTicket, CustomerView } from '#contract/views/customer-screen-view.ts'
import { quantityFigures, unbroken } from '../words/figures.ts'
import styles from './customer.module.css'

/** The newest lines of the ticket that have room, whole, the last of them at the foot. */
export function TicketLines({ view, ticket }: { readonly view: CustomerView; readonly ticket: CustomerTicket }) {
  const { t } = useTranslation()
  const { shopName, currency } = view
  const { list, room } = useRoom(JSON.stringify(ticket.lines))
  const shown = ticket.lines.slice(-room)
  const above = ticket.linesAbove + ticket.lines.length - shown.length
  return (
    <section className={styles.lines} aria-label={t('customerScreen.ticket')}>
      <div className={styles.linesHead}>
        <b>{shopName}</b>
        <span className="muted">{t('customerScreen.hello')}</span>
      </div>
      <div className={styles.linesBody} ref={list}>
        {above > 0 && <p className={styles.above}>{t('customerScreen.above', { count: above })}</p>}
        <ul>
          {shown.map((line) => (
            <Line key={line.id} line={line} view={view} />
          ))}
        </ul>
      </div>
      <div className={styles.linesFoot}>
        <span>{t('customerScreen.items', { count: ticket.itemCount })}</span>
        {ticket.points !== undefined && <span>{t('customerScreen.points', ticket.points)}</span>}
        <span>{t('customerScreen.vat', { amount: formatAmount(ticket.vatMinor, currency) })}</span>
      </div>
    </section>
  )
}

function Line({ line, view: { locale, currency } }: { readonly line: CustomerLine; readonly view: CustomerView }) {
  const { t } = useTranslation()
  const { name, unit, quantityMilli, discountMinor, totalMinor, isTouched } = line
  const quantity = quantityFigures(quantityMilli, locale)
  return (
    <li className={styles.line} {...(isTouched && { 'data-touched': '' })}>
      <span className="muted nowrap">
        {unit === 'piece' ? `${quantity} ×` : t(`customerScreen.unit.${unit}`, { quantity })}
      </span>
      <span className={styles.lineName}>
        <span>{unbroken(name)}</span>
        {discountMinor > 0 && (
          <small className="muted">
            {t('customerScreen.discount', { amount: formatAmount(discountMinor, currency) })}
          </small>
        )}
      </span>
      <b className="num">{formatAmount(totalMinor, currency)}</b>
    </li>
  )
}

/** How many lines fit where the list is: all at first, one less until nothing is cut. One is always shown. */
function useRoom(content: string) {
  const list = useRef<HTMLDivElement>(null)
  const tried = useRef('')
  const [room, setRoom] = useState<number>(LIMITS.customerScreenLines)
  const [size, setSize] = useState('')
  useEffect(() => {
    const box = list.current
    if (box === null) return
    const measure = () => setSize(`${box.clientWidth}x${box.clientHeight}`)
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    // Letters of another face are wider.
    void document.fonts.ready.then(() => setSize('letters'))
    return () => watch.disconnect()
  }, [])
  useLayoutEffect(() => {
    const box = list.current
    if (box === null) return
    const now = `${size} ${content}`
    if (tried.current !== now) {
      tried.current = now
      if (room !== LIMITS.customerScreenLines) return setRoom(LIMITS.customerScreenLines)
    }
    if (room > 1 && box.scrollHeight > box.clientHeight + 1) setRoom(room - 1)
  })
  return { list, room }
}
