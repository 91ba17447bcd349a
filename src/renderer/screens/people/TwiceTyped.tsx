import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodePad, PIN_MIN, withFigure } from '../sign-in/CodeEntry.tsx'
import styles from './people.module.css'

const PIN_MAX = 8
type Field = 'first' | 'again'

export interface TwiceTypedDraft {
  readonly pin: string
  readonly first: string
  readonly again: string
  readonly field: Field
  /** Why it is no code yet; null once it is. */
  readonly missing: string | null
  aim(field: Field): void
  set(field: Field, figures: string): void
}

/** A new code, typed twice so that nobody is locked out by a slip. */
export function useTwiceTyped(): TwiceTypedDraft {
  const { t } = useTranslation()
  const [first, setFirst] = useState('')
  const [again, setAgain] = useState('')
  const [field, aim] = useState<Field>('first')
  const missing = first.length < PIN_MIN ? t('closed.codeShort') : again === first ? null : t('closed.codeDiffers')
  const set = (which: Field, figures: string) => {
    const pin = figures.replace(/\D/g, '').slice(0, PIN_MAX)
    if (which === 'first') setFirst(pin)
    else setAgain(pin)
  }
  return { pin: first, first, again, field, missing, aim, set }
}

/** Both fields, typed by the keyboard or by the keys beside them; never shown. */
export function TwiceTyped({ draft }: { readonly draft: TwiceTypedDraft }) {
  const { t } = useTranslation()
  const { field, aim, set } = draft
  const now = draft[field]
  return (
    <div className={styles.codes}>
      {(['first', 'again'] as const).map((which) => (
        <label key={which} className="sm">
          <b>{t(which === 'first' ? 'people.code' : 'people.codeAgain')}</b>
          <input
            className={styles.field}
            type="password"
            inputMode="numeric"
            autoComplete="new-password"
            maxLength={PIN_MAX}
            data-aimed={which === field || undefined}
            value={draft[which]}
            onFocus={() => aim(which)}
            onChange={(event) => set(which, event.target.value)}
          />
        </label>
      ))}
      <p className="muted sm">{draft.missing ?? t('people.codeAgrees')}</p>
      <CodePad
        isSmall
        onDigit={(figure) => set(field, withFigure(now, figure))}
        onErase={() => set(field, now.slice(0, -1))}
        onEnter={() => aim('again')}
      />
    </div>
  )
}
