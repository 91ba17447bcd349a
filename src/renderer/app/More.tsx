import { useTranslation } from 'react-i18next'
import { DialogBox } from '../components/DialogBox.tsx'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { Key } from '../components/Key.tsx'
import { useMay } from '../state/allowed.ts'
import { call } from '../state/call.ts'
import { startEditingKeys } from '../state/key-editing.ts'
import { openBringBack, openFindTicket, openLineDialog, restoreLine } from '../state/line-actions.ts'
import { pickReturn } from '../state/sale-actions.ts'
import { goTo, type Panel, type Space, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'

const open = (panel: Panel | null) => useScreenStore.setState({ panel })
const close = () => open(null)

/** What is needed less often than to have a key of its own. */
export function More() {
  const { t } = useTranslation()
  const { lines, table } = useSlice('sale')
  const mayEditKeys = useMay('edit-articles')
  return (
    <DialogBox
      icon="more"
      title={t('more.title')}
      isWide
      onClose={close}
      keys={Object.fromEntries(TICKET_DEEDS.map(({ key, act }) => [key, () => onTicket(act)]))}
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
          <TicketKeys />
          <Way to="explorer" icon="search" words="explorer.title" />
          <Way to="reservations" icon="lock" words="reservations.title" />
          <Way to="cards" icon="gift" words="cards.title" />
          <Way to="customers" icon="users" words="customers.title" />
          <Way to="offline" icon="clock" words="offline.title" />
          <Way to="devices" icon="pad" words="devices.title" />
          <Key look="button" keyName="K" closed={mayEditKeys ? null : t('keysEdit.manager')} onPress={startEditingKeys}>
            <Icon name="pencil" />
            {t('keysEdit.title')}
          </Key>
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

interface TicketDeed {
  readonly key: string
  readonly icon: IconName
  readonly words: string
  readonly act: () => void
  /** Needs a line to act on. */
  readonly isOfLine?: true
}

/** What is done to the ticket in hand, or finds another one, by the keys that do it on the sale. */
const TICKET_DEEDS: readonly TicketDeed[] = [
  { key: 'N', icon: 'pencil', words: 'note.title', act: () => openLineDialog('note-line'), isOfLine: true },
  { key: 'B', icon: 'back', words: 'goodsBack.title', act: openBringBack, isOfLine: true },
  {
    key: 'F3',
    icon: 'percent',
    words: 'discount.lineTitle',
    act: () => openLineDialog('discount-line'),
    isOfLine: true,
  },
  { key: 'Z', icon: 'back', words: 'keys.restoreLine', act: restoreLine },
  { key: 'R', icon: 'search', words: 'find.title', act: openFindTicket },
]

function onTicket(act: () => void): void {
  goTo('sale')
  act()
}

function TicketKeys() {
  const { t } = useTranslation()
  const { lines, state } = useSlice('sale')
  const closed = (isOfLine: boolean) =>
    state === 'paying' ? t('closed.inPayment') : isOfLine && lines.length === 0 ? t('closed.emptyTicket') : null
  return TICKET_DEEDS.map(({ key, icon, words, act, isOfLine = false }) => (
    <Key key={key} look="button" keyName={key} closed={closed(isOfLine)} onPress={() => onTicket(act)}>
      <Icon name={icon} />
      {t(words)}
    </Key>
  ))
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
