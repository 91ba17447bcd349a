import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { CardFreeField } from './CardFreeField.tsx'
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
        <BackAnd words={t('story.closeLater')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={missing === null ? null : t(`closed.byHand.${missing}`)}
            onPress={confirm}
          >
            <Icon name="pencil" />
            {t('story.closeConfirm')}
          </Key>
        </BackAnd>
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
      <CardFreeField
        id="close-why"
        label={t('story.closeWhy')}
        hint={t('story.closeWhyHint')}
        text={why}
        lengthMax={LIMITS.handCloseCharacters}
        onType={setWhy}
      />
    </StepDialog>
  )
}
