import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { goTo, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { AddDevice } from './add/AddDevice.tsx'
import { DeviceDetail, HostDetail } from './DeviceDetail.tsx'
import { DeviceList, HOST_ID } from './DeviceList.tsx'
import styles from './devices.module.css'
import { RemoveDevice } from './RemoveDevice.tsx'
import { TryDevice } from './TryDevice.tsx'
import { useKeeperOnly } from './use-keeper-only.ts'

/** Pads, printers and the bank: how each is, and everything that is set up about it. */
export function Devices() {
  const { devices } = useSlice('devices')
  const panel = useScreenStore((state) => state.panel)
  const keeperOnly = useKeeperOnly()
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const ids = [...devices.map(({ id }) => id), HOST_ID]
  const index = Math.max(0, ids.indexOf(selectedId ?? ''))
  const device = devices[index]
  const open = (which: 'add-device' | 'try-device') =>
    keeperOnly === null ? useScreenStore.setState({ panel: which }) : showToast({ tone: 'closed', text: keeperOnly })
  const move = (by: number) => setSelectedId(ids[Math.min(ids.length - 1, Math.max(0, index + by))] ?? null)
  useKeys({
    place: 'devices',
    keys: {
      Enter: () => open('add-device'),
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
      Escape: () => goTo('management'),
    },
  })
  return (
    <main className={styles.page}>
      <Head keeperOnly={keeperOnly} onAdd={() => open('add-device')} />
      <DeviceList selectedId={ids[index] ?? HOST_ID} onChoose={setSelectedId} />
      {device === undefined ? <HostDetail /> : <DeviceDetail key={device.id} device={device} />}
      {panel === 'add-device' && <AddDevice onAdded={setSelectedId} />}
      {panel === 'try-device' && device !== undefined && <TryDevice device={device} />}
      {panel === 'remove-device' && device !== undefined && <RemoveDevice device={device} />}
    </main>
  )
}

function Head({ keeperOnly, onAdd }: { readonly keeperOnly: string | null; readonly onAdd: () => void }) {
  const { t } = useTranslation()
  const { devices } = useSlice('devices')
  const ready = devices.filter(({ state }) => state === 'ready' || state === 'busy').length
  return (
    <div className={styles.head}>
      <div className="grow">
        <h1>{t('devices.title')}</h1>
        <p className="muted sm">{t('devices.ready', { count: ready, total: devices.length })}</p>
      </div>
      <Key look="button" onPress={() => void call('devices.check', {})}>
        <Icon name="ask-again" />
        {t('devices.checkAll')}
      </Key>
      <Key look="primary" keyName={t('key.enter')} closed={keeperOnly} onPress={onAdd}>
        <Icon name="plus" />
        {t('devices.add')}
      </Key>
    </div>
  )
}
