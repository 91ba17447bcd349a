import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { PaperView } from '#contract/views/paper-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { ChoosePrinter, usePrinters } from './ChoosePrinter.tsx'
import { beginWith, follow, moved, take } from './paper-choice.ts'
import { PAPER_ICONS, PAPER_LOOKS, paperTitle, stateWords } from './paper-looks.ts'
import { heldQuestion, hindrance, isInDoubt, paperState, placeOf, printerAt } from './paper-state.ts'
import styles from './papers.module.css'
import { usePapers } from './use-papers.ts'

const close = () => useScreenStore.setState({ panel: null, paperId: null })

/** What may be done with a paper, by the key that does it. */
type Deeds = Readonly<Partial<Record<'yes' | 'no' | 'again' | 'elsewhere' | 'drop', () => void>>>
const DEED_KEYS = { yes: '1', no: '2', again: '2', elsewhere: '3', drop: 'Delete' } as const

/** A question about one paper, over the list: it was that paper's as long as that one stood so. */
type Step = { readonly kind: 'printer' | 'drop'; readonly state: PaperView['state'] } | null

/** Papers that are not out for certain: what each waits for, and what a person says of it. */
export function PapersPanel() {
  const { t } = useTranslation()
  const { papers: listed, answer, printOn, cancel } = usePapers()
  const papers = listed?.papers ?? []
  const choice = usePaperChoice(listed === null ? null : papers.map(({ id }) => id))
  const [asked, setStep] = useState<Step>(null)
  const printers = usePrinters()
  const status = useSlice('status')
  const paper = papers.find(({ id }) => id === choice.id)
  // Printed, or sent off, before the question was answered: there is nothing to answer any more.
  const step = paper?.state === asked?.state ? asked : null
  if (step !== asked) setStep(step)
  const said = (deed: () => Promise<boolean>) => {
    setStep(null)
    choice.done(deed())
  }
  const isHeld = paper !== undefined && paper.kind !== 'drawer' && paperState(paper, status) === 'sent'
  if (paper !== undefined && step?.kind === 'printer') {
    const send = (deviceId: string) =>
      said(() => (isInDoubt(paper) || isHeld ? answer(paper.id, false, deviceId) : printOn(paper.id, deviceId)))
    return <ChoosePrinter paper={paperTitle(t, paper)} onChoose={send} onClose={() => setStep(null)} />
  }
  if (paper !== undefined && step?.kind === 'drop')
    return <DropPaper paper={paper} onDrop={() => said(() => cancel(paper.id))} onKeep={() => setStep(null)} />
  const own = printers.find(({ id, isDefault }) => (paper?.deviceId === undefined ? isDefault : id === paper.deviceId))
  const deeds = deedsOf(paper, isHeld, {
    yes: () => paper && said(() => answer(paper.id, true)),
    no: () => paper && said(() => answer(paper.id, false)),
    again: own && (() => paper && said(() => printOn(paper.id, own.id))),
    elsewhere: printers.length > 1 ? () => paper && setStep({ kind: 'printer', state: paper.state }) : undefined,
    drop: () => paper && setStep({ kind: 'drop', state: paper.state }),
  })
  return (
    <PaperList
      papers={listed === null ? null : papers}
      total={listed?.total ?? 0}
      chosen={paper}
      deeds={deeds}
      onChoose={choice.take}
      onMove={choice.move}
    />
  )
}

/** The paper in hand, while printers change the list. */
function usePaperChoice(listed: readonly string[] | null) {
  const beginsAt = useScreenStore((state) => state.paperId)
  const [kept, keep] = useState(() => beginWith(beginsAt))
  const choice = listed === null ? kept : follow(kept, listed)
  if (choice !== kept) keep(choice)
  return {
    id: choice.id,
    take: (id: string) => keep(take(id, listed ?? [])),
    move: (by: 1 | -1) => keep(moved(choice, listed ?? [], by)),
    /** It leaves the list by this, unless the till refuses. */
    done: (deed: Promise<boolean>) => {
      const mark = (isDone: boolean) => keep((before) => (before.id === choice.id ? { ...before, isDone } : before))
      mark(true)
      void deed.then((isTaken) => isTaken || mark(false))
    },
  }
}

/** Nothing is asked of a paper that is just being printed, unless its printer holds it up; a drawer goes to no other printer. */
function deedsOf(
  paper: PaperView | undefined,
  isHeld: boolean,
  deeds: Readonly<Record<'yes' | 'no' | 'again' | 'elsewhere' | 'drop', (() => void) | undefined>>,
): Deeds {
  if (paper === undefined || (paper.state === 'sending' && !isHeld)) return {}
  const { yes, no, again, elsewhere, drop } = deeds
  const onward = paper.kind === 'drawer' || elsewhere === undefined ? {} : { elsewhere }
  if (isInDoubt(paper) || isHeld) return { ...(yes && { yes }), ...(no && { no }), ...onward }
  return { ...(paper.state === 'not-printed' && again && { again }), ...onward, ...(drop && { drop }) }
}

interface PaperListProps {
  /** Null until they are known. */
  readonly papers: readonly PaperView[] | null
  readonly total: number
  readonly chosen: PaperView | undefined
  readonly deeds: Deeds
  readonly onChoose: (id: string) => void
  readonly onMove: (by: 1 | -1) => void
}

