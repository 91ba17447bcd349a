import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { payNow } from '../../state/means-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'

const FIELD = 'means-reference'
const close = () => useScreenStore.setState({ panel: null, askedMeansId: null })

/** The number of a cheque or voucher, typed or scanned, before it pays; the amount that was typed stays typed. */
export function MeansReference() {
  const { t } = useTranslation()
  const { means = [], locale } = useSlice('till')
  const meansId = useScreenStore((state) => state.askedMeansId)
  const asked = means.find(({ id }) => id === meansId)
  const [reference, setReference] = useState('')
  useEffect(() => document.getElementById(FIELD)?.focus(), [])
  if (asked === undefined) return null
  const isMissing = asked.reference === 'required' && reference.trim() === ''
  const details = { name: asked.name }
  const closed = isMissing ? errorSentence({ code: 'SALE_MEANS_REFERENCE_MISSING', details }, locale) : null
  const confirm = () => {
    if (closed !== null) return showToast({ tone: 'closed', text: closed })
    close()
    payNow(asked.id, reference.trim())
  }
  return (
    <StepDialog
      step={asked.name}
      title={t('means.reference')}
      keys={{ Enter: confirm, Escape: close }}
      onceKeys={['Enter']}
      onScan={(code) => setReference(code.slice(0, LIMITS.meansReferenceCharacters))}
      isLone
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={confirm}>
            <Icon name="check" />
            {t('means.pay', { name: asked.name })}
          </Key>
        </BackAnd>
      }
    >
      <CardFreeField
        id={FIELD}
        label={t('means.referenceLabel')}
        hint={t(asked.reference === 'required' ? 'means.referenceRequired' : 'means.referenceOptional')}
        text={reference}
        lengthMax={LIMITS.meansReferenceCharacters}
        onType={setReference}
      />
    </StepDialog>
  )
}
