import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentFile, WireMessage } from '#contract/views/explorer-view.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { clockTimeMs } from '../../words/shop-time.ts'
import { usePaymentFile } from './use-explorer.ts'
import styles from './wire-log.module.css'

const close = () => useScreenStore.setState({ panel: null })

const DIRECTION_ICONS: Readonly<Record<WireMessage['direction'], IconName>> = {
  sent: 'arrow',
  received: 'back',
  'not-sent': 'off',
  unanswered: 'unknown',
}

/** The messages between till and bank about one payment, as the journal has them: no card number, no key, no code. */
export function WireLog({ paymentId }: { readonly paymentId: string | null }) {
  const open = useScreenStore((state) => state.panel === 'wire-log')
  return open && paymentId !== null ? <Messages paymentId={paymentId} /> : null
}

function Messages({ paymentId }: { readonly paymentId: string }) {
  const { t } = useTranslation()
  const { value: file } = usePaymentFile(paymentId)
  const [wanted, setWanted] = useState(0)
  const messages = file?.messages ?? []
  const index = Math.min(wanted, Math.max(0, messages.length - 1))
  const message = messages[index]
  const show = (to: number) => setWanted(Math.min(messages.length - 1, Math.max(0, to)))
  const keys = {
    Escape: close,
    Enter: close,
    M: close,
    ArrowLeft: () => show(index - 1),
    ArrowRight: () => show(index + 1),
    PageUp: () => show(index - 1),
    PageDown: () => show(index + 1),
  }
  return (
    <StepDialog
      step={stepWords(file)}
      title={t('wire.title')}
      keys={keys}
      onClose={close}
      footer={
        <>
          <Key
            look="button"
            keyName="←"
            closed={index === 0 ? t('closed.firstMessage') : null}
            onPress={() => show(index - 1)}
          >
            {t('wire.before')}
          </Key>
          <Key
            look="button"
            keyName="→"
            closed={index >= messages.length - 1 ? t('closed.lastMessage') : null}
            onPress={() => show(index + 1)}
          >
            {t('wire.after')}
          </Key>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      {message === undefined ? (
        <p className={styles.none}>{t('wire.none')}</p>
      ) : (
        <Message message={message} index={index} count={messages.length} />
      )}
    </StepDialog>
  )
}

const stepWords = (file: PaymentFile | null): string => file?.row.paymentNumber ?? ''

function Message({
  message,
  index,
  count,
}: {
  readonly message: WireMessage
  readonly index: number
  readonly count: number
}) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles.head}>
        <Icon name={DIRECTION_ICONS[message.direction]} />
        <b>
          {message.messageType} · {t(`wire.direction.${message.direction}`)}
        </b>
        <span className="muted">{clockTimeMs(message.at)}</span>
        <span className="push muted sm">{t('wire.place', { index: index + 1, count })}</span>
      </p>
      <dl className={styles.fields}>
        {message.fields.map(({ number, value }) => (
          <div key={number}>
            <dt>
              <span className={styles.number}>{number}</span>
              {t([`de.${number}`, 'wire.otherField'])}
            </dt>
            <dd>{hiddenWords(t, value)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted sm">{t('wire.note')}</p>
    </>
  )
}

/** `[16 bytes]` in the journal stands for what may not be written down. */
function hiddenWords(t: (key: string, values: { length: string }) => string, value: string): string {
  const length = /^\[(\d+) bytes\]$/.exec(value)?.[1]
  return length === undefined ? value : t('wire.hidden', { length })
}
