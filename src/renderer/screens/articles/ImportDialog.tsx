import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { COLUMN_WORDS } from '#contract/import-words.ts'
import {
  CELL_SEPARATORS,
  type ColumnUse,
  DECIMAL_MARKS,
  type ImportFileView,
  type ImportReport,
  PRODUCT_COLUMNS,
  TEXT_ENCODINGS,
} from '#contract/views/import-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { ProgressLine } from '../../components/ProgressLine.tsx'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures } from '../../words/figures.ts'
import styles from './articles.module.css'
import type { ImportStep, ImportSteps } from './use-import.ts'

const STEPS: readonly ImportStep[] = ['choose', 'columns', 'checked', 'done']

/** A file is chosen, understood, checked, and only then imported, while the till sells. */
export function ImportDialog({ steps }: { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { running } = useSlice('articleWork')
  const { draft, close } = steps
  const field = useRef<HTMLInputElement>(null)
  const browse = () => field.current?.click()
  const isBusy = running !== null || draft.sent !== null
  const forward: Readonly<Record<ImportStep, () => void>> = {
    choose: browse,
    columns: steps.check,
    checked: steps.importNow,
    done: close,
  }
  const closed = isBusy ? t('closed.deviceWork') : whyClosed(draft.step, draft.report, t)
  const goOn = () => (closed === null ? forward[draft.step]() : showToast({ tone: 'closed', text: closed }))
  return (
    <StepDialog
      step={t('articles.step', { step: STEPS.indexOf(draft.step) + 1, steps: STEPS.length })}
      title={t(`articles.title.${draft.step}`)}
      keys={{ Enter: goOn, Escape: close }}
      onClose={close}
      footer={
        <BackAnd words={t('action.close')} onBack={close}>
          {draft.step === 'checked' && (
            <Key look="button" closed={isBusy ? t('closed.deviceWork') : null} onPress={() => void writeProblems(t)}>
              <Icon name="download" />
              {t('articles.writeProblems')}
            </Key>
          )}
          <Key look="primary" autoFocus keyName={t('key.enter')} closed={closed} onPress={goOn}>
            <Icon name={draft.step === 'choose' ? 'search' : 'check'} />
            {t(`articles.next.${draft.step}`)}
          </Key>
        </BackAnd>
      }
    >
      <input
        ref={field}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        hidden
        aria-label={t('articles.next.choose')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) steps.choose(file)
          event.target.value = ''
        }}
      />
      <StepBody steps={steps} />
    </StepDialog>
  )
}

