import type { TFunction } from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { Button } from '../components/Button.tsx'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { openPapers } from '../screens/papers/PaperStates.tsx'
import { hindrance } from '../screens/papers/paper-state.ts'
import { showToast } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'
import { clockTime } from '../words/shop-time.ts'
import styles from './app.module.css'

type Printers = Pick<StatusView, 'printer' | 'otherPrinters'>

interface PrinterWords {
  readonly text: string
  readonly icon: IconName
  /** `attention`: something stands. `bad`: nobody knows of a paper. Null: all is well. */
  readonly mark: 'attention' | 'bad' | null
}

/** The one thing about all printers that a person must know first. */
function printerWords(t: TFunction, { printer, otherPrinters }: Printers): PrinterWords {
  if (printer.state === 'absent') return { text: t('status.printerAbsent'), icon: 'warning', mark: 'attention' }
  if (hindrance(printer) !== null)
    return { text: t('status.printerStopped', { count: printer.queuedJobs }), icon: 'warning', mark: 'attention' }
  const unknown = otherPrinters.reduce((sum, { unknownJobs }) => sum + unknownJobs, printer.unknownJobs)
  if (unknown > 0) return { text: t('status.papersUnknown', { number: unknown }), icon: 'unknown', mark: 'bad' }
  const stopped = otherPrinters.find((other) => other.queuedJobs > 0 && hindrance(other) !== null)
  if (stopped !== undefined) {
    const { alias, queuedJobs } = stopped
    return { text: t('status.otherPrinter', { alias, number: queuedJobs }), icon: 'warning', mark: 'attention' }
  }
  const { lastPrintedAt } = printer
  const text =
    lastPrintedAt === null ? t('status.printerReady') : t('status.printed', { time: clockTime(lastPrintedAt) })
  return { text, icon: 'print', mark: null }
}

/** The printers in the status bar; a press opens the papers that are not out for certain. */
export function PrinterStatus({ quietClass }: { readonly quietClass: string | undefined }) {
  const { t } = useTranslation()
  const { text, icon, mark } = printerWords(t, useSlice('status'))
  usePrinterNotices()
  useStandInNotices()
  return (
    <Button
      className={classNames(styles.figures, mark === null ? quietClass : styles[mark])}
      onPress={() => openPapers(null)}
    >
      <Icon name={icon} size="small" />
      <span>{text}</span>
    </Button>
  )
}

/** A paper that came out of another printer than usual is not found by looking at the usual one. */
function useStandInNotices(): void {
  const { t } = useTranslation()
  const lastSale = useSlice('lastSale')
  const told = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const jobs = (lastSale?.printJobs ?? []).filter(({ printedOn }) => printedOn?.isStandIn)
    const before = told.current
    told.current = new Set(jobs.map(({ id }) => id))
    const fresh = before === null ? undefined : jobs.find(({ id }) => !before.has(id))
    if (fresh === undefined) return
    const paper = t(`job.${fresh.kind}`, { number: lastSale?.number })
    showToast({ tone: 'note', text: `${paper} · ${t('papers.printedOn', { printer: fresh.printedOn?.alias })}` })
  }, [lastSale, t])
}

/** A kitchen that stops while it has papers, or loses one, is told once: nobody at the till sees or hears that printer. */
function usePrinterNotices(): void {
  const { otherPrinters } = useSlice('status')
  const { locale } = useSlice('till')
  const told = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const troubles = otherPrinters.flatMap((printer) => {
      const { deviceId, alias, failure, queuedJobs, unknownJobs } = printer
      const isStopped = queuedJobs > 0 && hindrance(printer) !== null
      return failure !== null && (isStopped || unknownJobs > 0)
        ? [{ name: `${deviceId} ${failure.code}`, text: `${alias}: ${errorSentence(failure, locale)}` }]
        : []
    })
    const before = told.current
    told.current = new Set(troubles.map(({ name }) => name))
    const fresh = before === null ? undefined : troubles.find(({ name }) => !before.has(name))
    if (fresh !== undefined) showToast({ tone: 'note', text: fresh.text })
  }, [otherPrinters, locale])
}
