import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { goTo, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CorrectAccount } from './CorrectAccount.tsx'
import { type CustomerDeeds, CustomerDetail } from './CustomerDetail.tsx'
import { CustomerForm } from './CustomerForm.tsx'
import { CustomerRows, SearchField } from './CustomerList.tsx'
import { closePanel, openPanel, putOnTicket } from './customer-actions.ts'
import styles from './customers.module.css'
import { RefundCredit } from './RefundCredit.tsx'
import { TakePayment } from './TakePayment.tsx'
import { type CustomerSearch, useCustomerFile, useCustomerSearch } from './use-customers.ts'

const choose = (customerId: string | null) => useScreenStore.setState({ customerId })

/** Why a customer cannot come on the ticket in hand; null where he can. */
function usePutClosed(file: CustomerFile | null): string | null {
  const { t } = useTranslation()
  const { state } = useSlice('sale')
  if (file === null) return t('closed.noCustomer')
  if (state === 'paying') return t('closed.inPayment')
  return file.archivedAt === null ? null : t('closed.customerArchived')
}

/** All customers: looked for on one side, the file of one on the other. */
export function Customers() {
  const { t } = useTranslation()
  const panel = useScreenStore((state) => state.panel)
  const wantedId = useScreenStore((state) => state.customerId)
  const [withArchived, setWithArchived] = useState(false)
  const search = useCustomerSearch(withArchived)
  const [turn, setTurn] = useState(0)
  const { customers } = search
  // One that was opened from elsewhere is shown although the list does not hold it.
  const shownId = wantedId ?? customers[0]?.id ?? null
  const file = useCustomerFile(shownId, turn)
  const index = customers.findIndex(({ id }) => id === shownId)
  const move = (by: number) => choose(customers[Math.min(customers.length - 1, Math.max(0, index + by))]?.id ?? null)
  const changed = () => {
    setTurn((before) => before + 1)
    search.again()
  }
  const [paidInvoice, setPaidInvoice] = useState<string | null>(null)
  const deeds = useDeeds(file, changed, setPaidInvoice)
  const look = (text: string) => {
    choose(null)
    search.type(text)
  }
  const isDialogOpen = panel !== null
  useKeys({
    place: 'customers',
    keys: {
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
      PageUp: () => move(-8),
      PageDown: () => move(8),
      F2: () => openPanel('new-customer'),
      F3: deeds.edit,
      F6: deeds.take,
      F7: deeds.correct,
      F4: deeds.refund,
      Enter: deeds.put,
      Escape: () => (search.text === '' ? goTo('sale') : search.type('')),
    },
  })
  return (
    <main className={styles.page}>
      <section className={classNames('card', styles.list)} aria-label={t('customers.title')}>
        <ListHead
          search={{ ...search, type: look }}
          isFocused={!isDialogOpen}
          withArchived={withArchived}
          onArchived={() => setWithArchived((before) => !before)}
        />
        <CustomerRows search={search} selectedId={shownId} onChoose={({ id }) => choose(id)} />
      </section>
      {file === null ? <Nobody /> : <CustomerDetail file={file} deeds={deeds} />}
      {panel === 'edit-customer' && file !== null && (
        <CustomerForm
          file={file}
          onSaved={() => {
            closePanel()
            changed()
          }}
          onClose={closePanel}
        />
      )}
      {panel === 'take-payment' && file !== null && <TakePayment file={file} invoiceNumber={paidInvoice} />}
      {panel === 'correct-account' && file !== null && <CorrectAccount file={file} onDone={changed} />}
      {panel === 'refund-credit' && file !== null && <RefundCredit file={file} onDone={changed} />}
      {panel === 'erase-customer' && file !== null && <EraseCustomer file={file} onErased={changed} />}
    </main>
  )
}

function useDeeds(
  file: CustomerFile | null,
  onChanged: () => void,
  onPaidFor: (invoiceNumber: string | null) => void,
): CustomerDeeds {
  const { t } = useTranslation()
  const putClosed = usePutClosed(file)
  const erased = file === null || file.erasedAt !== null ? t('closed.customerErased') : null
  const unless = (why: string | null, act: () => void) => () =>
    why === null ? act() : showToast({ tone: 'closed', text: why })
  const archive = () => {
    if (file === null) return
    const isArchived = file.archivedAt === null
    void call('customer.archive', { customerId: file.id, isArchived }).then((done) => done.ok && onChanged())
  }
  const data = () => {
    if (file === null) return
    void call('customer.data', { customerId: file.id }).then((written) => {
      if (written.ok) showToast({ tone: 'note', text: t('customer.dataWritten', { path: written.value.path }) })
    })
  }
  const takeClosed = erased ?? putClosed ?? (file !== null && file.balanceMinor > 0 ? null : t('closed.nothingOwed'))
  const takeFor = (invoiceNumber: string | null) =>
    unless(takeClosed, () => {
      onPaidFor(invoiceNumber)
      openPanel('take-payment')
    })()
  const refundClosed = erased ?? (file !== null && file.balanceMinor < 0 ? null : t('closed.noCredit'))
  return {
    put: unless(putClosed, () => file && putOnTicket(file.id)),
    putClosed,
    edit: unless(erased, () => openPanel('edit-customer')),
    editClosed: erased,
    take: () => takeFor(null),
    takeFor,
    takeClosed,
    correct: unless(erased, () => openPanel('correct-account')),
    correctClosed: erased,
    refund: unless(refundClosed, () => openPanel('refund-credit')),
    refundClosed,
    archive: unless(erased, archive),
    data,
    erase: unless(erased, () => openPanel('erase-customer')),
    eraseClosed: erased,
  }
}

function ListHead({
  search,
  isFocused,
  withArchived,
  onArchived,
}: {
  readonly search: CustomerSearch
  readonly isFocused: boolean
  readonly withArchived: boolean
  readonly onArchived: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.listHead}>
      <div className="row between">
        <h1>{t('customers.title')}</h1>
        <Key look="button" className={keys.small} keyName="F2" onPress={() => openPanel('new-customer')}>
          <Icon name="plus" />
          {t('customer.new')}
        </Key>
      </div>
      <div className={styles.listSearch}>
        <SearchField search={search} isFocused={isFocused} />
        <Key look="button" className={keys.small} pressed={withArchived} onPress={onArchived}>
          {t('customer.withArchived')}
        </Key>
      </div>
    </div>
  )
}

function Nobody() {
  const { t } = useTranslation()
  return (
    <section className={classNames('card', styles.none)} aria-label={t('customer.file')}>
      <Icon name="users" size="large" />
      <span>{t('customer.chooseOne')}</span>
    </section>
  )
}

/** Asked twice: nobody brings back what is forgotten. */
function EraseCustomer({ file, onErased }: { readonly file: CustomerFile; readonly onErased: () => void }) {
  const { t } = useTranslation()
  const erase = () => {
    closePanel()
    void call('customer.erase', { customerId: file.id }).then((erased) => {
      if (!erased.ok) return
      choose(null)
      onErased()
      showToast({ tone: 'note', text: t('customer.erased', { number: file.number }) })
    })
  }
  return (
    <ConfirmDialog
      title={t('customer.eraseTitle', { name: file.title })}
      keep={t('customer.eraseKeep')}
      onKeep={closePanel}
      deed={{ words: t('customer.erase'), icon: 'trash', onConfirm: erase }}
    >
      {t('customer.eraseText')}
    </ConfirmDialog>
  )
}
