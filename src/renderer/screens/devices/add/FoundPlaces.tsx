import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { lineOf } from '#contract/serial-line.ts'
import type { SerialPortView } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { ask } from '../../../state/call.ts'
import { useSlice } from '../../../state/till-store.ts'
import styles from './add-device.module.css'
import type { Draft } from './use-add-device.ts'

interface Places {
  readonly ports: Response<'devices.serialPorts'>
  readonly printers: Response<'devices.printersFound'> | null
}

const NO_PRINTERS = { usb: null, windows: null } as const

/** Where a device of this kind may hang on this machine, as far as that can be listed. */
export function FoundPlaces({
  draft,
  onChange,
}: {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [found, setFound] = useState<Places | null>(null)
  const [round, setRound] = useState(0)
  const { kind } = draft
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    let left = false
    const printers = kind === 'printer' ? ask('devices.printersFound', {}) : null
    void Promise.all([ask('devices.serialPorts', {}), printers]).then(([list, asked]) => {
      if (left) return
      setFound({
        ports: list.ok ? list.value : { ports: [], failure: list.error },
        printers: asked === null ? null : asked.ok ? asked.value : NO_PRINTERS,
      })
    })
    return () => {
      left = true
    }
  }, [kind, round])
  const choose = (place: string) => onChange({ place })
  return (
    <div className={styles.ports}>
      <div className="row">
        <b className="sm muted grow">{t('add.ports')}</b>
        <Key look="quiet" className={styles.again} onPress={() => setRound((count) => count + 1)}>
          <Icon name="ask-again" size="small" />
          {t('add.portsAgain')}
        </Key>
      </div>
      {found !== null && found.ports.ports.length === 0 && (
        <p className={styles.noPort}>
          {found.ports.failure === null ? t('add.noPort') : errorSentence(found.ports.failure, locale)}
        </p>
      )}
      <PlaceList label={t('add.ports')} places={found?.ports.ports ?? []} chosen={draft.place} onChoose={choose} />
      {found?.printers?.usb && (
        <Titled title={t('add.usbPrinters')} none={found.printers.usb.length === 0 ? t('add.noUsbPrinter') : null}>
          <PlaceList label={t('add.usbPrinters')} places={found.printers.usb} chosen={draft.place} onChoose={choose} />
        </Titled>
      )}
      {found?.printers?.windows && (
        <Titled title={t('add.windowsPrinters')} none={null}>
          <PlaceList
            label={t('add.windowsPrinters')}
            places={found.printers.windows}
            chosen={draft.place}
            onChoose={choose}
          />
        </Titled>
      )}
      {kind === 'display' && <BehindPrinters chosen={draft.place} onChoose={choose} />}
    </div>
  )
}

interface Choice {
  readonly chosen: string
  readonly onChoose: (endpoint: string) => void
}

/** A display with its cable in a printer has no port of its own: the printer passes on what is for it. */
function BehindPrinters({ chosen, onChoose }: Choice) {
  const { t } = useTranslation()
  const { devices } = useSlice('devices')
  const places = devices
    .filter(({ kind }) => kind === 'printer')
    .map(({ id, alias }) => {
      const endpoint = `printer:${id}`
      const usedBy = devices.find((device) => device.endpoint === endpoint)?.alias ?? null
      return { endpoint, label: alias, maker: null, serialNumber: null, usedBy }
    })
  if (places.length === 0) return null
  return (
    <Titled title={t('add.behindPrinters')} none={null}>
      <PlaceList label={t('add.behindPrinters')} places={places} chosen={chosen} onChoose={onChoose} />
    </Titled>
  )
}

function Titled({
  title,
  none,
  children,
}: {
  readonly title: string
  readonly none: string | null
  readonly children: ReactNode
}) {
  return (
    <div className={styles.morePlaces}>
      <b className="sm muted">{title}</b>
      {none !== null && <p className={styles.noPort}>{none}</p>}
      {children}
    </div>
  )
}

function PlaceList({
  label,
  places,
  chosen,
  onChoose,
}: Choice & { readonly label: string; readonly places: readonly SerialPortView[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={label}>
      {places.map((place) => (
        <li key={place.endpoint}>
          <Key
            look="button"
            className={styles.port}
            pressed={place.endpoint === lineOf(chosen)}
            closed={place.usedBy === null ? null : t('closed.portUsed', { alias: place.usedBy })}
            onPress={() => onChoose(place.endpoint)}
          >
            <Icon name="link" />
            <span>
              <b>{place.label}</b>
              <small>
                {place.usedBy === null
                  ? [place.maker, place.serialNumber].filter(Boolean).join(' · ')
                  : t('add.portUsed', { alias: place.usedBy })}
              </small>
            </span>
          </Key>
        </li>
      ))}
    </ul>
  )
}
