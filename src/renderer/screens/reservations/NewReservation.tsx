import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useReserveWays } from '../../state/card-ways.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './reservations.module.css'
import { type NewReservation as Draft, LABEL_MAX, useNewReservation } from './use-new-reservation.ts'

const close = () => useScreenStore.setState({ panel: null })

/** How much the bank is to hold, and for what; then the card. There is no field for a card number here or anywhere. */
export function NewReservation() {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const draft = useNewReservation()
  const { amountMinor, missing, confirm, typeDigit, erase, ways, way, chooseWay } = draft
  const move = (by: number) => {
    const next = way === null ? undefined : ways[(ways.indexOf(way) + by + ways.length) % ways.length]
    if (next !== undefined) chooseWay(next.id)
  }
  return (
    <StepDialog
      step={t('reservations.title')}
      title={t('reserve.title')}
      keys={{
        ...padKeys(typeDigit),
        Backspace: erase,
        Enter: confirm,
        Escape: close,
        ...(ways.length > 1 && { ArrowUp: () => move(-1), ArrowDown: () => move(1) }),
      }}
      onClose={close}
      footer={
        <BackAnd words={t('reserve.keep')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={missing === null ? null : t(`closed.reserve.${missing}`)}
            onPress={confirm}
          >
            <Icon name="card" />
            {amountMinor === 0
              ? t('reserve.confirmNothing')
              : t('reserve.confirm', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.form}>
        <div className={styles.fields}>
          <Amount draft={draft} />
          <Name draft={draft} />
          <Where draft={draft} />
        </div>
        <AmountPad onDigit={typeDigit} onErase={erase} />
      </div>
    </StepDialog>
  )
}

/** Who asks for the card, and holds the amount; which terminals cannot, where somebody looks for one. */
function Where({ draft: { ways, way, chooseWay } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { unable } = useReserveWays()
  return (
    <div>
      {ways.length > 1 && (
        <fieldset className={classNames(styles.nameWords, styles.ways)} aria-label={t('ways.title')}>
          {ways.map(({ id, alias }) => (
            <Key key={id} look="button" className={keys.small} pressed={id === way?.id} onPress={() => chooseWay(id)}>
              {alias}
            </Key>
          ))}
        </fieldset>
      )}
      <p className="muted sm">
        {way?.kind === 'terminal' ? t('reserve.textAt', { terminal: way.alias }) : t('reserve.text')}
        {unable.length > 0 && ` ${t('reserve.unable', { terminals: unable.join(', ') })}`}
      </p>
    </div>
  )
}

function Amount({ draft: { target, aim, amountMinor } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  return (
    <div>
      <b className="sm">{t('reserve.amount')}</b>
      <Key
        look="button"
        className={styles.amountField}
        label={t('reserve.amountNow', { amount: formatAmount(amountMinor, currency) })}
        pressed={target === 'amount'}
        onPress={() => aim('amount')}
      >
        <output className={styles.typed} aria-live="polite" data-testid="reserve-amount">
          {formatAmount(amountMinor, currency)}
        </output>
      </Key>
    </div>
  )
}

/** A name is typed; without a keyboard it is a word and the figures of the keypad. */
function Name({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { target, aim, label, setLabel, wasCardNumber } = draft
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (target === 'label') field.current?.focus()
    else field.current?.blur()
  }, [target])
  const words = ['room', 'table', 'pump'].map((name) => t(`reserve.word.${name}`))
  return (
    <div>
      <label className="sm" htmlFor="reservation-label">
        <b>{t('reserve.label')}</b>
      </label>
      <input
        ref={field}
        id="reservation-label"
        className={styles.field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={LABEL_MAX}
        aria-describedby="reservation-label-hint"
        value={label}
        onFocus={() => aim('label')}
        onChange={(event) => setLabel(event.target.value)}
      />
      <p
        id="reservation-label-hint"
        className={classNames('sm', wasCardNumber ? styles.refused : 'muted')}
        role={wasCardNumber ? 'alert' : undefined}
      >
        {wasCardNumber ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : t('reserve.labelHint')}
      </p>
      <div className={styles.nameWords}>
        {words.map((word) => (
          <Key
            key={word}
            look="button"
            className={keys.small}
            onPress={() => {
              setLabel(`${word} `)
              aim('label')
            }}
          >
            {word}
          </Key>
        ))}
      </div>
    </div>
  )
}
