import { expect } from 'vitest'
import { deriveTransactionKey, encryptPinBlock, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { playTranscript } from './wire-transcript.ts'

/** Lines of a sale of 20.00 as the flows of the pin-pad sheet (2.9) have them, for a pad that was just made. */

/** Plays the lines; the pad must say exactly what was typed, and nothing beyond it. */
export async function expectFlow(typed: string, options: Parameters<typeof playTranscript>[1] = {}): Promise<void> {
  const flow = await playTranscript(typed, options)
  expect(flow.played).toEqual(flow.typed)
  expect(flow.left).toBe('')
}

/** GCX of 20.00, contactless on; and with the chip and the stripe only. */
export const GCX = '> GCX 0013="000000002000" 0015="261122" 0016="143312" 0017="10000" 0023="0604" 0004=h50'
export const GCX_CONTACT = GCX.replace('0017="10000"', '0017="00000"')
export const GOX = '> GOX 0010="01" 0013="000000002000" 0002="3" 0009="07" 0004=h82959F34'
export const FCX = '> FCX 0019="0000" 001C="00" 0005=h910A11223344556677883030 0004=h9F27'
export const RMC = '> RMC "REPRENEZ        VOTRE CARTE     "'
export const GTK = '> GTK 0007="0010" 0003="51" 0009="07"'
/** Method 3, slot 07, working key of zeros, the number the pad holds, one entry of 4 to 12 digits. */
export const GPN = `> GPN "307${'0'.repeat(32)}00${' '.repeat(19)}10412DEBIT  20,00 EURCODE :          "`

/** PIN 1234 for 4111111111111111 under the first key of PIN slot 07. */
export const STRIPE_SERIAL = 'FFFF9876543207E00001'
export const STRIPE_PIN_BLOCK = Buffer.from(
  encryptPinBlock(
    deriveTransactionKey(TEST_BASE_KEY, Buffer.from(STRIPE_SERIAL, 'hex')),
    buildPinBlock('1234', '4111111111111111'),
  ),
)
  .toString('hex')
  .toUpperCase()

export const CHIP_READ = `
  < ACK
  ! insert cb-chip
  < NTM000 "SELECIONADO:    CB              "
  < GCX000 8042="925000******4821=3012201" 804F="03" 8051="010101" 8052="925000******4821" 8053="01" 8054=h50024342 8055="TEST/CARTE" 805B="CB" 805C="250" 805D="301231"`
export const TAP_READ = `< GCX000 8042="411111******1111=3012201" 804F="06" 8051="010201" 8052="411111******1111" 8053="01" 8054=h500456495341 8055="TEST/CARTE" 805B="VISA" 805C="250" 805D="301231" 8060="00"`
export const PIN_GIVEN = `
  < ACK
  < NTM000 "SOLICITE A SENHA                "
  ! keys 1234 enter
  < GOX000 8056="202000" 8057=* 804C=hFFFF9876543207E00001 8054=h82021980950500000480009F3403420300`
export const END = `
  ${RMC}
  < ACK
  ! remove
  < RMC000
  > CLX 001B="COMPTOIR"
  < ACK
  < CLX000`
