import { useState } from 'react'
import { holdsCardNumber } from '#contract/card-number.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { classNames } from '../../components/class-names.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './story.module.css'

export interface CardFreeFieldProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly lengthMax: number
  readonly onType: (text: string) => void
}

/** What a person writes about a payment; what may be a card number is refused and not kept. */
export function CardFreeField({ id, label, hint, text, lengthMax, onType }: CardFreeFieldProps) {
  const { locale } = useSlice('till')
  const [wasCardNumber, setWasCardNumber] = useState(false)
  const type = (typed: string) => {
    const isCardNumber = holdsCardNumber(typed)
    setWasCardNumber(isCardNumber)
    onType(isCardNumber ? '' : typed)
  }
  return (
    <>
      <label className="sm" htmlFor={id}>
        <b>{label}</b>
      </label>
      <input
        id={id}
        className={styles.field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={lengthMax}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      <p
        id={`${id}-hint`}
        className={classNames('sm', wasCardNumber ? styles.refused : 'muted')}
        role={wasCardNumber ? 'alert' : undefined}
      >
        {wasCardNumber ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : hint}
      </p>
    </>
  )
}
