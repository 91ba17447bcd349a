import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { deviceLook } from '../devices/device-looks.ts'
import styles from './papers.module.css'

/** The printers of the till, its own first. */
export function usePrinters(): readonly DeviceView[] {
  const { devices } = useSlice('devices')
  return devices
    .filter(({ kind }) => kind === 'printer')
    .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault))
}

const openChoice = () => useScreenStore.setState({ panel: 'choose-printer' })
const closeChoice = () => useScreenStore.setState({ panel: null })

/** Opens the choice of a printer for what is printed again; null where there is only one. */
export function useElsewhere(): (() => void) | null {
  return usePrinters().length > 1 ? openChoice : null
}

/** A ticket once more, on a printer that is chosen here. */
export function ReprintElsewhere({
  paper,
  onReprint,
}: {
  readonly paper: string
  readonly onReprint: (deviceId: string) => void
}) {
  const isOpen = useScreenStore((state) => state.panel === 'choose-printer')
  if (!isOpen) return null
  const choose = (deviceId: string) => {
    closeChoice()
    onReprint(deviceId)
  }
  return <ChoosePrinter paper={paper} onChoose={choose} onClose={closeChoice} />
}

/** Which printer a paper comes out of: Enter takes the till's own, a figure another one. */
export function ChoosePrinter({
  paper,
  onChoose,
  onClose,
}: {
  /** What is to be printed. */
  readonly paper: string
  readonly onChoose: (deviceId: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const printers = usePrinters()
  const [first] = printers
  const byFigure = Object.fromEntries(printers.map(({ id }, index) => [String(index + 1), () => onChoose(id)]))
  return (
    <StepDialog
      step={paper}
      title={t('papers.where')}
      keys={{ ...byFigure, Enter: () => first && onChoose(first.id), Escape: onClose }}
      onceKeys={['Enter', ...Object.keys(byFigure)]}
      onClose={onClose}
      footer={
        <BackAnd onBack={onClose}>
          <Key look="primary" keyName={t('key.enter')} onPress={() => first && onChoose(first.id)}>
            <Icon name="print" />
            {first?.alias ?? ''}
          </Key>
        </BackAnd>
      }
    >
      <ul className={styles.printers}>
        {printers.map((printer, index) => (
          <Printer key={printer.id} printer={printer} figure={index + 1} onChoose={() => onChoose(printer.id)} />
        ))}
      </ul>
    </StepDialog>
  )
}

function Printer({
  printer,
  figure,
  onChoose,
}: {
  readonly printer: DeviceView
  readonly figure: number
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { words, ...look } = deviceLook(printer)
  return (
    <li>
      <Key look="button" className={`${keys.block} ${styles.printer}`} keyName={String(figure)} onPress={onChoose}>
        <Icon name="print" />
        <span className={styles.words}>
          <b>{printer.alias}</b>
          {printer.isDefault && <small className="muted sm">{t('devices.isDefault')}</small>}
        </span>
        <Badge {...look}>{t(words)}</Badge>
      </Key>
    </li>
  )
}
