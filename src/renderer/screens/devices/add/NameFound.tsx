import { useTranslation } from 'react-i18next'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import { Banner } from '../../../components/Banner.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { PadRows } from '../../../components/PadRows.tsx'
import { useSlice } from '../../../state/till-store.ts'
import { stepSeconds } from '../../../words/figures.ts'
import { readingWords } from '../../../words/weights.ts'
import { Facts, PadKeys, padFacts } from '../DeviceFacts.tsx'
import { ALIAS_LENGTH_MAX } from '../DeviceName.tsx'
import styles from './add-device.module.css'
import { TerminalModels } from './TerminalFields.tsx'
import type { Columns, Draft, Found } from './use-add-device.ts'

const COLUMNS: readonly Columns[] = [32, 42, 48]

/** Who answered, and what people will call it. */
export function NameFound({
  draft,
  onChange,
}: {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation()
  if (draft.found === null) return null
  return (
    <div className={styles.place}>
      <Answer found={draft.found} />
      <div className={styles.naming}>
        <label className={styles.field}>
          <span>{t(`add.nameOf.${draft.kind}`)}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={ALIAS_LENGTH_MAX}
            // biome-ignore lint/a11y/noAutofocus: the step is there to type it
            autoFocus
            value={draft.alias}
            onChange={(event) => onChange({ alias: event.target.value })}
          />
        </label>
        {draft.found.baudRate !== undefined && (
          <p className="muted sm">{t('add.answeredAt', { baudRate: draft.found.baudRate })}</p>
        )}
        {draft.kind === 'terminal' && <TerminalModels draft={draft} onChange={onChange} />}
        {draft.kind === 'printer' && (
          <fieldset className={styles.columns}>
            <legend>{t('fact.columns')}</legend>
            {COLUMNS.map((columns) => (
              <Key
                key={columns}
                look="button"
                className={keys.small}
                pressed={columns === draft.columns}
                onPress={() => onChange({ columns })}
              >
                {columns}
              </Key>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  )
}

function Answer({ found }: { readonly found: Found }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const took = t('step.seconds', { seconds: stepSeconds(found.durationMs, locale) })
  if (found.kind === 'printer') {
    const { answers, paper, coverOpen, confirmation } = found.printer
    return (
      <div className={styles.answer}>
        <Banner
          tone={answers ? 'ok' : 'warn'}
          icon={answers ? 'ok' : 'warning'}
          title={t(answers ? 'add.printerAnswers' : 'add.printerSilent')}
          aside={took}
        >
          {answers ? null : t('add.printerSilentText')}
        </Banner>
        <Facts
          facts={[
            ['fact.paper', t(`paper.${paper}`)],
            ['fact.cover', coverOpen === null ? '–' : t(coverOpen ? 'cover.open' : 'cover.closed')],
            ['fact.confirmation', confirmation === undefined ? '–' : t(`confirmation.${confirmation}`)],
          ]}
        />
      </div>
    )
  }
  if (found.kind === 'display') {
    return (
      <div className={styles.answer}>
        <Banner tone="warn" icon="info" title={t('add.displaySent')} aside={took}>
          {t('add.displaySentText')}
        </Banner>
        <PadRows rows={found.display.rows} columns={20} />
      </div>
    )
  }
  if (found.kind === 'scale') return <ScaleAnswer reading={found.scale.reading} took={took} />
  if (found.kind === 'terminal') {
    const { protocolVersion, terminalId } = found.terminal
    return (
      <div className={styles.answer}>
        <Banner tone="ok" icon="ok" title={t('add.terminalAnswers')} aside={took}>
          {t('add.terminalAnswersText')}
        </Banner>
        <Facts
          facts={[
            ['fact.protocol', protocolVersion],
            ['fact.terminalId', terminalId ?? '–'],
          ]}
        />
      </div>
    )
  }
  const { pad } = found
  return (
    <div className={styles.answer}>
      <Banner tone="ok" icon="ok" title={`${pad.maker} ${pad.model}`.trim()} aside={took}>
        {pad.keys.some(({ isTest }) => isTest) ? t('add.testKeys') : t('add.padAnswers')}
      </Banner>
      <Facts facts={padFacts(t, pad)} />
      <PadKeys pad={pad} />
    </div>
  )
}

function ScaleAnswer({ reading, took }: { readonly reading: ScaleReading; readonly took: string }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <div className={styles.answer}>
      <Banner tone="ok" icon="ok" title={t('add.scaleAnswers')} aside={took}>
        {t('add.scaleAnswersText')}
      </Banner>
      <Facts facts={[['fact.onScale', readingWords(t, reading, locale)]]} />
    </div>
  )
}
