import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerQuestion } from '#contract/views/customer-screen-view.ts'
import styles from './customer.module.css'

/** A question to the customer, answered by a touch; the cashier can answer it as well, and whoever is first does. */
export function Question({ question }: { readonly question: CustomerQuestion }) {
  const { t } = useTranslation()
  const [answeredId, setAnsweredId] = useState<string | null>(null)
  const { id, kind, title, options } = question
  const isAnswered = answeredId === id
  const answer = async (text: string) => {
    setAnsweredId(id)
    const answered = await window.customerScreen.answer(id, text)
    // Not taken: it may be touched again.
    if (!answered.ok) setAnsweredId(null)
  }
  const keys =
    kind === 'yes-no'
      ? [
          { text: 'Y', words: t('customerScreen.yes') },
          { text: 'N', words: t('customerScreen.no') },
        ]
      : kind === 'message'
        ? [{ text: '', words: t('customerScreen.ok') }]
        : options.map((words, index) => ({ text: String(index + 1), words }))
  return (
    <div className={styles.card}>
      <h2 className={styles.what}>{title}</h2>
      {isAnswered ? (
        <p role="status">{t('customerScreen.card.wait')}</p>
      ) : (
        <div className={styles.answers}>
          {keys.map(({ text, words }) => (
            <button key={text} type="button" className={styles.answer} onClick={() => void answer(text)}>
              {words}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
