import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { beginPaying } from '../../state/sale-actions.ts'
import { closePanel } from './customer-actions.ts'
import styles from './customers.module.css'
import { PaidFor } from './PaidFor.tsx'

/** What is paid for, and how much of it: what is typed, else all that is left. */
function useTaking({ id, currency, balanceMinor, openInvoices }: CustomerFile, firstNumber: string | null) {
  const entry = useEntry()
  const [isAsked, setAsked] = useState(false)
  const [chosenNumber, setChosen] = useState(firstNumber)
  const place = openInvoices.findIndex(({ number }) => number === chosenNumber)
  const invoice = openInvoices[place]
  const owedMinor = invoice?.leftMinor ?? balanceMinor
  const amountOf = (digits: string) => (digits === '' ? owedMinor : (parseAmount(digits, currency) ?? 0))
  const choose = (number: string | null) => {
    setChosen(number)
    entry.clear()
  }
  const confirm = async () => {
    const amountMinor = amountOf(entry.latest())
    if (isAsked || amountMinor === 0) return
    setAsked(true)
    const named = invoice === undefined ? {} : { invoiceNumber: invoice.number }
    const added = await call('account.addPayment', { customerId: id, amountMinor, ...named })
    setAsked(false)
    if (added.ok) beginPaying()
  }
  return {
    entry,
    invoice,
    owedMinor,
    amountMinor: amountOf(entry.digits),
    choose,
    move: (by: number) => {
      const next = Math.min(openInvoices.length - 1, Math.max(-1, place + by))
      choose(openInvoices[next]?.number ?? null)
    },
    confirm: () => void confirm(),
  }
}

/**
 * What the customer pays: the account, or one of its invoices; all that is left of it unless a part is typed. It is paid as a ticket, by
 * any tender.
 */
export function TakePayment({
  file,
  invoiceNumber,
}: {
  readonly file: CustomerFile
  /** The one that was pressed; null for the account. */
  readonly invoiceNumber: string | null
}) {
  const { t } = useTranslation()
  const { currency, openInvoices } = file
  const { entry, invoice, owedMinor, amountMinor, choose, move, confirm } = useTaking(file, invoiceNumber)
  return (
    <StepDialog
      step={`${file.number} · ${file.title}`}
      title={t('account.take')}
      keys={{
        ...padKeys(entry.type),
        Backspace: entry.erase,
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        Enter: confirm,
        Escape: closePanel,
      }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <BackAnd words={t('account.notNow')} onBack={closePanel}>
          <Key look="primary" keyName={t('key.enter')} onPress={confirm}>
            <Icon name="cash" />
            {t('account.takeAmount', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.take}>
        <div>
          {openInvoices.length > 0 && <PaidFor file={file} chosen={invoice?.number ?? null} onChoose={choose} />}
          <Sums
            rows={[
              [t(invoice === undefined ? 'account.now' : 'invoice.left'), owedMinor],
              [t('account.paidNow'), amountMinor],
              [t(invoice === undefined ? 'account.afterwards' : 'invoice.leftAfterwards'), owedMinor - amountMinor],
            ]}
            currency={currency}
          />
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
      <p className="muted sm">{t('account.takeText')}</p>
    </StepDialog>
  )
}

function Sums({
  rows,
  currency,
}: {
  readonly rows: readonly (readonly [name: string, amountMinor: number])[]
  readonly currency: CustomerFile['currency']
}) {
  return (
    <dl>
      {rows.map(([name, amountMinor], index) => (
        <div key={name} className={styles.sumRow}>
          <dt className={styles.sumName}>{name}</dt>
          <dd
            className={classNames(styles.sum, index === rows.length - 1 && styles.sumLast)}
            {...(index === 1 && { 'data-testid': 'account-amount' })}
          >
            {formatAmount(amountMinor, currency)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
