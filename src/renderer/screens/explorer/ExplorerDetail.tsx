import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useExplorerStore } from '../../state/explorer-store.ts'
import { openStory, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { stepSeconds } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { GIVE_BACK_KEY, GiveBackDialog } from '../returns/GiveBackDialog.tsx'
import { actionClosed, takeAction } from '../story/payment-actions.ts'
import styles from './explorer.module.css'
import { rowLook } from './row-looks.ts'
import { usePaymentFile } from './use-explorer.ts'

/** What is kept of the chosen payment, and what may be done about it; over the list where the screen is narrow. */
export function ExplorerDetail({ paymentId }: { readonly paymentId: string | null }) {
  const { t } = useTranslation()
  const open = useExplorerStore((state) => state.detailOpen)
  const file = usePaymentFile(paymentId)
  if (paymentId === null || (file.value === null && !file.slow)) {
    return (
      <aside className={classNames('card', styles.detail, open && styles.open)} aria-label={t('explorer.detail')} />
    )
  }
  return (
    <aside className={classNames('card', styles.detail, open && styles.open)} aria-label={t('explorer.detail')}>
      {file.value === null ? (
        <p className={styles.looking} role="status">
          {t('explorer.looking')}
        </p>
      ) : (
        <Detail file={file.value} askAgain={file.askAgain} />
      )}
    </aside>
  )
}

function Detail({ file, askAgain }: { readonly file: PaymentFile; readonly askAgain: () => void }) {
  const { t } = useTranslation()
  const { row } = file
  const look = rowLook(row)
  return (
    <>
      <header>
        <Key
          look="button"
          className={classNames(keys.small, styles.closeDetail)}
          label={t('action.close')}
          onPress={() => useExplorerStore.setState({ detailOpen: false })}
        >
          <Icon name="chevron-left" />
        </Key>
        {row.paymentNumber}
        <span className="push">
          <Badge tone={look.tone} icon={look.icon}>
            {t(look.words)}
          </Badge>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.about} tabIndex={0} aria-label={t('explorer.facts')}>
        <div className={styles.big}>{formatAmount(row.amountMinor, row.currency)}</div>
        <Reason file={file} />
        <Facts file={file} />
      </section>
      <Actions file={file} askAgain={askAgain} />
    </>
  )
}

