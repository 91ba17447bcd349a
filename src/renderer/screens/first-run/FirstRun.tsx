import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { blockingGaps, type SetupGap, setupGaps } from '#contract/setup-gaps.ts'
import { SETUP_STEPS, type SetupStep, type SetupView } from '#contract/views/setup-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CountryStep } from './CountryStep.tsx'
import { AddFirstDevice, DevicesStep } from './DevicesStep.tsx'
import styles from './first-run.module.css'
import { ShopStep } from './ShopStep.tsx'
import { TaxesStep } from './TaxesStep.tsx'
import { TeamStep } from './TeamStep.tsx'
import { TrialStep } from './TrialStep.tsx'
import { type DraftInHand, useDraft } from './use-draft.ts'

export type OpenSetup = Extract<SetupView, { stage: 'draft' }>

const TYPED_STEPS: readonly SetupStep[] = ['shop', 'team']

/** What a step is drawn with. */
export interface StepProps extends DraftInHand {
  readonly setup: OpenSetup
  readonly gaps: readonly SetupGap[]
  readonly onStep: (step: SetupStep) => void
}

/** The first run: seven steps, each of which may be left and comes back as it was. */
export function FirstRun({ setup }: { readonly setup: OpenSetup }) {
  const { training } = useSlice('till')
  const inHand = useDraft(setup.draft)
  const { draft, change, keep } = inHand
  const gaps = setupGaps(draft, setup.people, training)
  const onStep = (step: SetupStep) => {
    change({ step })
    void keep()
  }
  const body = useRef<HTMLDivElement>(null)
  // Who types goes on typing: the first answer of a form is where the hands are.
  useEffect(() => {
    if (TYPED_STEPS.includes(draft.step)) body.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [draft.step])
  const props: StepProps = { ...inHand, setup, gaps, onStep }
  return (
    <main className={styles.firstRun}>
      <Steps current={draft.step} gaps={gaps} onStep={onStep} />
      <section className={styles.work}>
        <StepHead step={draft.step} />
        <div ref={body} className={styles.body}>
          <StepBody key={draft.step} {...props} />
        </div>
      </section>
      <Foot {...props} />
      <AddFirstDevice />
    </main>
  )
}

function StepBody(props: StepProps) {
  switch (props.draft.step) {
    case 'country':
      return <CountryStep {...props} />
    case 'shop':
      return <ShopStep {...props} />
    case 'taxes':
      return <TaxesStep {...props} />
    case 'printer':
    case 'cards':
      return <DevicesStep step={props.draft.step} />
    case 'team':
      return <TeamStep {...props} />
    case 'trial':
      return <TrialStep {...props} />
  }
}

function StepHead({ step }: { readonly step: SetupStep }) {
  const { t } = useTranslation()
  return (
    <div>
      <p className="muted">{t('firstRun.step', { step: SETUP_STEPS.indexOf(step) + 1, steps: SETUP_STEPS.length })}</p>
      <h1>{t(`firstRun.title.${step}`)}</h1>
    </div>
  )
}

/** Where one stands; every step may be gone to at any time. */
function Steps({
  current,
  gaps,
  onStep,
}: {
  readonly current: SetupStep
  readonly gaps: readonly SetupGap[]
  readonly onStep: (step: SetupStep) => void
}) {
  const { t } = useTranslation()
  const place = SETUP_STEPS.indexOf(current)
  return (
    <nav className={styles.side} aria-label={t('firstRun.name')}>
      <div className={styles.brand}>
        <span className={styles.mark}>
          <Icon name="mark" />
        </span>
        <span>
          Comptoir
          <small>{t('firstRun.name')}</small>
        </span>
      </div>
      <ol className={styles.steps}>
        {SETUP_STEPS.map((step, index) => {
          const isDone = index < place && !blockingGaps(gaps).some((gap) => gap.step === step)
          return (
            <li key={step}>
              <Key
                look="quiet"
                className={classNames(styles.step, step === current && styles.now)}
                current={step === current}
                onPress={() => onStep(step)}
              >
                <span className={styles.dot}>{isDone ? <Icon name="check" size="small" /> : index + 1}</span>
                <span className={styles.stepName}>{t(`firstRun.${step}`)}</span>
              </Key>
            </li>
          )
        })}
      </ol>
      <p className={classNames('muted sm', styles.promise)}>{t('firstRun.promise')}</p>
    </nav>
  )
}

function useGoOn({ draft, gaps, onStep, keep }: StepProps) {
  const { t } = useTranslation()
  const place = SETUP_STEPS.indexOf(draft.step)
  const isLast = place === SETUP_STEPS.length - 1
  const [gap] = blockingGaps(gaps).filter(({ step }) => isLast || step === draft.step)
  const closed = gap === undefined ? null : t(`firstRun.gap.${gap.kind}.${gap.field}`)
  const goOn = async () => {
    if (!isLast) return onStep(SETUP_STEPS[place + 1] ?? draft.step)
    if (!(await keep())) return
    if ((await call('setup.finish', {})).ok) goTo('sale')
  }
  const back = () => onStep(SETUP_STEPS[Math.max(0, place - 1)] ?? draft.step)
  return { place, isLast, closed, goOn, back }
}

function Foot(props: StepProps) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  const { devices } = useSlice('devices')
  const { draft } = props
  const { place, isLast, closed, goOn, back } = useGoOn(props)
  const wanted: readonly string[] = draft.step === 'printer' ? ['printer'] : ['pad', 'terminal']
  const isSkipped =
    (draft.step === 'printer' || draft.step === 'cards') && !devices.some(({ kind }) => wanted.includes(kind))
  useKeys({ keys: { Enter: () => void (closed === null && goOn()), Escape: back } }, 'frame')
  const words = isLast
    ? training
      ? 'firstRun.openAndTry'
      : 'firstRun.open'
    : isSkipped
      ? 'firstRun.skip'
      : 'firstRun.goOn'
  return (
    <footer className={styles.foot}>
      <p className={classNames('sm', closed === null ? 'muted' : styles.why)}>{closed ?? t('firstRun.kept')}</p>
      {place > 0 && (
        <Key look="button" className={keys.big} keyName={t('key.escape')} onPress={back}>
          {t('firstRun.back')}
        </Key>
      )}
      <Key look="primary" className={keys.big} keyName={t('key.enter')} closed={closed} onPress={() => void goOn()}>
        {t(words)}
        <Icon name="arrow" />
      </Key>
    </footer>
  )
}
