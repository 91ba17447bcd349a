import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useSlice } from '../../state/till-store.ts'
import styles from './returns.module.css'
import { type ReturnLine, type ReturnLook, useReturnLines } from './use-return-lines.ts'

/** The key that opens it. */
export const RETURN_LINES_KEY = 'A'

/** Which goods of a ticket come back, and how many; their money is handed out in cash. */
export function ReturnLines({ saleId, onClose }: { readonly saleId: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const work = useReturnLines(saleId)
  const { look, index, done, failure } = work
  const close = () => {
    if (!work.working) onClose()
  }
  const ended = done !== null
  const keys: Readonly<Record<string, () => void>> = ended
    ? { Enter: close, Escape: close }
    : {
        Escape: close,
        Enter: () => void work.confirm(),
        ArrowUp: () => work.select(index - 1),
        ArrowDown: () => work.select(index + 1),
        '+': () => work.change(work.line, 1),
        '-': () => work.change(work.line, -1),
        [RETURN_LINES_KEY]: work.all,
      }
  return (
    <StepDialog
      step={look === null ? t('history.title') : t('sale.ticket', { number: look.number })}
      title={t(ended ? 'returnLines.done' : 'returnLines.title')}
      keys={keys}
      onceKeys={['Enter']}
      onClose={close}
      footer={<Foot work={work} onClose={close} />}
    >
      {done !== null && look !== null ? (
        <Banner
          tone="ok"
          icon="ok"
          title={t('returnLines.handOut', { amount: formatAmount(done.amountMinor, look.currency) })}
        >
          {t('returnLines.doneText', { number: done.number })}
        </Banner>
      ) : (
        look !== null && (
          <>
            <ul className={styles.lines} aria-label={t('returnLines.title')}>
              {look.lines.map((line, place) => (
                <Line
                  key={line.lineId}
                  line={line}
                  look={look}
                  chosenMilli={work.chosen[line.lineId] ?? 0}
                  selected={place === index}
                  onSelect={() => work.select(place)}
                  onChange={(by) => {
                    work.select(place)
                    work.change(line, by)
                  }}
                />
              ))}
            </ul>
            {failure !== null && (
              <p className={styles.problem} role="alert">
                <Icon name="info" size="small" />
                {errorSentence(failure, locale)}
              </p>
            )}
          </>
        )
      )}
    </StepDialog>
  )
}

function Line({
  line,
  look,
  chosenMilli,
  selected,
  onSelect,
  onChange,
}: {
  readonly line: ReturnLine
  readonly look: ReturnLook
  readonly chosenMilli: number
  readonly selected: boolean
  readonly onSelect: () => void
  readonly onChange: (by: 1 | -1) => void
}) {
  const { t } = useTranslation()
  const { name, leftMilli, quantityMilli, amountMinor } = line
  const none = leftMilli === 0 ? t('returnLines.allBack') : null
  return (
    <li className={styles.line} data-selected={selected}>
      <Key look="quiet" className={styles.name} pressed={selected} onPress={onSelect}>
        <span className="grow">
          <b>{name}</b>
          <small className="muted sm">
            {none ?? t('returnLines.left', { left: figure(leftMilli), sold: figure(quantityMilli) })}
          </small>
        </span>
      </Key>
      <Key
        look="button"
        className={keyStyles.small}
        label={t('returnLines.less', { name })}
        closed={chosenMilli === 0 ? t('returnLines.noneChosen') : null}
        onPress={() => onChange(-1)}
      >
        −
      </Key>
      <output className={styles.quantity}>{figure(chosenMilli)}</output>
      <Key
        look="button"
        className={keyStyles.small}
        label={t('returnLines.more', { name })}
        closed={none ?? (chosenMilli === leftMilli ? t('returnLines.allChosen') : null)}
        onPress={() => onChange(1)}
      >
        <Icon name="plus" size="small" />
      </Key>
      <b className={styles.lineAmount}>{chosenMilli === 0 ? '–' : formatAmount(amountMinor, look.currency)}</b>
    </li>
  )
}

/** `2`, `0,412`. */
function figure(milli: number): string {
  return String(milli / 1_000).replace('.', ',')
}

function Foot({ work, onClose }: { readonly work: ReturnType<typeof useReturnLines>; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { look, done, isReady, working } = work
  if (done !== null || look === null) {
    return (
      <>
        <span className="push" />
        <Key look="primary" keyName={t('key.enter')} onPress={onClose}>
          {t('action.close')}
        </Key>
      </>
    )
  }
  const amount = formatAmount(look.totalMinor, look.currency)
  const cash = formatAmount(look.cashLeftMinor, look.currency)
  const why =
    look.totalMinor > look.cashLeftMinor ? t('returnLines.cashLeft', { amount: cash }) : t('returnLines.choose')
  return (
    <>
      <Key look="button" keyName={t('key.escape')} onPress={onClose}>
        {t('giveBack.keep')}
      </Key>
      <Key look="button" keyName={RETURN_LINES_KEY} onPress={work.all}>
        {t('returnLines.all')}
      </Key>
      <span className="push" />
      <Key
        look="primary"
        keyName={t('key.enter')}
        closed={isReady && !working ? null : working ? t('giveBack.working') : why}
        onPress={() => void work.confirm()}
      >
        <Icon name="cash" />
        {t('returnLines.confirm', { amount })}
      </Key>
    </>
  )
}
