import { useId, useState } from 'react'
import { holdsCardNumber } from '#contract/card-number.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSlice } from '../../state/till-store.ts'
import styles from './text-field.module.css'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly lengthMax: number
  readonly onType: (text: string) => void
  /** What may stand there, or what it is for. */
  readonly hint?: string | undefined
  /** What is wrong with it, and what to do. */
  readonly problem?: string | null | undefined
  /** Figures of the state look like a card by chance: they have a check of their own. */
  readonly isNumber?: boolean
  readonly secret?: boolean
  readonly wide?: boolean
  readonly testId?: string
  /** The step is there to type it. */
  readonly focused?: boolean
}

/** One answer, typed. What may be a card number is refused and not kept. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    lengthMax,
    onType,
    hint,
    problem,
    isNumber = false,
    secret = false,
    wide,
    testId,
    focused,
  } = props
  const { locale } = useSlice('till')
  const id = useId()
  const [wasCardNumber, setWasCardNumber] = useState(false)
  const type = (text: string) => {
    const isCardNumber = !isNumber && holdsCardNumber(text)
    setWasCardNumber(isCardNumber)
    onType(isCardNumber ? '' : text)
  }
  const wrong = wasCardNumber ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : problem
  return (
    <div className={classNames(styles.field, wide && styles.wide)}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        data-testid={testId}
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        maxLength={lengthMax}
        // biome-ignore lint/a11y/noAutofocus: only where the step is there to type it
        autoFocus={focused}
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => type(event.target.value)}
      />
      <p
        id={`${id}-note`}
        className={classNames('sm', wrong ? styles.wrong : 'muted')}
        role={wrong ? 'alert' : undefined}
      >
        {wrong && <Icon name="warning" size="small" />}
        {wrong ?? hint ?? ''}
      </p>
    </div>
  )
}
