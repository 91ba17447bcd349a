/** Goal: the list of serial lines is short, true and never a reason to wait. */
import { expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { listSerialPorts } from '#hardware/link/serial-ports.ts'

const port = (path: string, manufacturer?: string, serialNumber?: string) => ({
  path,
  manufacturer,
  serialNumber,
  pnpId: undefined,
  locationId: undefined,
  productId: undefined,
  vendorId: undefined,
})

it('names each line as an endpoint, in the order of their numbers', async () => {
  const list = async () => [port('/dev/ttyACM10'), port('/dev/ttyACM2', 'Ingenico', 'L3-77'), port('COM3', '')]
  expect(await listSerialPorts(list)).toEqual([
    { endpoint: 'serial:/dev/ttyACM2', path: '/dev/ttyACM2', maker: 'Ingenico', serialNumber: 'L3-77' },
    { endpoint: 'serial:/dev/ttyACM10', path: '/dev/ttyACM10', maker: null, serialNumber: null },
    { endpoint: 'serial:COM3', path: 'COM3', maker: null, serialNumber: null },
  ])
})

it('says that it cannot list them, without udevadm or in time', async () => {
  expect(await listSerialPorts(() => Promise.reject(new Error('spawn udevadm ENOENT')))).toBeNull()
  vi.useFakeTimers()
  const asked = listSerialPorts(() => new Promise(() => {}))
  await vi.advanceTimersByTimeAsync(LIMITS.devicePortsTimeoutMs)
  expect(await asked).toBeNull()
  vi.useRealTimers()
})
