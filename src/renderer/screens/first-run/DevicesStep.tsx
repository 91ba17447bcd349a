import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { bankName } from '../../words/bank-name.ts'
import { BankDialog } from '../bank/BankDialog.tsx'
import { AddDevice } from '../devices/add/AddDevice.tsx'
import { deviceLook, KIND_ICONS } from '../devices/device-looks.ts'
import styles from './first-run.module.css'

const KINDS = { printer: ['printer', 'display'], cards: ['pad', 'terminal'] } as const

const add = () => useScreenStore.setState({ panel: 'add-device' })
const changeBank = () => useScreenStore.setState({ panel: 'bank' })

/** Printers, or what takes cards: none is needed to begin, and what it means to have none is said. */
export function DevicesStep({ step }: { readonly step: 'printer' | 'cards' }) {
  const { t } = useTranslation()
  const { devices } = useSlice('devices')
  const { training } = useSlice('till')
  const { host } = useSlice('status')
  const kinds: readonly string[] = KINDS[step]
  const shown = devices.filter(({ kind }) => kinds.includes(kind))
  useKeys({ place: 'first-run', keys: { '+': add, A: add, ...(step === 'cards' && { B: changeBank }) } })
  return (
    <>
      <section className="card" aria-label={t(`firstRun.${step}`)}>
        <ul className={styles.devices}>
          {shown.map((device) => {
            const look = deviceLook(device)
            return (
              <li key={device.id}>
                <Icon name={KIND_ICONS[device.kind]} />
                <b className="grow">{device.alias}</b>
                <Badge tone={look.tone} icon={look.icon}>
                  {t(look.words)}
                </Badge>
              </li>
            )
          })}
          {shown.length === 0 && <li className="muted">{t(`firstRun.none.${step}`)}</li>}
          {step === 'cards' && (
            <li>
              <Icon name="bank" />
              <b className="grow">{bankName(t, host.alias)}</b>
              <Badge tone={training ? 'warn' : 'ok'} icon={training ? 'training' : 'ok'}>
                {t(training ? 'firstRun.bankTraining' : 'firstRun.bankLive')}
              </Badge>
              <Key look="button" className={keys.small} keyName="B" onPress={changeBank}>
                {t('firstRun.changeBank')}
              </Key>
            </li>
          )}
        </ul>
      </section>
      <Key look="button" keyName="A" className={styles.addDevice} onPress={add}>
        <Icon name="plus" />
        {t('devices.add')}
      </Key>
      <Banner tone="acc" icon="info" title={t(`firstRun.without.${step}`)}>
        {t(training && step === 'cards' ? 'firstRun.trainingBank' : 'firstRun.addLater')}
      </Banner>
    </>
  )
}

/** The dialogs of the devices screen, over the step. */
export function AddFirstDevice() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'bank' || panel === 'choose-mode') return <BankDialog />
  return panel === 'add-device' ? <AddDevice onAdded={() => undefined} /> : null
}
