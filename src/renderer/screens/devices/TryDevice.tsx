import { useTranslation } from 'react-i18next'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { TestSteps } from './TestSteps.tsx'
import { useDeviceTests } from './use-device-tests.ts'

const close = () => useScreenStore.setState({ panel: null })

/** A device that is set up proves that it still works. */
export function TryDevice({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const tests = useDeviceTests(device.kind, device.id)
  const { next, running } = tests
  const goOn = () => (running !== null ? undefined : next === null ? close() : tests.run(next))
  return (
    <StepDialog
      step={t(`device.${device.kind}`)}
      title={t('tests.title', { alias: device.alias })}
      keys={{ Enter: goOn, Escape: () => (running === null ? close() : tests.stop()) }}
      onClose={close}
      footer={
        <>
          <span className="grow" />
          {next !== null && (
            <Key look="button" onPress={close}>
              {t('action.close')}
            </Key>
          )}
          <Key
            look="primary"
            autoFocus
            keyName={t('key.enter')}
            closed={running === null ? null : t('closed.deviceWork')}
            onPress={goOn}
          >
            <Icon name={next === null ? 'check' : 'play'} />
            {next === null ? t('action.close') : t('tests.runOne', { test: t(`test.${next}`) })}
          </Key>
        </>
      }
    >
      <TestSteps kind={device.kind} tests={tests} />
    </StepDialog>
  )
}
