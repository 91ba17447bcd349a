import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { SETUP_STEPS, type SetupStep } from '#contract/views/setup-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import type { OpenSetup, StepProps } from './FirstRun.tsx'
import styles from './first-run.module.css'
import { TextField } from './TextField.tsx'

/** What was answered, in one look, and a copy of the key that signs the tickets. */
export function TrialStep({ setup, gaps, onStep }: StepProps) {
  const { t } = useTranslation()
  const steps = SETUP_STEPS.slice(0, -1)
  const { devices } = useSlice('devices')
  const isSkipped = (step: SetupStep) =>
    (step === 'printer' && !devices.some(({ kind }) => kind === 'printer')) ||
    (step === 'cards' && !devices.some(({ kind }) => kind === 'pad' || kind === 'terminal'))
  return (
    <div className={styles.twoSides}>
      <section className="card" aria-label={t('firstRun.answers')}>
        <ul className={styles.answers}>
          {steps.map((step) => {
            const [gap] = gaps.filter((each) => each.step === step).toSorted((one) => (one.kind === 'later' ? 1 : -1))
            const tone = isSkipped(step) ? 'plain' : gap === undefined ? 'ok' : gap.kind === 'later' ? 'warn' : 'err'
            return (
              <li key={step}>
                <Key look="quiet" className={styles.answer} onPress={() => onStep(step)}>
                  <span className="grow">
                    <b>{t(`firstRun.${step}`)}</b>
                    {gap && (
                      <small>
                        {gap.kind === 'later' ? t('firstRun.later') : t(`firstRun.gap.${gap.kind}.${gap.field}`)}
                      </small>
                    )}
                  </span>
                  <Badge tone={tone} icon={tone === 'ok' ? 'ok' : tone === 'plain' ? 'off' : 'warning'}>
                    {t(`firstRun.state.${tone}`)}
                  </Badge>
                </Key>
              </li>
            )
          })}
        </ul>
      </section>
      <KeyCopy setup={setup} />
    </div>
  )
}

/** The fiscal key outside this machine: without it a chain that has lost its machine can only be begun anew. */
function KeyCopy({ setup }: { readonly setup: OpenSetup }) {
  const { t } = useTranslation()
  const [folder, setFolder] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const closed =
    folder.trim() === ''
      ? t('firstRun.key.noFolder')
      : passphrase.length < LIMITS.passphraseCharactersMin
        ? t('firstRun.key.short', { least: LIMITS.passphraseCharactersMin })
        : passphrase !== again
          ? t('firstRun.key.differ')
          : busy
            ? t('firstRun.key.busy')
            : null
  const copy = async () => {
    setBusy(true)
    const copied = await call('setup.exportKey', { folder: folder.trim(), passphrase })
    setBusy(false)
    if (copied.ok) {
      setPassphrase('')
      setAgain('')
    }
  }
  // What is being typed here is not the end of the first run.
  useKeys({ keys: folder + passphrase === '' ? {} : { Enter: () => void (closed === null && copy()) } })
  return (
    <section className={classNames('card', styles.keyCopy)} aria-label={t('firstRun.key.title')}>
      <h2>{t('firstRun.key.title')}</h2>
      <p className="muted sm">{t('firstRun.key.text')}</p>
      {setup.keyCopy !== null && (
        <p className={styles.copied}>
          <Icon name="ok" size="small" />
          <span>{t('firstRun.key.done', { path: setup.keyCopy.path })}</span>
        </p>
      )}
      <TextField
        label={t('firstRun.key.folder')}
        value={folder}
        lengthMax={400}
        onType={setFolder}
        testId="key-folder"
      />
      <TextField
        label={t('firstRun.key.passphrase')}
        value={passphrase}
        lengthMax={128}
        secret
        onType={setPassphrase}
        testId="key-passphrase"
        hint={t('firstRun.key.short', { least: LIMITS.passphraseCharactersMin })}
      />
      <TextField
        label={t('firstRun.key.again')}
        value={again}
        lengthMax={128}
        secret
        onType={setAgain}
        testId="key-again"
      />
      <Key look="button" closed={closed} onPress={() => void copy()}>
        <Icon name="shield" />
        {t('firstRun.key.copy')}
      </Key>
    </section>
  )
}
