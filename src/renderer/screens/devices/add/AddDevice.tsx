import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { deviceKindSchema } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { StepDialog } from '../../../components/StepDialog.tsx'
import { useScreenStore } from '../../../state/screen-store.ts'
import { useSlice } from '../../../state/till-store.ts'
import styles from './add-device.module.css'
import { ChooseKind } from './ChooseKind.tsx'
import { ChoosePlace } from './ChoosePlace.tsx'
import { NameFound } from './NameFound.tsx'
import { Proofs } from './Proofs.tsx'
import { type AddDeviceSteps, type Draft, STEPS, useAddDevice } from './use-add-device.ts'

const close = () => useScreenStore.setState({ panel: null })

/** A device in four steps: what it is, where it hangs, who answered and its name, and proofs that may be skipped. */
export function AddDevice({ onAdded }: { readonly onAdded: (deviceId: string) => void }) {
  const steps = useAddDevice(onAdded)
  const { draft } = steps
  if (draft.step === 'proofs' && draft.deviceId !== null) {
    return <Proofs kind={draft.kind} deviceId={draft.deviceId} step={draft.step} onClose={close} />
  }
  return <BeforeAdding steps={steps} />
}

/** `Ajouter un TPE · étape 3 sur 4`. */
export function useStepWords(kind: Draft['kind'], step: Draft['step']): string {
  const { t } = useTranslation()
  const name = step === 'kind' ? t('devices.add') : t(`add.title.${kind}`)
  return t('add.step', { name, step: STEPS.indexOf(step) + 1, steps: STEPS.length })
}

function BeforeAdding({ steps }: { readonly steps: AddDeviceSteps }) {
  const { t } = useTranslation()
  const { draft, change, back } = steps
  const { step, kind, askedAtMs } = draft
  const isFirst = step === 'kind'
  const goOn = isFirst
    ? () => change({ step: 'endpoint', found: null, place: '' })
    : step === 'endpoint'
      ? steps.probe
      : steps.add
  const kinds = deviceKindSchema.options
  const beside = (by: number) => kinds[(kinds.indexOf(kind) + by + kinds.length) % kinds.length] ?? kind
  return (
    <StepDialog
      step={useStepWords(kind, step)}
      title={t(`add.${step}.${kind}`)}
      keys={{
        Enter: goOn,
        Escape: isFirst ? close : back,
        ...(isFirst
          ? { ArrowUp: () => change({ kind: beside(-1) }), ArrowDown: () => change({ kind: beside(1) }) }
          : {}),
      }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={isFirst ? close : back}>
            <Icon name="chevron-left" />
            {isFirst ? t('action.close') : t('action.back')}
          </Key>
          <span className="grow" />
          {/* Another key for each step: the one without a field takes the focus, so that Enter never finds the close. */}
          <Key
            key={step}
            look="primary"
            autoFocus={isFirst}
            keyName={t('key.enter')}
            closed={askedAtMs === null ? null : t('closed.deviceWork')}
            onPress={goOn}
          >
            <Icon name={step === 'endpoint' ? 'search' : step === 'found' ? 'plus' : 'arrow'} />
            {t(`add.goOn.${step}`)}
          </Key>
        </>
      }
    >
      {isFirst && <ChooseKind kind={kind} onKind={(chosen) => change({ kind: chosen })} />}
      {step === 'endpoint' && <ChoosePlace draft={draft} onChange={change} />}
      {step === 'found' && <NameFound draft={draft} onChange={change} />}
      <Problem draft={draft} />
    </StepDialog>
  )
}

/** One sentence: what happened, then what to do. */
function Problem({ draft: { problem } }: { readonly draft: Draft }) {
  const { locale } = useSlice('till')
  const box = useRef<HTMLDivElement>(null)
  // Below a long form it would not be seen.
  useEffect(() => {
    if (problem !== null) box.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  if (problem === null) return <div role="alert" />
  return (
    <div ref={box} role="alert" className={styles.problem}>
      <Icon name="warning" />
      <span>{'failure' in problem ? errorSentence(problem.failure, locale) : problem.text}</span>
    </div>
  )
}
