import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'

const close = () => useScreenStore.setState({ panel: null })

/** Asked for twice: without it payments or papers have nowhere to go. */
export function RemoveDevice({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const remove = () => {
    close()
    void call('devices.remove', { deviceId: device.id })
  }
  return (
    <ConfirmDialog
      title={t('devices.removeTitle', { alias: device.alias })}
      keep={t('devices.keep')}
      onKeep={close}
      deed={{ words: t('devices.remove'), icon: 'trash', onConfirm: remove }}
    >
      {t(`devices.removeText.${device.kind}`)}
    </ConfirmDialog>
  )
}