/** Why it was not approved, or what is still open; nothing when all is well. */
function Reason({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (file.failure === null) return null
  const { outcome } = file.row
  const tone = outcome === 'unknown' ? 'unk' : outcome === 'declined' ? 'err' : 'plain'
  return (
    <p className={classNames(styles.reason, styles[tone])}>
      <Icon name={outcome === 'unknown' ? 'unknown' : 'info'} />
      <span>
        {errorSentence(file.failure, locale)}
        {file.responseCode !== null && (
          <small className="nowrap"> {t('explorer.bankCode', { code: file.responseCode })}</small>
        )}
      </span>
    </p>
  )
}

type Fact = readonly [key: string, value: string | null, isMono?: boolean]

function factsOf(t: TFunction, file: PaymentFile, seconds: (ms: number) => string): Fact[] {
  const { row } = file
  const card = row.scheme === null ? t('explorer.noCard') : `${t(`scheme.${row.scheme}`)} •••• ${row.cardTail}`
  const proof = file.verifiedBy === 'none' ? '' : ` · ${t(`explorer.verified.${file.verifiedBy}`)}`
  const total = file.finishedAt === null ? null : Date.parse(file.finishedAt) - Date.parse(row.startedAt)
  const paidBy = file.salePaidBy.map((kind) => t(`tender.${kind}`)).join(' + ')
  return [
    ['explorer.fact.started', dayAndTime(row.startedAt)],
    ['explorer.fact.operation', row.operation === 'sale' ? null : t(`operation.${row.operation}`)],
    ['explorer.fact.card', card],
    ['explorer.fact.entry', row.scheme === null ? null : `${t(`explorer.entry.${row.entryMode}`)}${proof}`],
    ['explorer.fact.offline', file.offline === null ? null : t(`offline.basis.${file.offline}`)],
    ['explorer.fact.sale', saleWords(t, file, paidBy)],
    ['explorer.fact.cashier', row.cashierName],
    ['explorer.fact.terminal', both(file.terminalId, file.acquirerId)],
    ['explorer.fact.trace', both(file.stan, file.batchNumber)],
    ['explorer.fact.reference', file.retrievalReference],
    ['explorer.fact.approval', file.approvalCode],
    ['AID', file.applicationId, true],
    ['TVR · TSI', both(file.verificationHex, file.transactionStatusHex), true],
    ['explorer.fact.duration', total === null ? null : durationWords(t, total, file.bankMs, seconds)],
  ]
}

/** Two facts of one line; null when neither is known. */
const both = (...values: readonly (string | null)[]): string | null =>
  values.filter((value) => value !== null).join(' · ') || null

function saleWords(t: TFunction, file: PaymentFile, paidBy: string): string {
  if (file.isTest) return t('explorer.testSale')
  if (file.saleNumber === null) return t('explorer.saleGone')
  return paidBy === '' ? file.saleNumber : t('explorer.salePaid', { number: file.saleNumber, by: paidBy })
}

function durationWords(t: TFunction, total: number, bankMs: number | null, seconds: (ms: number) => string): string {
  const all = seconds(total)
  return bankMs === null
    ? t('explorer.duration', { total: all })
    : t('explorer.durationBank', { total: all, bank: seconds(bankMs) })
}

function Facts({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <dl>
      {factsOf(t, file, (ms) => stepSeconds(ms, locale)).map(
        ([key, value, isMono]) =>
          value !== null && (
            <div key={key}>
              <dt>{key.startsWith('explorer.') ? t(key) : key}</dt>
              <dd className={isMono ? styles.mono : undefined}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** The till finds the way back, and says why there is none; only what charged a card can have one. */
const isCharge = ({ row, isTest }: PaymentFile): boolean =>
  row.outcome === 'approved' && !isTest && (row.operation === 'sale' || row.operation === 'completion')

function Actions({ file, askAgain }: { readonly file: PaymentFile; readonly askAgain: () => void }) {
  const { t } = useTranslation()
  const { paymentId, cardTail, amountMinor } = file.row
  const unlessClosed = (closed: string | null, act: () => void) => () =>
    closed === null ? act() : showToast({ tone: 'closed', text: closed })
  const paper = file.next === 'print-decline' || file.actions.includes('print-decline') ? 'print-decline' : 'reprint'
  const paperClosed = actionClosed(t, file, paper)
  const print = unlessClosed(paperClosed, () => takeAction(file, paper, askAgain))
  const bankClosed = actionClosed(t, file, 'ask-bank')
  const askBank = unlessClosed(bankClosed, () => takeAction(file, 'ask-bank', askAgain))
  const messages = () => useScreenStore.setState({ panel: 'wire-log' })
  const returnClosed = isCharge(file) ? null : t('closed.nothingToGiveBack')
  const giveBack = unlessClosed(returnClosed, () => useScreenStore.setState({ panel: 'give-back' }))
  const isGivingBack = useScreenStore((state) => state.panel === 'give-back')
  const closeAndAsk = () => {
    useScreenStore.setState({ panel: null })
    askAgain()
  }
  useKeys({ place: 'explorer', keys: { R: print, M: messages, B: askBank, [GIVE_BACK_KEY]: giveBack } })
  return (
    <div className={styles.actions}>
      <div className="row">
        <Key look="primary" className="grow" onPress={() => openStory(paymentId)}>
          <Icon name="clock" />
          {t('explorer.story')}
        </Key>
        <Key look="button" keyName="R" closed={paperClosed} onPress={print}>
          <Icon name="print" />
          {t('explorer.ticket')}
        </Key>
      </div>
      <div className={classNames('row', styles.further)}>
        <Key look="button" className={classNames(keys.small, 'grow')} keyName="M" onPress={messages}>
          {t('explorer.messages')}
        </Key>
        <Key look="button" className={classNames(keys.small, 'grow')} keyName="B" closed={bankClosed} onPress={askBank}>
          {t('explorer.askBank')}
        </Key>
        <Key
          look="button"
          className={classNames(keys.small, 'grow')}
          keyName={GIVE_BACK_KEY}
          closed={returnClosed}
          onPress={giveBack}
        >
          {t('explorer.giveBack')}
        </Key>
      </div>
      {isGivingBack && <GiveBackDialog payments={[{ paymentId, cardTail, amountMinor }]} onClose={closeAndAsk} />}
    </div>
  )
}