function PaperList({ papers, total, chosen, deeds, onChoose, onMove }: PaperListProps) {
  const { t } = useTranslation()
  const deedKeys = Object.entries(deeds).map(([deed, act]) => [DEED_KEYS[deed as keyof Deeds], act])
  return (
    <StepDialog
      step={t('papers.text')}
      title={t('papers.title')}
      keys={{
        ...Object.fromEntries(deedKeys),
        ArrowUp: () => onMove(-1),
        ArrowDown: () => onMove(1),
        Escape: close,
      }}
      onceKeys={Object.values(DEED_KEYS)}
      onClose={close}
      footer={<DeedKeys paper={chosen} deeds={deeds} />}
    >
      {papers?.length === 0 && (
        <p className={styles.none}>
          <Icon name="ok" />
          {t('papers.none')}
        </p>
      )}
      {papers !== null && papers.length > 0 && (
        <ul className={styles.papers} aria-label={t('papers.title')}>
          {papers.map((paper) => (
            <PaperRow key={paper.id} paper={paper} isChosen={paper.id === chosen?.id} onChoose={onChoose} />
          ))}
        </ul>
      )}
      {papers !== null && total > papers.length && (
        <p className="muted sm">{t('papers.shown', { shown: papers.length, total })}</p>
      )}
    </StepDialog>
  )
}

interface PaperRowProps {
  readonly paper: PaperView
  readonly isChosen: boolean
  readonly onChoose: (id: string) => void
}

function PaperRow({ paper, isChosen, onChoose }: PaperRowProps) {
  const { t } = useTranslation()
  const status = useSlice('status')
  const state = paperState(paper, status)
  return (
    <li ref={(row) => (isChosen ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}>
      <Key look="quiet" className={styles.row} pressed={isChosen} onPress={() => onChoose(paper.id)}>
        <Icon name={PAPER_ICONS[paper.kind] ?? 'receipt'} />
        <span className={styles.words}>
          <b>{paperTitle(t, paper)}</b>
          <small className="muted sm">
            {[placeOf(paper, status) || t('status.printerAbsent'), dayAndTime(paper.at)].join(' · ')}
          </small>
          {isChosen && <Why paper={paper} />}
        </span>
        <Badge {...PAPER_LOOKS[state]}>{stateWords(t, paper, state)}</Badge>
      </Key>
    </li>
  )
}

/** What is asked about the chosen paper, or what it waits for. */
function Why({ paper }: { readonly paper: PaperView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const status = useSlice('status')
  const cause = hindrance(printerAt(paper, status))
  if (paper.state === 'unknown')
    return <span>{t(paper.kind === 'drawer' ? 'papers.questionDrawer' : 'papers.question')}</span>
  if (paper.state === 'printed') return <span>{t('papers.unconfirmed')}</span>
  if (paper.state === 'not-printed') return <span>{t('papers.failed')}</span>
  if (cause === null) return <span>{t(`papers.${paper.state}`)}</span>
  const why = cause === 'absent' ? t('status.printerAbsent') : errorSentence(cause, locale)
  const isHeld = paper.state === 'sending' && paper.kind !== 'drawer'
  return <span>{isHeld ? `${why} ${t(heldQuestion(cause))}` : why}</span>
}

/** Leaving changes nothing, and holds the focus. */
function DeedKeys({ paper, deeds }: { readonly paper: PaperView | undefined; readonly deeds: Deeds }) {
  const { t } = useTranslation()
  const { yes, no, again, elsewhere, drop } = deeds
  const isDrawer = paper?.kind === 'drawer'
  return (
    <div className={styles.deeds}>
      <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
        {t('action.close')}
      </Key>
      <span className="push" />
      {drop && (
        <Key look="danger" keyName={t('key.delete')} onPress={drop}>
          <Icon name="trash" />
          {t('papers.drop')}
        </Key>
      )}
      {yes && (
        <Key look="button" keyName="1" onPress={yes}>
          <Icon name="check" />
          {t(isDrawer ? 'papers.yesDrawer' : 'papers.yes')}
        </Key>
      )}
      {no && (
        <Key look="button" keyName="2" onPress={no}>
          <Icon name={isDrawer ? 'close' : 'print'} />
          {t(isDrawer ? 'papers.noDrawer' : 'papers.no')}
        </Key>
      )}
      {again && (
        <Key look="button" keyName="2" onPress={again}>
          <Icon name="print" />
          {t('action.reprint')}
        </Key>
      )}
      {elsewhere && (
        <Key look="button" keyName="3" onPress={elsewhere}>
          <Icon name="print" />
          {t('papers.elsewhere')}
        </Key>
      )}
      {no && !isDrawer && <p className="muted sm">{t('history.duplicate')}</p>}
    </div>
  )
}

function DropPaper({
  paper,
  onDrop,
  onKeep,
}: {
  readonly paper: PaperView
  readonly onDrop: () => void
  readonly onKeep: () => void
}) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('papers.dropTitle')}
      keep={t('papers.keep')}
      onKeep={onKeep}
      deed={{ words: t('papers.drop'), icon: 'trash', onConfirm: onDrop }}
    >
      {t('papers.dropText', { paper: paperTitle(t, paper) })}
    </ConfirmDialog>
  )
}
