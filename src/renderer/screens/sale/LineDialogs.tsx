import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useLatest } from '../../input/use-latest.ts'
import { bringBack, noteLine } from '../../state/line-actions.ts'
import { selectedLine } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures } from '../../words/figures.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import { FindTicket } from './FindTicket.tsx'
import { GiveDiscount } from './GiveDiscount.tsx'
import { ReasonKeys, reasonKeyMap } from './ReasonKeys.tsx'

const close = () => useScreenStore.setState({ panel: null })
const REASONS = ['unwanted', 'defective', 'wrongItem', 'wrongPrice'] as const

/** The dialogs of the ticket in hand. */
export function LineDialogs() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'note-line') return <LineNote />
  if (panel === 'find-ticket') return <FindTicket />
  if (panel === 'bring-back') return <BringBack />
  if (panel === 'discount-line') return <GiveDiscount of="line" />
  return panel === 'discount-ticket' ? <GiveDiscount of="ticket" /> : null
}

/** The line that was chosen when the dialog was opened; it may be gone meanwhile. */
function useChosenLine() {
  const sale = useSlice('sale')
  const chosenId = useScreenStore((state) => state.selectedLineId)
  const [lineId] = useState(() => selectedLine(sale, chosenId)?.id ?? '')
  return sale.lines.find(({ id }) => id === lineId) ?? null
}

function LineNote() {
  const { t } = useTranslation()
  const line = useChosenLine()
  const text = useLatest(line?.note ?? '')
  useEffect(() => document.getElementById('line-note')?.focus(), [])
  if (line === null) return null
  const confirm = () => {
    close()
    noteLine(line.id, text.latest().trim())
  }
  return (
    <StepDialog
      step={line.name}
      title={t('note.title')}
      keys={{ Enter: confirm, Escape: close }}
      isLone
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key look="primary" keyName={t('key.enter')} onPress={confirm}>
            <Icon name="check" />
            {t('action.confirm')}
          </Key>
        </BackAnd>
      }
    >
      <CardFreeField
        id="line-note"
        label={t('note.label')}
        hint={t('note.hint')}
        text={text.value}
        lengthMax={LIMITS.lineNoteCharacters}
        onType={text.set}
      />
    </StepDialog>
  )
}

/** Why goods come back without their ticket: one press, or words of one's own. */
function BringBack() {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const line = useChosenLine()
  const quantityMilli = useScreenStore((state) => state.backQuantityMilli)
  const own = useLatest('')
  if (line === null) return null
  const back = (reason: string) => {
    if (reason.trim() === '') return
    close()
    bringBack(line.id, reason.trim(), quantityMilli)
  }
  const quantity = quantityFigures(quantityMilli ?? line.quantityMilli, locale)
  return (
    <StepDialog
      step={t('goodsBack.step', { quantity, name: line.name })}
      title={t('goodsBack.title')}
      keys={{
        ...reasonKeyMap(REASONS, (reason) => back(t(`reason.${reason}`))),
        Enter: () => back(own.latest()),
        Escape: close,
      }}
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={own.value.trim() === '' ? t('goodsBack.chooseReason') : null}
            onPress={() => back(own.latest())}
          >
            <Icon name="back" />
            {t('goodsBack.confirm')}
          </Key>
        </BackAnd>
      }
    >
      <p>{t('goodsBack.text')}</p>
      <ReasonKeys reasons={REASONS} chosen={null} onChoose={back} />
      <CardFreeField
        id="return-reason"
        label={t('reason.other')}
        hint={t('reason.hint')}
        text={own.value}
        lengthMax={LIMITS.saleReasonCharacters}
        onType={own.set}
      />
    </StepDialog>
  )
}
