import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { ReprintElsewhere, useElsewhere } from '../papers/ChoosePrinter.tsx'

/** The ticket of a terminal's last payment, on the till's printer or on the one that is named. */
export function reprintOf(terminalId: string, deviceId?: string): void {
  void call('terminal.reprint', { terminalId, ...(deviceId !== undefined && { deviceId }) })
}

/** The keys for it; P chooses the printer, where the till has several. */
export function TerminalReprint({
  device: { id, alias, terminal },
  closed,
}: {
  readonly device: DeviceView
  readonly closed: string | null
}) {
  const { t } = useTranslation()
  const why = terminal?.can.includes('reprint') ? closed : t('closed.terminalPrintsItself')
  const elsewhere = useElsewhere()
  const choose = () => (why === null ? elsewhere?.() : showToast({ tone: 'closed', text: why }))
  useKeys({ place: 'devices', keys: elsewhere === null ? {} : { P: choose } })
  return (
    <>
      <Key look="button" closed={why} onPress={() => reprintOf(id)}>
        <Icon name="print" />
        {t('terminal.reprint')}
      </Key>
      {elsewhere !== null && (
        <Key look="button" keyName="P" closed={why} onPress={choose}>
          <Icon name="print" />
          {t('papers.elsewhere')}
        </Key>
      )}
      <ReprintElsewhere
        paper={t('job.terminal-slip', { number: alias })}
        onReprint={(deviceId) => reprintOf(id, deviceId)}
      />
    </>
  )
}
