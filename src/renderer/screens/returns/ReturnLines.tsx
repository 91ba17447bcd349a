import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { ReturnTargetView } from '#contract/views/return-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useInView } from '../../components/use-in-view.ts'
import { useSlice } from '../../state/till-store.ts'
import { TENDER_ICONS } from '../payment/MoneySide.tsx'
import styles from './returns.module.css'
import { type ReturnEnd, type ReturnLine, type ReturnLook, useReturnLines } from './use-return-lines.ts'

/** The key that opens it. */
export const RETURN_LINES_KEY = 'A'

type Work = ReturnType<typeof useReturnLines>

/** Which goods of a ticket come back, how many, and where their money goes: as it was paid, or as far as may be where it is chosen. */
export function ReturnLines({ saleId, onClose }: { readonly saleId: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const work = useReturnLines(saleId)
  const { look, index, end } = work
  const close = () => {
    if (!work.working) onClose()
  }
  const keys: Readonly<Record<string, () => void>> =
    end === null
      ? {
          Escape: close,
          Enter: () => void work.confirm(),
          ArrowUp: () => work.select(index - 1),
          ArrowDown: () => work.select(index + 1),
          ArrowLeft: () => work.turnTo(-1),
          ArrowRight: () => work.turnTo(1),
          '*': () => work.aimAt('card'),
          '/': () => work.aimAt('cash'),
          C: () => work.aimAt('account'),
          '+': () => work.change(work.line, 1),
          '-': () => work.change(work.line, -1),
          [RETURN_LINES_KEY]: work.all,
        }
      : { Enter: close, Escape: close }
  return (
    <StepDialog
      step={look === null ? t('history.title') : t('sale.ticket', { number: look.number })}
      title={t(titleKey(end))}
      keys={keys}
      onceKeys={['Enter']}
      onClose={close}
      footer={<Foot work={work} onClose={close} />}
    >
      {look !== null && (end === null ? <Choice work={work} look={look} /> : <End end={end} look={look} />)}
    </StepDialog>
  )
}

function titleKey(end: ReturnEnd | null): string {
  if (end === null) return 'returnLines.title'
  return end.outcome === 'done' ? 'returnLines.done' : 'returnLines.notDone'
}

function Choice({ work, look }: { readonly work: Work; readonly look: ReturnLook }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { failure, index } = work
  return (
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
      <Targets work={work} look={look} />
      {failure !== null && (
        <p className={styles.problem} role="alert">
          <Icon name="info" size="small" />
          {errorSentence(failure, locale)}
        </p>
      )}
    </>
  )
}

/** Where the money goes, and of a card which way and why. */
function Targets({ work, look }: { readonly work: Work; readonly look: ReturnLook }) {
  const { t } = useTranslation()
  const path = look.targets.find(({ amountMinor, path }) => amountMinor > 0 && path !== null)?.path ?? null
  const refused = look.targets.find((target) => target.path?.way === 'none')
  return (
    <section className={styles.targets} aria-label={t('returnLines.where')}>
      <h3 className="cap">{t('returnLines.where')}</h3>
      <div className={styles.targetKeys}>
        {look.targets.map((target) => (
          <Target
            key={target.key}
            target={target}
            currency={look.currency}
            aimed={target.key === work.aimedKey}
            onAim={() => work.aim(target)}
          />
        ))}
      </div>
      <p className={styles.why} aria-live="polite">
        {refused?.path && `${t(`giveBack.reason.${refused.path.reason}`)} `}
        {path !== null && t(`giveBack.reason.${path.reason}`)} {path?.way === 'refund' && t('returnLines.fee')}
        {look.targets.length === 0 && t('returnLines.nowhere')}
      </p>
      {work.working && (
        <p className={styles.working} role="status">
          <Icon name="clock" />
          {t('giveBack.working')}
        </p>
      )}
    </section>
  )
}

/** The keys of the key map that choose it. */
const TARGET_KEYS: Readonly<Partial<Record<ReturnTargetView['kind'], string>>> = { card: '*', cash: '/', account: 'C' }

function Target({
  target,
  currency,
  aimed,
  onAim,
}: {
  readonly target: ReturnTargetView
  readonly currency: ReturnLook['currency']
  readonly aimed: boolean
  readonly onAim: () => void
}) {
  const { t } = useTranslation()
  const { kind, amountMinor, leftMinor } = target
  const keyName = TARGET_KEYS[kind]
  return (
    <Key look="button" className={styles.target} pressed={aimed} {...(keyName && { keyName })} onPress={onAim}>
      <Icon name={TENDER_ICONS[kind]} />
      <span className="grow">
        <b>{targetName(t, target)}</b>
        <small className="muted sm">
          {amountMinor > 0
            ? t('returnLines.goesHere', { amount: formatAmount(amountMinor, currency) })
            : t('returnLines.atMost', { amount: formatAmount(leftMinor, currency) })}
        </small>
      </span>
    </Key>
  )
}

function targetName(t: TFunction, { kind, name, scheme, cardTail }: ReturnTargetView): string {
  if (kind === 'card') return `${t(`scheme.${scheme ?? 'other'}`)} •••• ${cardTail ?? '––––'}`
  if (kind === 'account') return t('returnLines.account', { name })
  return kind === 'cash' ? t('tender.cash') : name
}

/** What went where; or that nothing did, and why. */
function End({ end, look }: { readonly end: ReturnEnd; readonly look: ReturnLook }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { outcome, number, cashMinor, givenMinor, failure, shares, amountMinor } = end
  if (outcome !== 'done') {
    const [tone, icon] = outcome === 'unknown' ? (['unk', 'unknown'] as const) : (['err', 'stopped'] as const)
    return (
      <Banner tone={tone} icon={icon} title={t(outcome === 'unknown' ? 'giveBack.unknown' : 'giveBack.refused')}>
        {givenMinor > 0 && (
          <span className={styles.share}>
            {t('returnLines.partGiven', { amount: formatAmount(givenMinor, look.currency), number })}
          </span>
        )}
        {failure && errorSentence(failure, locale)}{' '}
        {t(givenMinor > 0 ? 'returnLines.restNotBooked' : `returnLines.notBooked.${outcome}`)}
      </Banner>
    )
  }
  const { currency } = look
  const title =
    cashMinor > 0
      ? t('returnLines.handOut', { amount: formatAmount(cashMinor, currency) })
      : t('returnLines.given', { amount: formatAmount(amountMinor, currency) })
  return (
    <Banner tone="ok" icon="ok" title={title}>
      {shares.map((share) => (
        <span key={share.key} className={styles.share}>
          {t('returnLines.share', { name: targetName(t, share), amount: formatAmount(share.amountMinor, currency) })}
        </span>
      ))}
      {t('returnLines.doneText', { number })}
    </Banner>
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
  const row = useInView<HTMLLIElement>(selected)
  const none = leftMilli === 0 ? t('returnLines.allBack') : null
  return (
    <li ref={row} className={styles.line} data-selected={selected}>
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

function Foot({ work, onClose }: { readonly work: Work; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { look, end, isReady, working } = work
  if (end !== null || look === null) {
    return (
      <>
        <span className="push" />
        <Key look="primary" keyName={t('key.enter')} onPress={onClose}>
          {t('action.close')}
        </Key>
      </>
    )
  }
  const why = look.totalMinor > 0 ? t('returnLines.notThere') : t('returnLines.choose')
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
        <Icon name="back" />
        {t('returnLines.confirm', { amount: formatAmount(look.totalMinor, look.currency) })}
      </Key>
    </>
  )
}
