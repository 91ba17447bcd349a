import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { aliasSchema, type DeviceView } from '#contract/views/devices-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { KIND_ICONS } from './device-looks.ts'
import styles from './devices.module.css'
import { useKeeperOnly } from './use-keeper-only.ts'

export const ALIAS_LENGTH_MAX = 24

/** The name people call it by, edited where it stands. */
export function DeviceName({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const keeperOnly = useKeeperOnly()
  const [isEdited, setEdited] = useState(false)
  return (
    <>
      <Icon name={KIND_ICONS[device.kind]} />
      {isEdited ? (
        <>
          <h2 className="visually-hidden">{device.alias}</h2>
          <NameField device={device} onEnd={() => setEdited(false)} />
        </>
      ) : (
        <>
          <h2>{device.alias}</h2>
          <Key
            look="quiet"
            className={keys.small}
            label={t('devices.rename')}
            closed={keeperOnly}
            onPress={() => setEdited(true)}
          >
            <Icon name="pencil" />
          </Key>
          <span className="grow" />
        </>
      )}
    </>
  )
}

function NameField({ device, onEnd }: { readonly device: DeviceView; readonly onEnd: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(device.alias)
  const save = () => {
    const alias = aliasSchema.safeParse(name.normalize('NFC'))
    if (!alias.success) showToast({ tone: 'note', text: t('note.badName') })
    else if (alias.data === device.alias) onEnd()
    else
      void call('devices.rename', { deviceId: device.id, alias: alias.data }).then((renamed) => renamed.ok && onEnd())
  }
  useKeys({ keys: { Enter: save, Escape: onEnd } })
  return (
    <>
      <input
        className={styles.nameField}
        type="text"
        aria-label={t('fact.name')}
        autoComplete="off"
        spellCheck={false}
        maxLength={ALIAS_LENGTH_MAX}
        // biome-ignore lint/a11y/noAutofocus: the pencil was pressed to type here
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Key look="quiet" className={keys.small} label={t('action.confirm')} onPress={save}>
        <Icon name="check" />
      </Key>
    </>
  )
}
