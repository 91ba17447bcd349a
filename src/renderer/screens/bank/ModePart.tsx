import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankView, Mode } from '#contract/views/bank-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useMay } from '../../state/allowed.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { TextField } from '../first-run/TextField.tsx'
import styles from './bank.module.css'
import { chooseMode } from './use-bank.ts'

/** From training to live selling and back: what there must be first, a word that is typed, and what follows. */
export function ModePart({ view, onChanged }: { readonly view: BankView; readonly onChanged: () => Promise<void> }) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  const setup = useSlice('setup')
  const may = useMay('switch-training')
  const isAsking = useScreenStore(({ panel }) => panel === 'choose-mode')
  // In the first run the question lies over the bank's own dialog.
  const keep = () => useScreenStore.setState({ panel: setup?.stage === 'draft' ? 'bank' : null })
  const wanted: Mode = training ? 'live' : 'training'
  const isChosen = view.nextMode === wanted
  const lacking = view.needs.find(({ met }) => !met)
  const closed =
    may || setup?.stage === 'draft'
      ? lacking === undefined
        ? null
        : t(`bank.need.${lacking.need}.lacking`)
      : t('bank.keeperOnly')
  const choose = async (mode: Mode) => {
    keep()
    if (await chooseMode(mode)) await onChanged()
  }
  return (
    <section className={classNames('card', styles.part)} aria-label={t(`bank.to.${wanted}`)}>
      <h2>{t(`bank.to.${wanted}`)}</h2>
      {view.modeFixed !== null ? (
        <Banner tone="acc" icon="info" title={t('bank.modeFixed')}>
          {t(`bank.modeFixedText.${view.modeFixed}`)}
        </Banner>
      ) : isChosen ? (
        <>
          <Banner tone="warn" icon="warning" title={t('bank.restart')}>
            {t(`bank.restartText.${wanted}`)}
          </Banner>
          <Key look="button" onPress={() => void choose(training ? 'training' : 'live')}>
            <Icon name="back" />
            {t(`bank.stay.${wanted}`)}
          </Key>
        </>
      ) : (
        <>
          <p className="muted sm">{t(`bank.toText.${wanted}`)}</p>
          <ul className={styles.needs}>
            {view.needs.map(({ need, met }) => (
              <li key={need} className={met ? styles.passed : styles.waiting}>
                <span className={styles.dot}>
                  <Icon name={met ? 'check' : 'more'} size="small" />
                </span>
                <span>{t(met ? `bank.need.${need}.met` : `bank.need.${need}.lacking`)}</span>
              </li>
            ))}
          </ul>
          <Key look="button" closed={closed} onPress={() => useScreenStore.setState({ panel: 'choose-mode' })}>
            <Icon name={training ? 'coins' : 'training'} />
            {t(`bank.to.${wanted}`)}
          </Key>
        </>
      )}
      {isAsking && <AskMode wanted={wanted} onKeep={keep} onChoose={() => void choose(wanted)} />}
    </section>
  )
}

/** Selling is never confused with learning: the word is typed, and until then to keep things as they are is the answer. */
function AskMode({
  wanted,
  onKeep,
  onChoose,
}: {
  readonly wanted: Mode
  readonly onKeep: () => void
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [typed, setTyped] = useState('')
  const asked = useRef<HTMLDivElement>(null)
  useEffect(() => asked.current?.querySelector('input')?.focus(), [])
  const word = t(`bank.word.${wanted}`)
  const isTyped = typed.trim().toLocaleUpperCase(locale) === word.toLocaleUpperCase(locale)
  const closed = isTyped ? null : t('bank.typeWord', { word })
  return (
    <StepDialog
      step={t('bank.nextStart')}
      title={t(`bank.ask.${wanted}`)}
      keys={{ Escape: onKeep, Enter: () => isTyped && onChoose() }}
      onceKeys={['Enter']}
      onClose={onKeep}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} className="push" onPress={onKeep}>
            {t(`bank.stay.${wanted}`)}
          </Key>
          <Key look="danger" keyName={t('key.enter')} closed={closed} onPress={onChoose}>
            {t(`bank.to.${wanted}`)}
          </Key>
        </>
      }
    >
      <div ref={asked} className={styles.asked}>
        <ul>
          {(['folder', 'shop', 'bank'] as const).map((line) => (
            <li key={line}>{t(`bank.askText.${wanted}.${line}`)}</li>
          ))}
        </ul>
        <TextField
          label={t('bank.typeWord', { word })}
          value={typed}
          lengthMax={20}
          onType={setTyped}
          testId="bank-word"
        />
      </div>
    </StepDialog>
  )
}
