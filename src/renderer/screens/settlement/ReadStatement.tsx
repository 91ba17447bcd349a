import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { StatementReport } from '#contract/views/settlement-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayMonth } from './row-looks.ts'
import styles from './settlement.module.css'
import type { StatementDraft, StatementSteps } from './use-settlement.ts'

/** A file is chosen or let fall, looked at line by line, and kept only when a person says so. */
export function ReadStatement({ statement }: { readonly statement: StatementSteps }) {
  const { t } = useTranslation()
  const { draft, choose, keep, close } = statement
  const field = useRef<HTMLInputElement>(null)
  const browse = () => field.current?.click()
  const { report } = draft
  const closed = closedBecause(draft)
  const goOn = () =>
    report === null ? browse() : closed === null ? keep() : showToast({ tone: 'closed', text: t(closed) })
  return (
    <StepDialog
      step={t('settlement.step', { step: report === null ? 1 : 2 })}
      title={report === null ? t('settlement.chooseTitle') : t('settlement.lookTitle')}
      keys={{ Enter: goOn, Escape: close }}
      onClose={close}
      footer={
        <BackAnd words={t('settlement.keepNothing')} onBack={close}>
          {report !== null && (
            <Key look="button" onPress={browse}>
              {t('settlement.otherFile')}
            </Key>
          )}
          {/* The same key through both steps, so that it keeps the focus when the file is chosen. */}
          <Key
            look="primary"
            autoFocus
            keyName={t('key.enter')}
            closed={closed === null ? null : t(closed)}
            onPress={goOn}
          >
            <Icon name={report === null ? 'search' : 'check'} />
            {t(report === null ? 'settlement.choose' : 'settlement.keep')}
          </Key>
        </BackAnd>
      }
    >
      <input
        ref={field}
        type="file"
        hidden
        aria-label={t('settlement.choose')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) choose(file)
          event.target.value = ''
        }}
      />
      {report === null ? (
        <p className={styles.dropZone}>
          <Icon name="download" size="large" />
          <span>
            <b>{t('settlement.drop')}</b>
            <small className="muted sm">{t('settlement.dropHint')}</small>
          </span>
        </p>
      ) : (
        <Report report={report} fileName={draft.file?.name ?? ''} />
      )}
      <Problem draft={draft} />
    </StepDialog>
  )
}

/** Why nothing of this file can be kept, by the key of its sentence. */
function closedBecause({ report, isAsking }: StatementDraft): string | null {
  if (isAsking) return 'closed.deviceWork'
  if (report === null) return null
  if (report.isKnownFile) return 'settlement.knownFile'
  return report.remittances.count + report.fees.count === 0 ? 'settlement.noCardLine' : null
}

function Report({ report, fileName }: { readonly report: StatementReport; readonly fileName: string }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { remittances, fees, others, othersCount, knownCount, from, to } = report
  const facts: readonly (readonly [key: string, value: string])[] = [
    ['settlement.file', `${fileName} · ${t('settlement.period', { from: dayMonth(from), to: dayMonth(to) })}`],
    ['settlement.remittances', `${remittances.count} · ${formatAmount(remittances.amountMinor, currency)}`],
    ['settlement.fees', `${fees.count} · ${formatAmount(fees.amountMinor, currency)}`],
    ['settlement.known', String(knownCount)],
  ]
  return (
    <div className={styles.report}>
      <dl className={styles.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('settlement.others', { count: othersCount })}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.others} tabIndex={0} aria-label={t('settlement.others', { count: othersCount })}>
        <ul>
          {others.map(({ line, bookedOn, label, amountMinor }) => (
            <li key={line}>
              <span className="muted">{t('settlement.line', { line })}</span>
              <span>{dayMonth(bookedOn)}</span>
              <span className="grow">{label}</span>
              <span className="num">
                {amountMinor === null ? t('settlement.otherCurrency') : formatAmount(amountMinor, currency)}
              </span>
            </li>
          ))}
          {othersCount > others.length && (
            <li className="muted">{t('settlement.othersMore', { count: othersCount - others.length })}</li>
          )}
        </ul>
      </section>
    </div>
  )
}

/** One sentence: what happened, then what to do. */
function Problem({ draft: { failure, report } }: { readonly draft: StatementDraft }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const note = report?.isKnownFile ? t('settlement.knownFile') : null
  if (failure === null && note === null) return <div role="alert" />
  return (
    <div role="alert" className={styles.problem}>
      <Icon name="warning" />
      <span>{failure === null ? note : errorSentence(failure, locale)}</span>
    </div>
  )
}
