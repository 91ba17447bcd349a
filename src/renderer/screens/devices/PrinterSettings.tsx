import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import {
  drawerWaySchema,
  PRINTER_PROFILE_NAMES,
  type PrinterSettings as Settings,
} from '#contract/views/printer-settings-view.ts'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './printer-settings.module.css'
import { useKeeperOnly } from './use-keeper-only.ts'

const PINS = [2, 5] as const

/** A page of keys with goods of every family: ordering it somewhere would order nothing. */
export const FAVOURITES = 'family.favourites'

/** What a person sets of a printer; each press is kept at once. */
export function PrinterSettings({ device, settings }: { readonly device: DeviceView; readonly settings: Settings }) {
  const { t } = useTranslation()
  const families = useSlice('till').families.filter(({ nameKey }) => nameKey !== FAVOURITES)
  const { devices } = useSlice('devices')
  const others = devices.filter(({ id, kind }) => kind === 'printer' && id !== device.id)
  const set = (change: Partial<Settings>) =>
    void call('devices.setPrinter', { deviceId: device.id, settings: { ...settings, ...change } })
  const toggled = (id: string) =>
    settings.families.includes(id) ? settings.families.filter((other) => other !== id) : [...settings.families, id]
  return (
    <div className={styles.settings}>
      <ChoiceGroup name={t('printer.kitchen')} className={styles.choices}>
        {families.map(({ id, nameKey, name }) => (
          <Choice key={id} isChosen={settings.families.includes(id)} onPress={() => set({ families: toggled(id) })}>
            {name ?? t(nameKey)}
          </Choice>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name={t('printer.standIn')} className={styles.choices}>
        <Choice isChosen={settings.standInId === null} onPress={() => set({ standInId: null })}>
          {t('printer.noStandIn')}
        </Choice>
        {others.map(({ id, alias }) => (
          <Choice key={id} isChosen={settings.standInId === id} onPress={() => set({ standInId: id })}>
            {alias}
          </Choice>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name={t('printer.drawer')} className={styles.choices}>
        {drawerWaySchema.options.map((way) => (
          <Choice
            key={way}
            isChosen={settings.drawer.way === way}
            onPress={() => set({ drawer: { ...settings.drawer, way } })}
          >
            {t(`drawerWay.${way}`)}
          </Choice>
        ))}
        {PINS.map((pin) => (
          <Choice
            key={pin}
            isChosen={settings.drawer.pin === pin}
            onPress={() => set({ drawer: { ...settings.drawer, pin } })}
          >
            {t('printer.pin', { pin })}
          </Choice>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name={t('printer.profile')} className={styles.choices}>
        {PRINTER_PROFILE_NAMES.map((profile) => (
          <Choice key={profile} isChosen={settings.profile === profile} onPress={() => set({ profile })}>
            {t(`printerProfile.${profile}`)}
          </Choice>
        ))}
      </ChoiceGroup>
    </div>
  )
}

function Choice({
  isChosen,
  onPress,
  children,
}: {
  readonly isChosen: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}) {
  const keeperOnly = useKeeperOnly()
  return (
    <Key look="button" className={keys.small} pressed={isChosen} closed={keeperOnly} onPress={onPress}>
      {children}
    </Key>
  )
}