/** What the step shows, or how far the till is with it. */
function StepBody({ steps }: { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { running } = useSlice('articleWork')
  const { step, view, report, failure, sent } = steps.draft
  return (
    <>
      <div role="alert" className={failure === null ? undefined : styles.problem}>
        {failure !== null && errorSentence(failure, locale)}
      </div>
      {sent !== null && <ProgressLine label={t('articles.sending')} done={sent.done} total={sent.total} />}
      {running !== null && <Running />}
      {running === null && step === 'choose' && <p className={styles.hint}>{t('articles.chooseHint')}</p>}
      {running === null && step === 'columns' && view !== null && <Columns view={view} steps={steps} />}
      {running === null && report !== null && (step === 'checked' || step === 'done') && <Report report={report} />}
    </>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

function whyClosed(step: ImportStep, report: ImportReport | null, t: Words): string | null {
  if (step !== 'checked' || report === null) return null
  return report.counts.added + report.counts.changed === 0 ? t('closed.nothingToImport') : null
}

async function writeProblems(t: Words): Promise<void> {
  const written = await call('articles.writeProblems', {})
  if (written.ok) showToast({ tone: 'note', text: t('articles.problemsWritten', { path: written.value.path }) })
}

/** How far it is, how fast, and what is left of it. */
export function Running() {
  const { t } = useTranslation()
  const { running } = useSlice('articleWork')
  if (running === null) return null
  const { kind, done, total, rowsPerSecond, secondsLeft } = running
  return (
    <div className={styles.running}>
      <b>{t(`articles.running.${kind}`)}</b>
      <ProgressLine label={t(`articles.running.${kind}`)} done={done} total={total} />
      <span className="muted sm">
        {secondsLeft !== null && t('articles.speed', { rows: rowsPerSecond, seconds: secondsLeft })}
      </span>
      {kind !== 'undoing' && (
        <Key look="button" className={keyStyles.small} onPress={() => void call('articles.cancel', {})}>
          <Icon name="close" />
          {t('articles.stop')}
        </Key>
      )}
    </div>
  )
}

const following = <Value,>(values: readonly Value[], value: Value): Value =>
  values[(values.indexOf(value) + 1) % values.length] ?? value

/** How the file is read, a key for each; a press takes the next way. */
function FormatKeys({
  view: { format, rates },
  steps,
}: {
  readonly view: ImportFileView
  readonly steps: ImportSteps
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { encoding, separator, hasHead, decimalMark, vatBasisPoints, withoutPrice } = format
  const { readAs, setFormat } = steps
  const keys: readonly (readonly [name: string, value: string, turn: () => void])[] = [
    ['encoding', encoding, () => readAs({ encoding: following(TEXT_ENCODINGS, encoding) })],
    [
      'separator',
      t(`articles.separator.${separator}`),
      () => readAs({ separator: following(CELL_SEPARATORS, separator) }),
    ],
    ['head', t(hasHead ? 'articles.yes' : 'articles.no'), () => readAs({ hasHead: !hasHead })],
    [
      'decimalMark',
      t(`articles.decimal.${decimalMark}`),
      () => setFormat({ decimalMark: following(DECIMAL_MARKS, decimalMark) }),
    ],
    [
      'vat',
      `${percentFigures(vatBasisPoints, locale)} %`,
      () => setFormat({ vatBasisPoints: following(rates, vatBasisPoints) }),
    ],
    [
      'withoutPrice',
      t(`articles.withoutPrice.${withoutPrice}`),
      () => setFormat({ withoutPrice: following(['refuse', 'open-price'] as const, withoutPrice) }),
    ],
  ]
  return (
    <div className={styles.choices}>
      {keys.map(([name, value, turn]) => (
        <Key key={name} look="button" className={keyStyles.small} onPress={turn}>
          <span className="muted">{t(`articles.format.${name}`)}</span> {value}
        </Key>
      ))}
    </div>
  )
}

/** What each column is, beside what stands in it. A press takes the next meaning that no other column has. */
function Columns({ view, steps }: { readonly view: ImportFileView; readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { format, head, firstRows, priceLists } = view
  const uses: ColumnUse[] = ['ignored', ...PRODUCT_COLUMNS, ...priceLists.map(({ id }) => `list:${id}` as const)]
  const nameOf = (use: ColumnUse): string => {
    if (use === 'ignored') return t('articles.ignored')
    const list = priceLists.find(({ id }) => use === `list:${id}`)
    return list === undefined ? COLUMN_WORDS[use as keyof typeof COLUMN_WORDS][locale] : list.name
  }
  const turn = (place: number) => {
    const current = format.columns[place] ?? 'ignored'
    const free = uses.filter((use) => use === 'ignored' || use === current || !format.columns.includes(use))
    steps.setFormat({ columns: format.columns.with(place, following(free, current)) })
  }
  return (
    <div className={styles.columns}>
      <FormatKeys view={view} steps={steps} />
      <ScrolledList name={t('articles.title.columns')} className={styles.columnList}>
        {format.columns.map((use, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <li key={place}>
            <b>{head[place] ?? t('articles.column', { number: place + 1 })}</b>
            <span className="muted">{firstRows.map((row) => row[place] ?? '').join(' · ')}</span>
            <Key
              look="button"
              className={keyStyles.small}
              pressed={use !== 'ignored'}
              label={`${head[place] ?? t('articles.column', { number: place + 1 })} : ${nameOf(use)}`}
              onPress={() => turn(place)}
            >
              {nameOf(use)}
            </Key>
          </li>
        ))}
      </ScrolledList>
    </div>
  )
}

/** Counts first, then what changes and what is to be corrected, line by line. */
function Report({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation()
  const { counts, changes, problems, problemsTotal, changedColumns } = report
  const figures = ['added', 'changed', 'unchanged', 'refused', 'familiesAdded'] as const
  return (
    <div className={styles.report}>
      <dl>
        {figures.map((name) => (
          <div key={name}>
            <dt>{t(`articles.count.${name}`)}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
      </dl>
      {changedColumns.length > 0 && (
        <p className="sm">{changedColumns.map(({ column, count }) => `${column} : ${count}`).join(' · ')}</p>
      )}
      <ScrolledList name={t('articles.title.checked')} className={styles.lines}>
        {problems.map(({ line, column, value, sentence }) => (
          <li key={`p-${line}-${column}`}>
            <Icon name="warning" size="small" />
            <span className="muted nowrap">{t('articles.line', { line })}</span>
            <span className="grow">
              {column !== '' && <b>{column} </b>}
              {value !== '' && <span className="muted">{value} </span>}
              {sentence}
            </span>
          </li>
        ))}
        {problemsTotal > problems.length && (
          <li className="muted">{t('articles.moreProblems', { count: problemsTotal - problems.length })}</li>
        )}
        {changes.map(({ line, name, changes: all }) => (
          <li key={`c-${line}`}>
            <Icon name="pencil" size="small" />
            <span className="muted nowrap">{t('articles.line', { line })}</span>
            <span className="grow">
              <b>{name}</b> {all.map(({ column, before, after }) => `${column} : ${before} → ${after}`).join(' · ')}
            </span>
          </li>
        ))}
      </ScrolledList>
    </div>
  )
}
