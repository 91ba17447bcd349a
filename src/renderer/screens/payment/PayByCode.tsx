import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { EMPTY_ENTRY } from '../../input/entry.ts'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './pay-by-code.module.css'

/** The key that pays by a code which the customer reads out. */
export const CODE_KEY = 'M'

const close = () => useScreenStore.setState({ panel: null })

/** Opens it, or says that this shop takes no codes. */
export function openPayByCode(closed: string | null): void {
  if (closed === null) useScreenStore.setState({ panel: 'pay-by-code' })
  else showToast({ tone: 'closed', text: closed })
}

/** Figures in threes, as people read them out. */
const grouped = (code: string) => code.replace(/(\d{3})(?=\d)/g, '$1 ')

/** The code as it is typed or scanned. More figures than a code has may be a card number: all of them are gone. */
function useCode() {
  const [code, draw] = useState('')
  const [wasTooLong, setTooLong] = useState(false)
  const latest = useRef('')
  const set = (next: string) => {
    const isTooLong = next.length > LIMITS.mobileCodeDigitsMax
    setTooLong(isTooLong)
    latest.current = isTooLong ? '' : next
    draw(latest.current)
  }
  return {
    code,
    wasTooLong,
    latest: () => latest.current,
    type: (digit: string) => /^\d$/.test(digit) && set(latest.current + digit),
    erase: () => set(latest.current.slice(0, -1)),
    scan: (scanned: string) => set(scanned.replace(/\D/g, '')),
  }
}

/** What the customer reads out is typed or scanned; the bank is asked by it as by a card. */
export function PayByCode() {
  const { t } = useTranslation()
  const { codeTenders } = useSlice('till')
  const sale = useSlice('sale')
  const digits = useScreenStore((state) => state.entry.digits)
  const [amountMinor] = useState((digits === '' ? null : parseAmount(digits, sale.currency)) ?? sale.remainingMinor)
  const [chosenId, choose] = useState(codeTenders[0]?.id)
  const [isAsking, setAsking] = useState(false)
  const entry = useCode()
  const tender = codeTenders.find(({ id }) => id === chosenId)
  const isShort = entry.code.length < (tender?.minDigits ?? 0)
  const confirm = async () => {
    const code = entry.latest()
    if (tender === undefined || isAsking || code.length < tender.minDigits) return
    setAsking(true)
    const begun = await call('tender.code', { amountMinor, productId: tender.id, code })
    setAsking(false)
    if (begun.ok) useScreenStore.setState({ panel: null, entry: EMPTY_ENTRY })
  }
  const amount = formatAmount(amountMinor, sale.currency)
  return (
    <StepDialog
      step={tender?.name ?? ''}
      title={t('payCode.title', { amount })}
      keys={{ ...padKeys(entry.type), Backspace: entry.erase, Enter: () => void confirm(), Escape: close }}
      onClose={close}
      onScan={entry.scan}
      footer={
        <BackAnd words={t('payReserved.keep')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={isShort ? t('closed.code', { count: tender?.minDigits ?? 0 }) : null}
            onPress={() => void confirm()}
          >
            <Icon name="scan" />
            {t('payCode.confirm', { amount })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.form}>
        <div>
          {codeTenders.length > 1 && (
            <div className={styles.products}>
              {codeTenders.map(({ id, name }) => (
                <Key key={id} look="button" pressed={id === chosenId} onPress={() => choose(id)}>
                  {name}
                </Key>
              ))}
            </div>
          )}
          <b>{t('payCode.code')}</b>
          <output className={styles.code} aria-live="polite" data-testid="pay-code">
            {entry.code === '' ? '–' : grouped(entry.code)}
          </output>
          <Hint wasTooLong={entry.wasTooLong} />
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} hasMark={false} />
      </div>
    </StepDialog>
  )
}

function Hint({ wasTooLong }: { readonly wasTooLong: boolean }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <p className={classNames('sm', wasTooLong ? styles.refused : 'muted')} role={wasTooLong ? 'alert' : undefined}>
      {wasTooLong ? errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale) : t('payCode.text')}
    </p>
  )
}
