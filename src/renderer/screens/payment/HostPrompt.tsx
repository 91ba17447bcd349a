import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptView } from '#contract/views/prompt-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { waitTime } from '../../words/figures.ts'
import styles from './host-prompt.module.css'

/** What the bank or the card's kind asks, whose answer it wants, how long it waits, and the keys to answer with. */
export function HostPrompt({ prompt, nowMs }: { readonly prompt: PromptView; readonly nowMs: number }) {
  const { t } = useTranslation()
  const { asker, place, askedAt, title, dueAt } = prompt
  const heading = t(place === 'customer' ? 'prompt.from.customer' : `prompt.from.${asker}`)
  return (
    <section className={classNames('card', styles.prompt)} aria-label={heading}>
      <div className="row between">
        <span className="row">
          <Icon name={place === 'customer' ? 'user' : asker} />
          <b>{heading}</b>
        </span>
        <span className="nowrap">{t('prompt.left', { time: waitTime(Date.parse(dueAt) - nowMs) })}</span>
      </div>
      <div role="status">
        <h2 className={styles.question}>{title}</h2>
      </div>
      {askedAt === 'pad' ? <p>{t('prompt.onPad')}</p> : <Answer key={prompt.id} prompt={prompt} />}
      <div className="row between">
        <span className="muted sm">{t(`prompt.without.${asker}`)}</span>
        <Key look="button" className={keys.small} onPress={() => void answer(prompt, null)}>
          {t('prompt.none')}
        </Key>
      </div>
    </section>
  )
}

async function answer({ id }: PromptView, value: string | null): Promise<boolean> {
  return (await call('payment.answerPrompt', { promptId: id, answer: value })).ok
}

function Answer({ prompt }: { readonly prompt: PromptView }) {
  switch (prompt.kind) {
    case 'choice':
      return <Choices prompt={prompt} />
    case 'yes-no':
      return <Choices prompt={prompt} />
    case 'message':
      return <Message prompt={prompt} />
    case 'number':
      return <Figures prompt={prompt} />
    case 'text':
      return <Text prompt={prompt} />
  }
}

/** One key each, the figure on it takes it: as on the pad. */
function Choices({ prompt }: { readonly prompt: PromptView }) {
  const { t } = useTranslation()
  const choices =
    prompt.kind === 'yes-no'
      ? [
          { words: t('prompt.yes'), value: 'Y' },
          { words: t('prompt.no'), value: 'N' },
        ]
      : prompt.options.map((words, index) => ({ words, value: String(index + 1) }))
  useKeys(
    {
      keys: Object.fromEntries(
        choices.map(({ value }, index) => [String(index + 1), () => void answer(prompt, value)] as const),
      ),
    },
    'over',
  )
  return (
    <div className={styles.choices}>
      {choices.map(({ words, value }, index) => (
        <Key key={value} look="button" keyName={String(index + 1)} onPress={() => void answer(prompt, value)}>
          {words}
        </Key>
      ))}
    </div>
  )
}

function Message({ prompt }: { readonly prompt: PromptView }) {
  const { t } = useTranslation()
  const read = () => void answer(prompt, '')
  useKeys({ keys: { Enter: read } }, 'over')
  return (
    <div>
      <Key look="primary" className={keys.big} keyName={t('key.enter')} onPress={read}>
        <Icon name="check" />
        {t('prompt.read')}
      </Key>
    </div>
  )
}

/** Sends what is typed once it is long enough: an answer that nobody can take is not thrown away, it waits for the rest. */
function sending(prompt: PromptView, typed: string, wanted: string, clear: () => void) {
  const tooShort = typed.length < prompt.minLength ? wanted : null
  const send = () => {
    if (tooShort !== null) showToast({ tone: 'closed', text: tooShort })
    else void answer(prompt, typed).then((taken) => taken || clear())
  }
  return { send, tooShort }
}

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const

function Figures({ prompt }: { readonly prompt: PromptView }) {
  const { t } = useTranslation()
  const [figures, setFigures] = useState('')
  const type = (digit: string) => setFigures((typed) => (typed + digit.replace(/\D/g, '')).slice(0, prompt.maxLength))
  const erase = () => setFigures((typed) => typed.slice(0, -1))
  const wanted = t('prompt.figures', { least: prompt.minLength, most: prompt.maxLength })
  const { send, tooShort } = sending(prompt, figures, wanted, () => setFigures(''))
  useKeys({ onDigit: type, keys: { Enter: send, Backspace: erase } }, 'over')
  return (
    <div className={styles.figures}>
      <div>
        <output className={styles.typed} aria-live="polite" aria-label={t('prompt.answer')}>
          {figures === '' ? '–' : figures}
        </output>
        <p className="muted sm">{wanted}</p>
        <Send closed={tooShort} onPress={send} />
      </div>
      <div className={styles.digits}>
        {DIGITS.map((digit) => (
          <Key key={digit} look="digit" onPress={() => type(digit)}>
            {digit}
          </Key>
        ))}
        <Key look="digit" label={t('action.erase')} onPress={erase}>
          <Icon name="backspace" />
        </Key>
        <Key look="digit" onPress={() => type('0')}>
          0
        </Key>
      </div>
    </div>
  )
}

function Text({ prompt }: { readonly prompt: PromptView }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const wanted = t('prompt.length', { least: prompt.minLength, most: prompt.maxLength })
  const { send, tooShort } = sending(prompt, text, wanted, () => setText(''))
  useKeys({ keys: { Enter: send } }, 'over')
  return (
    <div className={styles.text}>
      <input
        className={styles.field}
        type="text"
        aria-label={t('prompt.answer')}
        autoComplete="off"
        spellCheck={false}
        maxLength={prompt.maxLength}
        // biome-ignore lint/a11y/noAutofocus: the bank waits for this answer and for nothing else
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="muted sm">{wanted}</p>
      <Send closed={tooShort} onPress={send} />
    </div>
  )
}

function Send({ closed, onPress }: { readonly closed: string | null; readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Key look="primary" className={keys.big} keyName={t('key.enter')} closed={closed} onPress={onPress}>
      <Icon name="check" />
      {t('prompt.send')}
    </Key>
  )
}
