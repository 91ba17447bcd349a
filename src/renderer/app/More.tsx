import { useTranslation } from 'react-i18next'
import { DialogBox } from '../components/DialogBox.tsx'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { Key } from '../components/Key.tsx'
import { call } from '../state/call.ts'
import { openBringBack, openLineDialog } from '../state/line-actions.ts'
import { pickReturn } from '../state/sale-actions.ts'
import { goTo, type Panel, type Space, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'

const open = (panel: Panel | null) => useScreenStore.setState({ panel })
const close = () => open(null)

/** What is needed less often than to have a key of its own. */
export function More() {
  const { t } = useTranslation()
  const { lines, table, state } = useSlice('sale')
  return (
    <DialogBox
      icon="more"
      title={t('more.title')}
      onClose={close}
      footer={
        <>
          <Key
            look="button"
            closed={lines.length === 0 && table === undefined ? t('closed.emptyTicket') : null}
            onPress={() => open('void')}
          >
            <Icon name="trash" />
            {t('action.void')}
          </Key>
          <LineKey keyName="N" icon="pencil" words="note.title" onPress={() => openLineDialog('note-line')} />
          <LineKey keyName="B" icon="back" words="goodsBack.title" onPress={openBringBack} />
          <Key
            look="button"
            keyName="R"
            closed={state === 'paying' ? t('closed.inPayment') : null}
            onPress={() => {
              goTo('sale')
              open('find-ticket')
            }}
          >
            <Icon name="search" />
            {t('find.title')}
          </Key>
          <LineKey icon="percent" words="discount.lineTitle" onPress={() => openLineDialog('discount-line')} />
          <Way to="management" icon="gear" words="nav.management" />
          <Way to="day" icon="calendar" words="nav.day" />
          <Key
            look="button"
            onPress={() => {
              close()
              void call('session.lock', {})
            }}
          >
            <Icon name="lock" />
            {t('action.lock')}
          </Key>
          <Key look="button" onPress={pickReturn}>
            <Icon name="back" />
            {t('action.return')}
          </Key>
          <Way to="explorer" icon="search" words="explorer.title" />
          <Way to="reservations" icon="lock" words="reservations.title" />
          <Way to="cards" icon="gift" words="cards.title" />
          <Way to="customers" icon="users" words="customers.title" />
          <Way to="offline" icon="clock" words="offline.title" />
          <Way to="devices" icon="pad" words="devices.title" />
          <Key look="button" onPress={() => open('keys')}>
            <Icon name="info" />
            {t('keys.title')}
          </Key>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      {t('more.text')}
    </DialogBox>
  )
}

/** Done to the chosen line of the ticket in hand. */
function LineKey({
  keyName,
  icon,
  words,
  onPress,
}: {
  readonly keyName?: string
  readonly icon: IconName
  readonly words: string
  readonly onPress: () => void
}) {
  const { t } = useTranslation()
  const { lines, state } = useSlice('sale')
  const isPaying = state === 'paying' ? t('closed.inPayment') : null
  return (
    <Key
      look="button"
      keyName={keyName}
      closed={lines.length === 0 ? t('closed.emptyTicket') : isPaying}
      onPress={() => {
        goTo('sale')
        onPress()
      }}
    >
      <Icon name={icon} />
      {t(words)}
    </Key>
  )
}

function Way({ to, icon, words }: { readonly to: Space; readonly icon: IconName; readonly words: string }) {
  const { t } = useTranslation()
  return (
    <Key look="button" onPress={() => goTo(to)}>
      <Icon name={icon} />
      {t(words)}
    </Key>
  )
}
