import { useTranslation } from 'react-i18next'
import { type DeviceKind, deviceKindSchema } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { KIND_ICONS } from '../device-looks.ts'
import styles from './add-device.module.css'

export function ChooseKind({
  kind,
  onKind,
}: {
  readonly kind: DeviceKind
  readonly onKind: (kind: DeviceKind) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.kinds}>
      {deviceKindSchema.options.map((each) => (
        <Key key={each} look="button" className={styles.kind} pressed={each === kind} onPress={() => onKind(each)}>
          <Icon name={KIND_ICONS[each]} size="large" />
          <span>
            <b className="xl">{t(`device.${each}`)}</b>
            <small>{t(`add.about.${each}`)}</small>
          </span>
        </Key>
      ))}
    </div>
  )
}
