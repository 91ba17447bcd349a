import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '#contract/card-number.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { BankFacts } from './OtherIssue.tsx'
import styles from './story.module.css'

const close = () => useScreenStore.setState({ panel: null })

type Word = 'charged' | 'not-charged'
const WORDS: readonly Word[] = ['charged', 'not-charged']

/** For a manager on the telephone with a bank that refused the reversal for good: its word and a sentence end the doubt. */
export function CloseByHand({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const open = useScreenStore((state) => state.panel === 'close-by-hand')
  return open && <Dialogue file={file} onDone={onDone} />
}

function Dialogue({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { paymentId, paymentNumber } = file.row
  const [word, setWord] = useState<Word | null>(null)
  const [why, setWhy] = useState('')
  const missing = word === null ? 'word' : why.trim() === '' ? 'why' : null
  const confirm = () => {
    if (word === null || missing !== null) return
    close()
    void call('payment.closeByHand', { paymentId, word, why: why.trim() }).then(onDone)
  }
  return (
    <StepDialog
      step={paymentNumber}
      title={t('story.closeByHand')}
      keys={{ Escape: close, Enter: confirm }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={close}>
            {t('story.closeLater')}
          </Key>
          <span className="push" />
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={missing === null ? null : t(`closed.byHand.${missing}`)}
            onPress={confirm}
          >
            <Icon name="pencil" />
            {t('story.closeConfirm')}
          </Key>
        </>
      }
    >
      <p>{t('story.closeText')}</p>
      <BankFacts file={file} />
      <fieldset className={styles.words}>
        <legend className="sm">
          <b>{t('story.closeWord')}</b>
        </legend>
        {WORDS.map((each) => (
          <Key key={each} look="button" pressed={word === each} onPress={() => setWord(each)}>
            {t(`story.word.${each}`)}
          </Key>
        ))}
      </fieldset>
      <Why why={why} onType={setWhy} />
    </StepDialog>
  )
}

/** The manager's sentence; a card number in it is refused and not kept. */
function Why({ why, onType }: { readonly why: string; readonly onType: (why: string) => void }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [wasCardNumber, setWasCardNumber] = useState(false)
  const type = (typed: string) => {
    const isCardNumber = holdsCardNumber(typed)
    setWasCardNumber(isCardNumber)
    onType(isCardNumber ? '' : typed)
  }
  return (
    <>
      <label className="sm" htmlFor="close-why">
        <b>{t('story.closeWhy')}</b>
      </label>
      <input
        id="close-why"
        className={styles.field}
        type="text"
        autoComplete="off"
        maxLength={LIMITS.handCloseCharacters}
        aria-describedby="close-why-hint"
        value={why}
        onChange={(event) => type(event.target.value)}
      />
      <p
        id="close-why-hint"
        className={classNames('sm', wasCardNumber ? styles.refused : 'muted')}
        role={wasCardNumber ? 'alert' : undefined}
      >
        {wasCardNumber ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : t('story.closeWhyHint')}
      </p>
    </>
  )
}
