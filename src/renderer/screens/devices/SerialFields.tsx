import { useTranslation } from 'react-i18next'
import { BAUD_RATES, SERIAL_FLOWS, SERIAL_FRAMES, type SerialSettings } from '#contract/serial-line.ts'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import styles from './printer-settings.module.css'

/** Speed, frame and flow control of a serial line; what nobody sets is the custom of the device's protocol. */
export function SerialFields({
  kind,
  settings,
  closed = null,
  onChange,
}: {
  readonly kind: DeviceKind
  readonly settings: SerialSettings
  /** Why they may not be changed now. */
  readonly closed?: string | null
  readonly onChange: (settings: SerialSettings) => void
}) {
  const { t } = useTranslation()
  const { baudRate, frame, flow } = settings
  const usual = { value: undefined, words: t('serial.usual') }
  const flows = SERIAL_FLOWS.filter((each) => each !== 'xon-xoff' || kind === 'printer' || kind === 'display')
  return (
    <div className={styles.settings}>
      <Row
        label={t('serial.speed')}
        chosen={baudRate}
        closed={closed}
        choices={[usual, ...BAUD_RATES.map((value) => ({ value, words: String(value) }))]}
        onChoose={(value) =>
          onChange({ ...rest({ frame, flow }), ...(value === undefined ? {} : { baudRate: value }) })
        }
      />
      <Row
        label={t('serial.frame')}
        chosen={frame}
        closed={closed}
        choices={[usual, ...SERIAL_FRAMES.map((value) => ({ value, words: value }))]}
        onChoose={(value) =>
          onChange({ ...rest({ baudRate, flow }), ...(value === undefined ? {} : { frame: value }) })
        }
      />
      <Row
        label={t('serial.flow')}
        chosen={flow ?? 'none'}
        closed={closed}
        choices={flows.map((value) => ({ value, words: t(`serialFlow.${value}`) }))}
        onChoose={(value) => onChange({ ...rest({ baudRate, frame }), ...(value === 'none' ? {} : { flow: value }) })}
      />
    </div>
  )
}

/** What is set and stays so. */
function rest(settings: { readonly [Name in keyof SerialSettings]: SerialSettings[Name] | undefined }): SerialSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

function Row<Value extends string | number | undefined>({
  label,
  chosen,
  closed,
  choices,
  onChoose,
}: {
  readonly label: string
  readonly chosen: Value | undefined
  readonly closed: string | null
  readonly choices: readonly { readonly value: Value | undefined; readonly words: string }[]
  readonly onChoose: (value: Value | undefined) => void
}) {
  return (
    <ChoiceGroup name={label} className={styles.choices}>
      {choices.map(({ value, words }) => (
        <Key
          key={words}
          look="button"
          className={keys.small}
          pressed={value === chosen}
          closed={closed}
          onPress={() => onChoose(value)}
        >
          {words}
        </Key>
      ))}
    </ChoiceGroup>
  )
}
