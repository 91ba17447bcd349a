import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { holdsCardNumber } from '#contract/card-number.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { classNames } from '../../../components/class-names.ts'
import { useSlice } from '../../../state/till-store.ts'
import styles from './editor.module.css'

export interface FieldProps {
  readonly label: string
  readonly value: string
  readonly lengthMax: number
  readonly onType: (text: string) => void
  /** What to know of it, or what is wrong with it and what to do. */
  readonly hint?: string | undefined
  readonly isWrong?: boolean | undefined
  /** Holds the focus when its page is opened. */
  readonly isFirst?: boolean | undefined
  readonly isWide?: boolean | undefined
  readonly isFigures?: boolean | undefined
  /** Figures of the length of a barcode are no card's; who types them has a check of his own. */
  readonly mayBeLong?: boolean | undefined
  readonly after?: ReactNode
}

/** Label above, what to know below. What may be a card number is refused as it is typed, and not kept. */
export function Field(props: FieldProps) {
  const { label, value, lengthMax, onType, hint, isWrong = false, isFirst = false, mayBeLong = false, after } = props
  const { locale } = useSlice('till')
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [wasCard, setWasCard] = useState(false)
  useEffect(() => {
    if (isFirst) field.current?.focus()
  }, [isFirst])
  useEffect(() => {
    if (isWrong) field.current?.focus()
  }, [isWrong])
  const type = (text: string) => {
    const isCard = !mayBeLong && holdsCardNumber(text)
    setWasCard(isCard)
    onType(isCard ? '' : text)
  }
  const note = wasCard ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : hint
  return (
    <div className={classNames(styles.field, props.isWide && styles.wide)}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.typed}>
        <input
          ref={field}
          id={id}
          type="text"
          inputMode={props.isFigures ? 'decimal' : 'text'}
          className={props.isFigures ? styles.figures : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={lengthMax}
          aria-invalid={isWrong || wasCard ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          value={value}
          onChange={(event) => type(event.target.value)}
        />
        {after}
      </div>
      {note && (
        <p
          id={`${id}-note`}
          className={classNames('sm', wasCard ? styles.problem : 'muted')}
          role={wasCard ? 'alert' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  )
}
