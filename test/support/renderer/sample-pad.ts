import type { PadIdentityView } from '#contract/views/devices-view.ts'

/** The pad of the pictures as it tells who it is. */
export const SAMPLE_PAD: PadIdentityView = {
  model: 'Lane 3000',
  maker: 'Ingenico',
  serialNumber: '123456',
  specification: '2.12',
  software: '3.14.2',
  supportsContactless: true,
  secureLink: true,
  keys: [
    { use: 'pin', slot: 1, keySerialHex: 'FFFF9876543210E00012', isTest: true },
    { use: 'data', slot: 1, keySerialHex: 'FFFF9876543210E00034', isTest: true },
  ],
  tableVersion: '1122260001',
  tablesCurrent: true,
}
