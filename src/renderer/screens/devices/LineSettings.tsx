import { readSerialEndpoint, serialEndpoint } from '#contract/serial-line.ts'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { call } from '../../state/call.ts'
import { SerialFields } from './SerialFields.tsx'
import { useKeeperOnly } from './use-keeper-only.ts'

/** How the serial line of a device is spoken on; each press is kept at once. Nothing for other lines, and for pads. */
export function LineSettings({ device }: { readonly device: DeviceView }) {
  const keeperOnly = useKeeperOnly()
  const serial = readSerialEndpoint(device.endpoint)
  if (serial === null || device.kind === 'pad') return null
  return (
    <SerialFields
      kind={device.kind}
      settings={serial.settings}
      closed={keeperOnly}
      onChange={(settings) =>
        void call('devices.setLine', { deviceId: device.id, endpoint: serialEndpoint({ path: serial.path, settings }) })
      }
    />
  )
}
