import { useTranslation } from 'react-i18next'
import { keyHint, keyOf, type OwnKeys } from '../actions/action-keys.ts'
import { ACTION_RUNS } from '../actions/action-runs.ts'
import { ACTIONS, type ActionId } from '../actions/action-table.ts'
import { useOwnKeys } from '../actions/use-own-keys.ts'
import { DialogBox } from '../components/DialogBox.tsx'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { Key } from '../components/Key.tsx'
import { useMay } from '../state/allowed.ts'
import { call } from '../state/call.ts'
import { startEditingKeys } from '../state/key-editing.ts'
import { pickReturn } from '../state/sale-actions.ts'
import { goTo, type Panel, type Space, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'

const open = (panel: Panel | null) => useScreenStore.setState({ panel })
const close = () => open(null)

function lock(): void {
  close()
  void call('session.lock', {})
}

/** What is needed less often than to have a key of its own. */
export function More() {
  const { t } = useTranslation()
  const { lines, table } = useSlice('sale')
  const own = useOwnKeys()
  const mayEditKeys = useMay('edit-articles')
  return (
    <DialogBox
      icon="more"
      title={t('more.title')}
      isWide
      onClose={close}
      keys={Object.fromEntries(TICKET_DEEDS.map((deed) => [keyName(deed, own), () => run(deed)]))}
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
          <Key look="button" onPress={lock}>
            <Icon name="lock" />
            {t('action.lock')}
          </Key>
          <Key look="button" onPress={pickReturn}>
            <Icon name="back" />
            {t('action.return')}
          </Key>
          <TicketKeys />
          <Key look="button" onPress={() => open('move-cash')}>
            <Icon name="drawer" />
            {t('cash.title')}
          </Key>
          <Way to="explorer" icon="search" words="explorer.title" />
          <Way to="reservations" icon="lock" words="reservations.title" />
          <Way to="cards" icon="gift" words="cards.title" />
          <Way to="customers" icon="users" words="customers.title" />
          <Way to="offline" icon="clock" words="offline.title" />
          <Way to="devices" icon="pad" words="devices.title" />
          <Key
            look="button"
            keyName={keyHint('editKeys', own)}
            closed={mayEditKeys ? null : t('keysEdit.manager')}
            onPress={startEditingKeys}
          >
            <Icon name="pencil" />
            {t('keysEdit.title')}
          </Key>
          <Key look="button" keyName={keyHint('palette', own)} onPress={() => open('palette')}>
            <Icon name="search" />
            {t('palette.title')}
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
  readonly id: ActionId
  readonly icon: IconName
  /** Where it is another key than on the sale. */
  readonly key?: string
  /** Needs a line to act on. */
  readonly isOfLine?: true
}

/** What is done to the ticket in hand, or finds another one, by the keys that do it on the sale. */
const TICKET_DEEDS: readonly TicketDeed[] = [
  { id: 'lineNote', icon: 'pencil', isOfLine: true },
  { id: 'goodsBack', icon: 'back', isOfLine: true },
  { id: 'lineDiscount', icon: 'percent', key: 'F3', isOfLine: true },
  { id: 'restoreLine', icon: 'back' },
  { id: 'findTicket', icon: 'search' },
]

const keyName = ({ id, key }: TicketDeed, own: OwnKeys) => key ?? keyOf(id, own) ?? ''
const run = ({ id }: TicketDeed) => ACTION_RUNS[id]?.run()

function TicketKeys() {
  const { t } = useTranslation()
  const own = useOwnKeys()
  const { lines, state } = useSlice('sale')
  const closed = (isOfLine: boolean) =>
    state === 'paying' ? t('closed.inPayment') : isOfLine && lines.length === 0 ? t('closed.emptyTicket') : null
  return TICKET_DEEDS.map((deed) => (
    <Key
      key={deed.id}
      look="button"
      keyName={deed.key ?? keyHint(deed.id, own)}
      closed={closed(deed.isOfLine ?? false)}
      onPress={() => run(deed)}
    >
      <Icon name={deed.icon} />
      {t(ACTIONS[deed.id].words)}
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
