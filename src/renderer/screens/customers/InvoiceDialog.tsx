import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import type { InvoiceOfSale } from '#contract/views/invoice-view.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { fullDate } from '../../words/shop-time.ts'
import { CustomerForm } from './CustomerForm.tsx'
import { CustomerRows, SearchField } from './CustomerList.tsx'
import { closePanel } from './customer-actions.ts'
import styles from './customers.module.css'
import { useChosenCustomer, useCustomerFile } from './use-customers.ts'

export const INVOICE_KEY = 'F'

type Ticket = Pick<CompletedSaleView, 'id' | 'number' | 'totalMinor' | 'currency'>

/** The one invoice of a paid ticket: to its customer, or to one that is chosen now. Where it is there, a duplicate. */
export function InvoiceDialog({ sale }: { readonly sale: Ticket }) {
  const [known, setKnown] = useState<InvoiceOfSale | null>(null)
  useEffect(() => {
    let left = false
    void call('invoice.ofSale', { saleId: sale.id }).then((read) => {
      if (left) return
      if (read.ok) setKnown(read.value)
      else closePanel()
    })
    return () => {
      left = true
    }
  }, [sale.id])
  if (known === null) return null
  return known.invoice === null ? <Issue sale={sale} known={known} /> : <Again sale={sale} invoice={known.invoice} />
}

function Again({ sale, invoice }: { readonly sale: Ticket; readonly invoice: NonNullable<InvoiceOfSale['invoice']> }) {
  const { t } = useTranslation()
  const print = () => {
    closePanel()
    void call('invoice.reprint', { saleId: sale.id }).then((printed) => {
      if (printed.ok) showToast({ tone: 'note', text: t('invoice.printed', { number: invoice.number }) })
    })
  }
  return (
    <StepDialog
      step={t('sale.ticket', { number: sale.number })}
      title={`${t(`invoice.kind.${invoice.kind}`)} ${invoice.number}`}
      keys={{ Enter: print, Escape: closePanel }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <BackAnd words={t('action.close')} onBack={closePanel}>
          <Key look="primary" keyName={t('key.enter')} onPress={print}>
            <Icon name="print" />
            {t('invoice.duplicate')}
          </Key>
        </BackAnd>
      }
    >
      <p>
        {t('invoice.isThere', {
          date: fullDate(invoice.at),
          amount: formatAmount(invoice.totalMinor, sale.currency),
        })}
      </p>
    </StepDialog>
  )
}

function Issue({ sale, known }: { readonly sale: Ticket; readonly known: InvoiceOfSale }) {
  const [chosenId, choose] = useState<string | null>(known.customerId)
  const [form, setForm] = useState<'new' | 'edit' | null>(null)
  const [turn, setTurn] = useState(0)
  const file = useCustomerFile(chosenId, turn)
  const saved = (customerId: string) => {
    choose(customerId)
    setForm(null)
    setTurn((before) => before + 1)
  }
  if (form !== null && (form === 'new' || file !== null)) {
    return <CustomerForm file={form === 'new' ? null : file} onSaved={saved} onClose={() => setForm(null)} />
  }
  if (chosenId === null) return <ChooseBuyer sale={sale} onChoose={choose} onNew={() => setForm('new')} />
  const back = known.customerId === null ? () => choose(null) : closePanel
  return file && <ToBuyer sale={sale} file={file} onEdit={() => setForm('edit')} onBack={back} />
}

function ChooseBuyer({
  sale,
  onChoose,
  onNew,
}: {
  readonly sale: Ticket
  readonly onChoose: (customerId: string) => void
  readonly onNew: () => void
}) {
  const { t } = useTranslation()
  const { search, customer, move } = useChosenCustomer()
  const confirm = () => customer && onChoose(customer.id)
  return (
    <StepDialog
      step={t('sale.ticket', { number: sale.number })}
      title={t('invoice.forWhom')}
      keys={{
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        Enter: () => confirm(),
        Escape: closePanel,
        F2: onNew,
      }}
      onClose={closePanel}
      footer={
        <>
          <Key look="button" keyName="F2" onPress={onNew}>
            <Icon name="plus" />
            {t('customer.new')}
          </Key>
          <span className="push" />
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={customer === undefined ? t('closed.noCustomer') : null}
            onPress={() => confirm()}
          >
            {t('invoice.goOn')}
            <Icon name="chevron-right" />
          </Key>
        </>
      }
    >
      <div className={styles.finder}>
        <SearchField search={search} isFocused />
        <CustomerRows search={search} selectedId={customer?.id ?? null} onChoose={({ id }) => onChoose(id)} />
      </div>
    </StepDialog>
  )
}

function ToBuyer({
  sale,
  file,
  onEdit,
  onBack,
}: {
  readonly sale: Ticket
  readonly file: CustomerFile
  readonly onEdit: () => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const [isAsked, setAsked] = useState(false)
  const issue = async () => {
    if (isAsked) return
    setAsked(true)
    const issued = await ask('invoice.issue', { saleId: sale.id, customerId: file.id })
    setAsked(false)
    if (!issued.ok) return setRefusal(issued.error)
    closePanel()
    showToast({ tone: 'note', text: t('invoice.printed', { number: issued.value.number }) })
  }
  const { title, company, name, street, city, companyNumber, vatNumber } = file
  const lines = [company === '' ? '' : name, street, city, companyNumber, vatNumber].filter((line) => line !== '')
  return (
    <StepDialog
      step={t('sale.ticket', { number: sale.number })}
      title={t('invoice.title')}
      keys={{ Enter: () => void issue(), Escape: onBack, F3: onEdit }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={onBack}>
            {t('action.back')}
          </Key>
          <Key look="button" keyName="F3" onPress={onEdit}>
            <Icon name="pencil" />
            {t('customer.edit')}
          </Key>
          <span className="push" />
          <Key look="primary" keyName={t('key.enter')} onPress={() => void issue()}>
            <Icon name="print" />
            {t('invoice.issue', { amount: formatAmount(sale.totalMinor, sale.currency) })}
          </Key>
        </>
      }
    >
      <div className={styles.buyer}>
        <p className="cap">{t('invoice.buyer')}</p>
        <p className={styles.buyerTitle}>{title}</p>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p className="muted sm">{t('invoice.text')}</p>
        <p className={styles.refused} role="alert">
          {refusal !== null && errorSentence(refusal, locale)}
        </p>
      </div>
    </StepDialog>
  )
}
