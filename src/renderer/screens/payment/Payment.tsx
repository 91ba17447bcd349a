import { useTranslation } from 'react-i18next'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { useKeys } from '../../input/keyboard.ts'
import { useCardWays } from '../../state/card-ways.ts'
import { payByMeans, undoLastTender } from '../../state/means-actions.ts'
import * as act from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { ACCOUNT_KEY, openPayOnAccount, PayOnAccount } from '../customers/PayOnAccount.tsx'
import { useAccountClosed } from '../customers/use-account-closed.ts'
import { PayByVoucher } from '../vouchers/PayByVoucher.tsx'
import { CardEnded } from './CardEnded.tsx'
import { CardExtraDialog, useExtraKeys } from './CardExtras.tsx'
import { CardProgress } from './CardProgress.tsx'
import { ChooseTender } from './ChooseTender.tsx'
import { ChooseWay, openChooseWay, WAY_KEY } from './ChooseWay.tsx'
import { cardKeys, endedKeys } from './card-keys.ts'
import { MeansReference } from './MeansReference.tsx'
import { MoneySide } from './MoneySide.tsx'
import { OtherMeans, openOtherMeans, useMeans } from './OtherMeans.tsx'
import { CODE_KEY, openPayByCode, PayByCode } from './PayByCode.tsx'
import { openPayReserved, PayReserved } from './PayReserved.tsx'
import styles from './payment.module.css'
import { useDue } from './use-due.ts'
import { RESERVED_KEY, usePayable } from './use-payable.ts'
import { useTicketPayment } from './use-ticket-payment.ts'

type Stage = 'choosing' | 'card' | 'ended'

/** What the right side shows: a card under way, the end of one, or the choice of a tender. */
function stageOf(payment: CardPaymentView | null): Stage {
  if (payment === null || payment.outcome === 'approved') return 'choosing'
  return payment.outcome === null ? 'card' : 'ended'
}

/** The amount left never moves; below it the tenders taken and the ways to pay. */
export function Payment() {
  const { t } = useTranslation()
  const payment = useTicketPayment()
  const stage = stageOf(payment)
  const isPayingReserved = useScreenStore((state) => state.panel === 'pay-reserved')
  const isChoosingWay = useScreenStore((state) => state.panel === 'choose-way')
  const isChoosingMeans = useScreenStore((state) => state.panel === 'other-means')
  const isAskingReference = useScreenStore((state) => state.panel === 'means-reference')
  const isAtVoucher = useScreenStore((state) => state.panel === 'voucher')
  const isPayingOnAccount = useScreenStore((state) => state.panel === 'pay-on-account')
  const isPayingByCode = useScreenStore((state) => state.panel === 'pay-by-code')
  return (
    <main className={styles.payment}>
      <MoneySide stage={stage} />
      <section className={styles.right} aria-label={t('payment.cardZone')}>
        {payment !== null && stage === 'card' && <CardProgress payment={payment} />}
        {payment !== null && stage === 'ended' && <CardEnded payment={payment} />}
        {stage === 'choosing' && <ChooseTender />}
      </section>
      <PaymentKeys stage={stage} payment={payment} />
      {isChoosingWay && stage === 'choosing' && <ChooseWay />}
      {isAskingReference && stage === 'choosing' && <MeansReference />}
      {isChoosingMeans && stage === 'choosing' && <OtherMeans />}
      {isAtVoucher && stage === 'choosing' && <PayByVoucher />}
      {isPayingOnAccount && stage === 'choosing' && <PayOnAccount />}
      {isPayingByCode && stage === 'choosing' && <PayByCode />}
      {isPayingReserved && stage === 'choosing' && <PayReserved />}
      {stage === 'choosing' && <CardExtraDialog />}
    </main>
  )
}

function leave(): void {
  const { entry } = useScreenStore.getState()
  if (entry.digits !== '') act.eraseDigit()
  else act.leavePaying()
}

function PaymentKeys({ stage, payment }: { readonly stage: Stage; readonly payment: CardPaymentView | null }) {
  const choosing = stage === 'choosing'
  const { t } = useTranslation()
  const { closed } = usePayable()
  const extraKeys = useExtraKeys()
  const { codeTenders } = useSlice('till')
  const ways = useCardWays()
  const { way } = useDue()
  const { meal, others } = useMeans()
  const accountClosed = useAccountClosed()
  const orClosed = (action: () => void) => (choosing ? action : () => act.sayClosed(`closed.during.${stage}`))
  useKeys({
    place: 'payment',
    ...(choosing ? { onDigit: act.typeDigit } : {}),
    keys: {
      '/': orClosed(act.payInCash),
      '*': orClosed(act.payByCard),
      [CODE_KEY]: orClosed(() => openPayByCode(codeTenders.length === 0 ? t('closed.noCodes') : null)),
      [WAY_KEY]: orClosed(() => openChooseWay(ways)),
      [RESERVED_KEY]: orClosed(() => openPayReserved(closed)),
      T: orClosed(() => (meal ? payByMeans(meal) : act.sayClosed('closed.mealVoucher'))),
      G: orClosed(act.payByCard),
      [ACCOUNT_KEY]: orClosed(() => openPayOnAccount(accountClosed)),
      A: orClosed(() => openOtherMeans(others, way === 'out')),
      F7: orClosed(undoLastTender),
      ...Object.fromEntries(Object.entries(extraKeys).map(([key, action]) => [key, orClosed(action)])),
      F8: () => act.sayClosed('closed.inPayment'),
      Backspace: act.eraseDigit,
    },
  })
  // Asked before: what a card is asked for goes before what its letter means else.
  useKeys({ place: PLACE_OF[stage], keys: keysOf(stage, payment, way === 'owed') })
  return null
}

const PLACE_OF = { choosing: 'payment', card: 'card', ended: 'ended' } as const

/** Enter takes the loud key of the stage, Escape its safe way back. */
function keysOf(stage: Stage, payment: CardPaymentView | null, isOwed: boolean): Readonly<Record<string, () => void>> {
  if (payment === null || stage === 'choosing') return { Enter: isOwed ? act.payByCard : act.payInCash, Escape: leave }
  return stage === 'ended' ? endedKeys(payment) : cardKeys(payment)
}
