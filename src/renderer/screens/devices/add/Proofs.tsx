import { useTranslation } from 'react-i18next'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { StepDialog } from '../../../components/StepDialog.tsx'
import { useSlice } from '../../../state/till-store.ts'
import { TestSteps } from '../TestSteps.tsx'
import { TESTS, useDeviceTests } from '../use-device-tests.ts'
import { useStepWords } from './AddDevice.tsx'

/** The device is added; what it can do is tried now or later. */
export function Proofs({
  kind,
  deviceId,
  step,
  onClose,
}: {
  readonly kind: DeviceKind
  readonly deviceId: string
  readonly step: 'proofs'
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { devices } = useSlice('devices')
  const isSpare = devices.some((device) => device.id === deviceId && !device.isDefault)
  const tests = useDeviceTests(kind, deviceId)
  const { next, running } = tests
  const untried = TESTS[kind].every((test) => tests.stateOf(test).kind === 'waiting')
  const goOn = () => (running !== null ? undefined : next === null ? onClose() : tests.run(next))
  const closed = running === null ? null : t('closed.deviceWork')
  return (
    <StepDialog
      step={useStepWords(kind, step)}
      title={t(`add.proofs.${kind}`)}
      keys={{ Enter: goOn, Escape: () => (running === null ? onClose() : tests.stop()) }}
      onClose={onClose}
      footer={
        <>
          <span className="muted sm grow">{t(isSpare ? 'add.addedSpare' : 'add.added')}</span>
          {next !== null && (
            <Key look="button" keyName={t('key.escape')} closed={closed} onPress={onClose}>
              {t(untried ? 'add.skip' : 'add.finish')}
            </Key>
          )}
          <Key look="primary" autoFocus keyName={t('key.enter')} closed={closed} onPress={goOn}>
            <Icon name={next === null ? 'check' : 'play'} />
            {next === null ? t('add.finish') : t('tests.runOne', { test: t(`test.${next}`) })}
          </Key>
        </>
      }
    >
      <TestSteps kind={kind} tests={tests} />
    </StepDialog>
  )
}
