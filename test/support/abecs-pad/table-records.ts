/** EMV table records typed from the widths of the pin-pad sheet (2.7), for a till that loads them into the pad. */
export function applicationRecord(acquirer: string, index: string, width: 284 | 314 | 340 = 340): string {
  const application = [
    `${width}1${acquirer}${index}`,
    '07',
    'A0000000031010'.padEnd(32, '0'),
    '01',
    'VISA'.padEnd(16),
    '03',
    '008C008D008E',
    '250',
    '978',
    '2',
    'MERCHANT0000001',
    '5411',
    'TERM0001',
    'E0F8C8',
    '7000F0A001',
    '22',
    'D84000A8000010000000D84004F800',
    '00001388',
    'R',
    '0',
    '1',
    '00001388',
    '00000000',
    '00001388',
    '0001',
    '0',
    '9F02065F2A029A039C0195059F3704'.padEnd(40, '0'),
    '9F3704'.padEnd(40, '0'),
    'Y1Z1Y3Z3',
  ].join('')
  const contactless = 'D84000A8000010000000D84004F800'
  const more = 'E0F8C817000F0A001000013880'
  return application + (width > 284 ? contactless : '') + (width > 314 ? more : '')
}

export function publicKeyRecord(acquirer: string, index: string): string {
  return [
    `6112${acquirer}${index}`,
    'A000000003',
    '92',
    '00',
    '1',
    '030000',
    '176',
    'AB'.repeat(176).padEnd(496, '0'),
    '1',
    'CD'.repeat(20),
    '0'.repeat(42),
  ].join('')
}

export function certificateRecord(acquirer: string, index: string): string {
  return `0263${acquirer}${index}A00000000301000123`
}
