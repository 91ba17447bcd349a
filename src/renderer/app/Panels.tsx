import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { ArticleEditor } from '../screens/articles/editor/ArticleEditor.tsx'
import { MoveCash } from '../screens/cash/MoveCash.tsx'
import { FindCustomer } from '../screens/customers/FindCustomer.tsx'
import { NewCustomer } from '../screens/customers/NewCustomer.tsx'
import { CloseDay } from '../screens/day-end/CloseDay.tsx'
import { Closings } from '../screens/day-end/Closings.tsx'
import { DrawerLog } from '../screens/day-end/DrawerLog.tsx'
import { AskGoods } from '../screens/goods/AskGoods.tsx'
import { PapersPanel } from '../screens/papers/PapersPanel.tsx'
import { PumpsPanel } from '../screens/pumps/PumpsPanel.tsx'
import { call } from '../state/call.ts'
import { leavePaying, voidSale } from '../state/sale-actions.ts'
import { useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'
import { KeyHelp } from './KeyHelp.tsx'
import { More } from './More.tsx'
import { Palette } from './Palette.tsx'

const close = () => useScreenStore.setState({ panel: null })

/** The dialogs of the frame; the search is no dialog, it replaces the quick keys in place. */
export function Panels() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'more') return <More />
  if (panel === 'keys') return <KeyHelp />
  if (panel === 'palette') return <Palette />
  if (panel === 'void') return <VoidSale />
  if (panel === 'close-day') return <CloseDay />
  if (panel === 'refuse-signature') return <RefuseSignature />
  if (panel === 'void-unclear') return <VoidUnclear />
  if (panel === 'pumps') return <PumpsPanel />
  if (panel === 'papers') return <PapersPanel />
  if (panel === 'ask-goods') return <AskGoods />
  if (panel === 'drawer-log') return <DrawerLog />
  if (panel === 'move-cash') return <MoveCash />
  if (panel === 'closings') return <Closings />
  if (panel === 'find-customer') return <FindCustomer />
  if (panel === 'article') return <ArticleEditor />
  if (panel === 'new-customer') return <NewCustomer />
  return null
}

function VoidSale() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  return (
    <ConfirmDialog
      title={t('void.title')}
      keep={t('void.keep')}
      onKeep={close}
      deed={{ words: t('action.void'), icon: 'trash', onConfirm: voidSale }}
    >
      {t('void.text', {
        articles: t('sale.articles', { count: sale.itemCount }),
        amount: formatAmount(sale.totalMinor, sale.currency),
      })}
    </ConfirmDialog>
  )
}

function refuseSignature(): void {
  close()
  void call('payment.signature', { accepted: false })
}

/** Asked for twice, because it gives the money back; gone by itself when the wait for the answer is over. */
function RefuseSignature() {
  const { t } = useTranslation()
  const payment = useSlice('payment')
  if (payment?.prompt !== 'check-signature') return null
  return (
    <ConfirmDialog
      title={t('signature.refuseTitle')}
      keep={t('signature.lookAgain')}
      onKeep={close}
      deed={{ words: t('signature.refuse'), icon: 'close', onConfirm: refuseSignature }}
    >
      {t('signature.refuseText', { amount: formatAmount(payment.amountMinor, payment.currency) })}
    </ConfirmDialog>
  )
}

function payBackUnvoided(): void {
  close()
  leavePaying(true)
}

/** A terminal did not void what goes back with the ticket, and its protocol has no word for what is void already: a person looks. */
function VoidUnclear() {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <ConfirmDialog
      title={t('voidUnclear.title')}
      keep={t('giveBack.keep')}
      onKeep={close}
      deed={{ words: t('voidUnclear.payBack'), icon: 'card', onConfirm: payBackUnvoided }}
    >
      {errorSentence({ code: 'TERMINAL_VOID_UNCLEAR' }, locale)}
    </ConfirmDialog>
  )
}
