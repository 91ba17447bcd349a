import { useTranslation } from 'react-i18next'
import type { PrintJobView } from '#contract/views/sale-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { PAPER_ICONS, PAPER_LOOKS, stateWords } from './paper-looks.ts'
import { needsLook, paperState, printerOf } from './paper-state.ts'
import styles from './papers.module.css'

/** Opens the list of papers that are not out for certain, at one of them. */
export const openPapers = (paperId: string | null) => useScreenStore.setState({ panel: 'papers', paperId })

/** What a printer is believed by that did not answer for the paper itself: worth saying beside "printed". */
const SECOND_HAND = ['status', 'spooler'] as const

/** One paper of a ticket: what it is, what became of it, and where, if that is worth saying. */
export function PaperLine({ job, number }: { readonly job: PrintJobView; readonly number: string }) {
  const { t } = useTranslation()
  const status = useSlice('status')
  const state = paperState(job, status)
  const isElsewhere = job.deviceId !== undefined && status.otherPrinters.length > 0
  const details = [
    job.printedOn?.isStandIn
      ? t('papers.printedOn', { printer: job.printedOn.alias })
      : isElsewhere && printerOf(job, status).alias,
    state === 'printed' && SECOND_HAND.some((by) => by === job.confirmedBy) && t(`confirmation.${job.confirmedBy}`),
    job.decidedBy && t('papers.decidedBy', { name: job.decidedBy }),
  ].filter(Boolean)
  return (
    <li className={styles.line}>
      <Icon name={PAPER_ICONS[job.kind] ?? 'receipt'} />
      <span className="grow">
        {t(`job.${job.kind}`, { number })}
        {details.length > 0 && <small className="muted sm">{details.join(' · ')}</small>}
      </span>
      <Badge {...PAPER_LOOKS[state]}>{stateWords(t, job, state)}</Badge>
    </li>
  )
}

/** A paper that comes out once the customer asks for it. */
export function WaitingLine({ kind, number }: Pick<PrintJobView, 'kind'> & { readonly number: string }) {
  const { t } = useTranslation()
  return (
    <li className={styles.line}>
      <Icon name={PAPER_ICONS[kind] ?? 'receipt'} />
      <span className="grow">{t(`job.${kind}`, { number })}</span>
      <Badge tone="plain" icon="clock">
        {t('papers.onRequest')}
      </Badge>
    </li>
  )
}

/** The way to the list, where one of these papers wants a look; nothing where all is well. */
export function LookAtPapers({ jobs }: { readonly jobs: readonly PrintJobView[] }) {
  const { t } = useTranslation()
  const status = useSlice('status')
  const first = jobs.find((job) => needsLook(job, paperState(job, status)))
  if (first === undefined) return null
  return (
    <Key look="button" className={`${keys.small} ${keys.block}`} onPress={() => openPapers(first.id)}>
      <Icon name="print" />
      {t('papers.open')}
    </Key>
  )
}

/** The papers of a finished or waiting ticket of which something is to be said: all that did not simply come out. */
export function PaperStates({ jobs, number }: { readonly jobs: readonly PrintJobView[]; readonly number: string }) {
  const { t } = useTranslation()
  const told = jobs.filter(({ kind, state, printedOn, decision, confirmedBy }) => {
    const isPlain = state === 'printed' && decision === undefined && confirmedBy !== 'none'
    return kind !== 'drawer' && (!isPlain || printedOn?.isStandIn)
  })
  if (told.length === 0) return null
  return (
    <div className={styles.states}>
      <ScrolledList className={styles.told} name={t('papers.title')}>
        {told.map((job) => (
          <PaperLine key={job.id} job={job} number={number} />
        ))}
      </ScrolledList>
      <LookAtPapers jobs={told} />
    </div>
  )
}
