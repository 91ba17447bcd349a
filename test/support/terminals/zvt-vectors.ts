/** The bytes of the standalone-terminals sheet, section 3, ZVT. */

/** Frames of a serial line, and the message in each. */
export const ZVT_FRAMES = {
  registration: '10 02 06 00 06 12 34 56 BA 09 78 10 03 24 C3',
  initialisation: '10 02 06 93 03 12 34 56 10 03 CA A4',
  'payment of 110.00, with a doubled 10': '10 02 06 01 0A 04 00 00 00 01 10 10 00 49 09 78 10 03 F2 FF',
  diagnosis: '10 02 06 70 00 10 03 D9 F9',
  yes: '10 02 80 00 00 10 03 F5 1F',
  wait: '10 02 84 9C 00 10 03 C3 41',
  status: '10 02 05 01 03 12 34 56 10 03 E0 43',
  'status with service byte': '10 02 05 01 05 12 34 56 03 04 10 03 30 94',
  reset: '10 02 06 18 00 10 03 56 3A',
  completion: '10 02 06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00 10 03 B1 11',
} as const

/** Message and its sum, low byte first. */
export const ZVT_SUMS = {
  '06 0F 00': 'C6 33',
  '06 1E 01 6C': 'C9 F2',
  '04 FF 01 0A': 'F5 7D',
  '06 B0 00': '43 F3',
  '06 20 05 00 00 00 03 03': 'DB 15',
  '06 50 03 00 00 00': 'FB 37',
  '06 30 06 00 00 00 87 04 70': 'BF 26',
  '06 22 0A 04 00 00 00 00 50 00 49 09 78': 'A1 D9',
  '06 25 03 87 01 23': 'B5 CF',
} as const

export const ZVT_PAY_10 = '06 01 07 04 00 00 00 00 10 00'
/** Told at most ten times, where the till is not ready for its result. */
export const ZVT_PAY_33 = '06 01 09 04 00 00 00 00 33 00 02 0A'
export const ZVT_PART_ISSUED = '84 9D 07 04 00 00 00 00 22 00'
export const ZVT_NOT_ISSUED = '84 66 00'

export const ZVT_APPROVED =
  '04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70 22 F0 F8 EE EE EE EE EE EE 47 71 ' +
  '29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20 20 3B 36 31 31 38 30 34 00 00 3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 36 31 31 38 ' +
  '30 34 49 09 78 87 04 70 88 00 04 70 8A 2E 8B F1 F7 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 00'
export const ZVT_DECLINED =
  '04 0F 25 27 05 29 29 00 02 74 3C F0 F0 F9 41 62 67 65 6C 65 68 6E 74 8A 06 06 0D 24 0B 07 09 41 62 67 65 6C 65 68 6E 74'
export const ZVT_ABORTED =
  '04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65'
/** Long trace, NFC; names no amount. */
export const ZVT_CONTACTLESS =
  '04 0F 65 27 00 0C 23 13 55 0D 10 29 0E 99 99 22 F0 F8 EE EE EE EE EE EE 47 71 A0 01 29 00 00 00 06 87 00 08 0B 00 00 00 8A 06 8B F1 F1 4D 41 53 ' +
  '54 45 52 43 41 52 44 00 06 2E 2F 08 1F 12 01 02 1F 10 01 00 60 1B 43 07 A0 00 00 00 04 10 10 44 10 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 1F 2B 04 10 01 50 08'

export const ZVT_LINE = '06 D1 0E 40 54 45 53 54 20 50 6F 72 74 61 6C 75 6D'
export const ZVT_LAST_LINE = '06 D1 01 81'
/** Of CardComplete: a container glued to the text. */
export const ZVT_GLUED_LINE = '06 D1 0F 40 52 49 45 44 47 20 35 30 06 04 1F 07 01 01'
/** Of a block of the shop's own papers whose length needs a byte 81: how it begins, and its last three bytes. */
export const ZVT_ADMIN_BLOCK_HEAD = '06 D3 AC 06 81 A9 1F 07 01 03 25 81 A2 07 1B 30 32'
export const ZVT_ADMIN_BLOCK_END = '09 01 81'
/** Lines that make such a block of the sheet's lengths. */
export const ZVT_ADMIN_LINES = [
  '02.03.2026   14:22   000470',
  'KASSENABSCHLUSS 28004869',
  'girocard        3 120,40',
  'Mastercard      1  20,40',
  'VISA            2  11,00',
  'Summe           6 151,80',
] as const
/** Lines that make a block of 654 bytes. */
export const ZVT_LONG_BLOCK_LINES = [
  ...Array.from({ length: 21 }, (_, line) =>
    `Position ${String(line + 1).padStart(2, '0')}            1,00`.padEnd(28),
  ),
  'Summe 2',
]
export const ZVT_LONG_FORM = '04 0F FF 01 00 6C'
/** Of a block of 654 bytes, which came in ten reads. */
export const ZVT_LONG_BLOCK_HEAD = '06 D3 FF 8E 02'

export const ZVT_NO_RESERVATIONS = '06 1E 04 B8 87 FF FF'
/** Its lengths do not add up. */
export const ZVT_WRONG_RESERVATIONS = '06 1E 0E B8 06 11 23 09 08 02 01 23 08 02 45 67'
export const ZVT_SEQUENCE_REGISTRATION = '06 00 14 00 00 00 9E 09 78 06 0C 26 04 0A 02 06 D3 1F 73 03 00 00 00'
/** As the sheet has it: it says 0C of 14 bytes (hexadecimal). */
export const ZVT_SEQUENCE_PAY = '06 01 0C 04 00 00 00 00 01 00 49 09 78 19 44 06 06 1F 73 03 00 00 01'
export const ZVT_SEQUENCE_YES = '80 00 08 06 06 1F 73 03 00 00 01'
export const ZVT_BLOCK_REGISTRATION = '06 00 0E 12 34 56 8E 09 78 06 06 26 04 0A 02 06 D3'

export const bytesOfHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
/** `06 0F 00`, as the sheet writes bytes. */
export const hexOfBytes = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
