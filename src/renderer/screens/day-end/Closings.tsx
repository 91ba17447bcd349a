import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClosingView } from '#contract/closing-api.ts'
import { formatAmount } from '#contract/money.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { TicketPaper } from '../../components/TicketPaper.tsx'
import { useInView } from '../../components/use-in-view.ts'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { longDate } from '../../words/figures.ts'
import { ChoosePrinter, usePrinters } from '../papers/ChoosePrinter.tsx'
import styles from './day-end.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** The days that are closed, newest first, each with its Z; the loud key prints a marked and counted duplicate. */
export function Closings() {
  const { t } = useTranslation()
  const { closings, older } = useClosings()
  const [index, setIndex] = useState(0)
  const [isElsewhere, setElsewhere] = useState(false)
  const hasOthers = usePrinters().length > 1
  const closing = closings?.[index]
  const ticket = useReport(closing?.number ?? null)
  const show = (to: number) => {
    const last = (closings?.length ?? 1) - 1
    setIndex(Math.min(last, Math.max(0, to)))
    if (to >= last) older()
  }
  const print = (deviceId?: string) => {
    setElsewhere(false)
    if (closing === undefined) return
    const { number } = closing
    void call('closing.reprint', { number, ...(deviceId !== undefined && { deviceId }) }).then((printed) => {
      if (printed.ok) showToast({ tone: 'note', text: t('closings.printed', { number }) })
    })
  }
  if (isElsewhere && closing !== undefined) {
    const paper = t('closings.paper', { number: closing.number })
    return <ChoosePrinter paper={paper} onChoose={print} onClose={() => setElsewhere(false)} />
  }
  return (
    <StepDialog
      step={t('day.title')}
      title={t('closings.title')}
      keys={{
        Enter: () => print(),
        Escape: close,
        ArrowUp: () => show(index - 1),
        ArrowDown: () => show(index + 1),
        ...(hasOthers && { P: () => setElsewhere(true) }),
      }}
      onceKeys={['Enter']}
      onClose={close}
      footer={
        <Foot closing={closing} onPrint={() => print()} onElsewhere={hasOthers ? () => setElsewhere(true) : null} />
      }
    >
      {closings?.length === 0 && <p className="muted">{t('closings.none')}</p>}
      <div className={styles.closings}>
        <ul aria-label={t('closings.title')}>
          {(closings ?? []).map((each, place) => (
            <Row key={each.number} closing={each} selected={place === index} onSelect={() => show(place)} />
          ))}
        </ul>
        {ticket !== null && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
          <section className={styles.report} tabIndex={0} aria-label={t('history.preview')}>
            <TicketPaper ticket={ticket} label={t('closings.paper', { number: closing?.number ?? '' })} />
          </section>
        )}
      </div>
    </StepDialog>
  )
}

function Foot({
  closing,
  onPrint,
  onElsewhere,
}: {
  readonly closing: ClosingView | undefined
  readonly onPrint: () => void
  readonly onElsewhere: (() => void) | null
}) {
  const { t } = useTranslation()
  return (
    <BackAnd words={t('action.close')} onBack={close}>
      {onElsewhere && (
        <Key look="button" keyName="P" onPress={onElsewhere}>
          {t('papers.elsewhere')}
        </Key>
      )}
      <Key
        look="primary"
        keyName={t('key.enter')}
        closed={closing === undefined ? t('closings.none') : null}
        onPress={onPrint}
      >
        <Icon name="print" />
        {t('action.reprint')}
      </Key>
    </BackAnd>
  )
}

function Row({
  closing,
  selected,
  onSelect,
}: {
  readonly closing: ClosingView
  readonly selected: boolean
  readonly onSelect: () => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { number, businessDate, ticketCount, turnoverMinor, currency } = closing
  const row = useInView<HTMLLIElement>(selected)
  return (
    <li ref={row}>
      <Key look="quiet" className={styles.closing} pressed={selected} onPress={onSelect}>
        <span className="grow">
          <b>{longDate(businessDate, locale)}</b>
          <small className="muted sm">
            {number} · {t('day.tickets', { count: ticketCount })}
          </small>
        </span>
        <b className="nowrap">{formatAmount(turnoverMinor, currency)}</b>
      </Key>
    </li>
  )
}

/** A page at a time, as far as somebody looks. */
function useClosings() {
  const [closings, setClosings] = useState<readonly ClosingView[] | null>(null)
  const [more, setMore] = useState(true)
  const [before, setBefore] = useState<string | null>(null)
  useEffect(() => {
    let left = false
    void call('closing.list', before === null ? {} : { beforeNumber: before }).then((page) => {
      if (left) return
      setClosings((known) => [...(known ?? []), ...(page.ok ? page.value.closings : [])])
      setMore(page.ok && page.value.more)
    })
    return () => {
      left = true
    }
  }, [before])
  const last = closings?.at(-1)?.number ?? null
  return { closings, older: () => more && last !== null && setBefore(last) }
}

function useReport(number: string | null): LaidOutTicket | null {
  const [ticket, setTicket] = useState<LaidOutTicket | null>(null)
  useEffect(() => {
    if (number === null) return
    let left = false
    void call('closing.preview', { number }).then((preview) => {
      if (!left) setTicket(preview.ok ? preview.value.ticket : null)
    })
    return () => {
      left = true
    }
  }, [number])
  return ticket
}
