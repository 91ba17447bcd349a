import { useTranslation } from 'react-i18next'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { openPanel } from './customer-actions.ts'
import { INVOICE_KEY, InvoiceDialog } from './InvoiceDialog.tsx'

const open = () => openPanel('invoice')

/** In the history: the invoice of the ticket that is shown, or its duplicate. */
export function InvoiceKey({ sale }: { readonly sale: CompletedSaleView }) {
  const { t } = useTranslation()
  const isOpen = useScreenStore(({ panel }) => panel === 'invoice')
  useKeys({ place: 'history', keys: { [INVOICE_KEY]: open } })
  return (
    <>
      <Key look="button" className={`${keys.small} ${keys.block}`} keyName={INVOICE_KEY} onPress={open}>
        <Icon name="receipt" />
        {t('action.invoice')}
      </Key>
      {isOpen && <InvoiceDialog sale={sale} />}
    </>
  )
}
