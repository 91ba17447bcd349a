import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { DialogBox } from '../../components/DialogBox.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
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
    <DialogBox
      icon="warning"
      title={t('devices.removeTitle', { alias: device.alias })}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('devices.keep')}
          </Key>
          <Key look="danger" onPress={remove}>
            <Icon name="trash" />
            {t('devices.remove')}
          </Key>
        </>
      }
    >
      {t(`devices.removeText.${device.kind}`)}
    </DialogBox>
  )
}
