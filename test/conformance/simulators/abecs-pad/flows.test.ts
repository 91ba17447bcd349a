/**
 * The flows of the pin-pad sheet (2.9) from the pad's side: the bytes of a till go in as typed here, and the pad must
 * answer exactly what stands below them.
 */
import { describe, expect, it } from 'vitest'
import { deriveTransactionKey, encryptPinBlock, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { applicationRecord } from '#test/support/abecs-pad/table-records.ts'
import { playTranscript } from '#test/support/abecs-pad/wire-transcript.ts'

async function expectFlow(typed: string, options: Parameters<typeof playTranscript>[1] = {}): Promise<void> {
  const flow = await playTranscript(typed, options)
  expect(flow.played).toEqual(flow.typed)
  expect(flow.left).toBe('')
}

/** GCX of 20.00, contactless on; and with the chip and the stripe only. */
const GCX = '> GCX 0013="000000002000" 0015="261122" 0016="143312" 0017="10000" 0023="0604" 0004=h50'
const GCX_CONTACT = GCX.replace('0017="10000"', '0017="00000"')
const GOX = '> GOX 0010="01" 0013="000000002000" 0002="3" 0009="07" 0004=h82959F34'
const FCX = '> FCX 0019="0000" 001C="00" 0005=h910A11223344556677883030 0004=h9F27'
const RMC = '> RMC "REPRENEZ        VOTRE CARTE     "'
const GTK = '> GTK 0007="0010" 0003="51" 0009="07"'
/** Method 3, slot 07, working key of zeros, the number the pad holds, one entry of 4 to 12 digits. */
const GPN = `> GPN "307${'0'.repeat(32)}00${' '.repeat(19)}10412DEBIT  20,00 EURCODE :          "`

/** PIN 1234 for 4111111111111111 under the first key of PIN slot 07. */
const STRIPE_SERIAL = 'FFFF9876543207E00001'
const STRIPE_PIN_BLOCK = Buffer.from(
  encryptPinBlock(
    deriveTransactionKey(TEST_BASE_KEY, Buffer.from(STRIPE_SERIAL, 'hex')),
    buildPinBlock('1234', '4111111111111111'),
  ),
)
  .toString('hex')
  .toUpperCase()

const CHIP_READ = `
  < ACK
  ! insert cb-chip
  < NTM000 "SELECIONADO:    CB              "
  < GCX000 8042="925000******4821=3012201" 804F="03" 8051="010101" 8052="925000******4821" 8053="01" 8054=h50024342 8055="TEST/CARTE" 805B="CB" 805C="250" 805D="301231"`
const TAP_READ = `< GCX000 8042="411111******1111=3012201" 804F="06" 8051="010201" 8052="411111******1111" 8053="01" 8054=h500456495341 8055="TEST/CARTE" 805B="VISA" 805C="250" 805D="301231" 8060="00"`
const PIN_GIVEN = `
  < ACK
  < NTM000 "SOLICITE A SENHA                "
  ! keys 1234 enter
  < GOX000 8056="202000" 8057=* 804C=hFFFF9876543207E00001 8054=h82021980950500000480009F3403420300`
const END = `
  ${RMC}
  < ACK
  ! remove
  < RMC000
  > CLX 001B="COMPTOIR"
  < ACK
  < CLX000`

describe('start of day', () => {
  it('opens, tells who the pad is and which keys it has, loads tables, and idles', () =>
    expectFlow(`
      > CAN
      < EOT
      > OPN
      < ACK
      < OPN000
      > GIX 0001=h8001800380058007
      < ACK
      < GIX000 8001="SIM0000001" 8003="Simulated pad;1MB" 8005="1200000000" 8007="2.12"
      > GIX 0001=h920791079301
      < ACK
      < GIX000 9207=hFFFF9876543107E00001 9107=hFFFF9876543207E00001 9301="0000000000"
      > TLI "012611280001"
      < ACK
      < TLI020
      > TLR "01${applicationRecord('01', '01')}"
      < ACK
      < TLR000
      > TLE
      < ACK
      < TLE000
      > GIX 0001=h9301
      < ACK
      < GIX000 9301="2611280001"
      > CLX 001B="COMPTOIR"
      < ACK
      < CLX000`))
})

describe('chip with online PIN', () => {
  it('approved by host and card', () =>
    expectFlow(`
      > GED 0004=h9F1A
      < ACK
      < GED010
      ${GCX}
      ${CHIP_READ}
      > GED 0004=h5A579F1A5F28
      < ACK
      < GED000 8054=h9F1A0202505F28020250
      ${GTK}
      < ACK
      < GTK000 8045=* 8048=hFFFF9876543107E00001
      ${GOX}
      ${PIN_GIVEN}
      ${FCX}
      < ACK
      < FCX000 8058="000" 8054=h9F270140
      > GED 0004=h9F279B
      < ACK
      < GED000 8054=h9F2701409B02F800
      ${END}`))

  it('declined by the host, and so by the card', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN}
      > FCX 0019="1000" 001C="51" 0004=h9F278A
      < ACK
      < FCX000 8058="100" 8054=h9F2701008A023531
      ${END}`))

  it('approved by the host, refused by the card: the till must reverse', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ.replace('cb-chip', 'refuses-after-approval')}
      ${GOX}
      ${PIN_GIVEN}
      ${FCX}
      < ACK
      < FCX000 8058="100" 8054=h9F270100
      ${END}`))

  it('no answer of the host: the card says Z3', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN}
      > FCX 0019="2000" 0004=h9F278A
      < ACK
      < FCX000 8058="100" 8054=h9F2701008A025A33
      ${END}`))
})

describe('contactless', () => {
  it('one tap, no PIN, FCX echoes the host with an empty list', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! tap visa-contactless
      ${TAP_READ}
      ${GOX.replace('2000"', '2001"')}
      < ACK
      < GOX011
      ${GOX}
      < ACK
      < GOX000 8056="200000" 8054=h82022000950500000080009F34031F0302
      > FCX 0019="0000" 001C="00" 0004=h9F27
      < ACK
      < FCX000 8058="000" 8054=h
      ${RMC}
      < ACK
      < RMC000`))

  it('086: the customer looks at the phone, and taps again', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! tap phone-locked
      < GCX086
      ${GCX.replace('0004=h50', '0004=h4F')}
      < ACK
      ! tap phone-locked
      < GCX000 8042="555555******4444=3012201" 804F="06" 8051="010301" 8052="555555******4444" 8053="01" 8054=h4F07A0000000041010 8055="TEST/CARTE" 805B="MASTERCARD" 805C="250" 805D="301231" 8060="01"
      ${GOX}
      < ACK
      < GOX000 8056="200100" 8054=h82022000950500000080009F34031F0302`))

  for (const [status, name] of [
    ['082', 'CTLSINVALIDAT'],
    ['083', 'CTLSPROBLEMS'],
    ['084', 'CTLSAPPNAV'],
    ['085', 'CTLSAPPNAUT'],
    ['087', 'CTLSIFCHG'],
  ]) {
    it(`${status}: the antenna goes off, the chip serves`, () =>
      expectFlow(`
        ${GCX}
        < ACK
        ! tap visa-contactless ${name}
        < GCX${status}
        ${GCX_CONTACT}
        ${CHIP_READ}`))
  }

  it('080, then 081 twice: the antenna goes off', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! tap visa-contactless CTLSMULTIPLE
      < GCX080
      ${GCX}
      < ACK
      ! tap visa-contactless CTLSCOMMERR
      < GCX081
      ${GCX}
      < ACK
      ! tap visa-contactless CTLSCOMMERR
      < GCX081
      ${GCX_CONTACT}
      ${CHIP_READ}`))

  it('type 05: data of a stripe, so no GOX', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! tap tap-as-stripe
      < GCX000 8041="B378282*****0005^TEST/CARTE                ^3012201" 8042="378282*****0005=3012201" 804F="05" 8051="010401" 805B="AMERICAN EXPRESS" 8060="00"
      ${GOX}
      < ACK
      < GOX010`))
})

describe('stripe and fallback', () => {
  const STRIPE = (card: string, track1: string, track2: string, chipStatus: string) => `
      < ACK
      ! swipe ${card}
      < GCX000 8041="${track1}" 8042="${track2}" 804F="00" 8050="${chipStatus}"`
  const VISA = (service: string, chipStatus: string, card: string) =>
    STRIPE(
      card,
      `B411111******1111^TEST/CARTE                ^3012${service}`,
      `411111******1111=3012${service}`,
      chipStatus,
    )

  it('service code 120: the PIN comes before GTK, which wipes the number', () =>
    expectFlow(`
      ${GCX}
      ${VISA('120', '0', 'visa-stripe-pin')}
      ${GPN}
      < ACK
      ! keys 1234 enter
      < GPN000 "${STRIPE_PIN_BLOCK}${STRIPE_SERIAL}"
      ${GTK}
      < ACK
      < GTK000 8045=* 8048=hFFFF9876543107E00001
      ${GPN}
      < ACK
      < GPN010
      ${GTK}
      < ACK
      < GTK010`))

  it('a chip that does not answer allows the stripe of that card (PP_ICCSTAT 1)', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! insert dead-chip
      < GCX060
      ${RMC}
      < ACK
      ! remove
      < RMC000
      ${GCX}
      ${VISA('201', '1', 'dead-chip')}
      ${GCX}
      ${VISA('201', '0', 'dead-chip')}`))

  it('a chip whose application is not known leaves it to the acquirer (PP_ICCSTAT 2)', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! insert unknown-chip
      < GCX070
      ${RMC}
      < ACK
      ! remove
      < RMC000
      ${GCX}
      ${STRIPE('unknown-chip', 'B601111******1117^TEST/CARTE                ^3012201', '601111******1117=3012201', '2')}`))

  it('a misread stripe is 000 without tracks', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! swipe visa-stripe-pin misread
      < GCX000 804F="00" 8050="0"`))
})

describe('the till cancels', () => {
  it('while a card is awaited', () =>
    expectFlow(`
      ${GCX}
      < ACK
      > CAN
      < EOT
      > CLX 001B="COMPTOIR"
      < ACK
      < CLX000`))

  it('while the PIN is awaited: the card is given back', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      < ACK
      < NTM000 "SOLICITE A SENHA                "
      > CAN
      < EOT
      ${END}`))

  it('with nothing to cancel', () => expectFlow('> CAN\n< EOT\n> CAN\n< EOT'))
})

describe('the customer cancels', () => {
  it('instead of a card', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! keys cancel
      < GCX013`))

  it('instead of a PIN, on the chip and on the stripe', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      < ACK
      < NTM000 "SOLICITE A SENHA                "
      ! keys 12 cancel
      < GOX013
      ${GPN}
      < ACK
      ! keys cancel
      < GPN013
      ${END}`))

  it('in GCD, MNU and GKY; CEX reports event 13; RMC has no cancel', () =>
    expectFlow(`
      > GCD 000B=h0009
      < ACK
      ! keys 12 cancel
      < GCD013
      > MNU 0020="1.OUI" 0020="2.NON"
      < ACK
      ! keys cancel
      < MNU013
      > GKY
      < ACK
      ! keys cancel
      < GKY013
      > CEX 0006="100000"
      < ACK
      ! keys cancel
      < CEX000 8040="13"
      ${GCX}
      ${CHIP_READ}
      ${RMC}
      < ACK
      ! keys cancel
      ! remove
      < RMC000`))
})

describe('the card is pulled early', () => {
  it('while it is read: 060', () =>
    expectFlow(`
      ${GCX}
      < ACK
      ! insert cb-chip
      ! remove
      < GCX060`))

  it('at the PIN: 043', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      < ACK
      < NTM000 "SOLICITE A SENHA                "
      ! remove
      < GOX043
      ${GOX}
      < ACK
      < GOX010`))

  it('between the host and the card: 043 although the host approved, and FCX is over', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN}
      ! pull
      ${FCX}
      < ACK
      < FCX043
      ${FCX}
      < ACK
      < FCX010
      ${RMC}
      < ACK
      < RMC000`))

  it('after a decision without the host: FCX does not fail', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ.replace('cb-chip', 'cb-offline')}
      ${GOX} 001A=h00001388000000000000
      < ACK
      < NTM000 "SOLICITE A SENHA                "
      ! keys 1234 enter
      < GOX000 8056="001000" 8054=h82021980950500000000009F3403410302
      ! pull
      ${FCX}
      < ACK
      < FCX000 8058="000" 8054=h9F270140`))
})

describe('the retry rule', () => {
  it('GCX again without taking the card out', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GCX}
      ${CHIP_READ.replace('! insert cb-chip', '')}`))

  it('2.20: the third cryptogram of one insertion is 047, until the card was out', () =>
    expectFlow(
      `
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN}
      ${FCX}
      < ACK
      < FCX000 8058="000" 8054=h9F270140
      ${GCX}
      ${CHIP_READ.replace('! insert cb-chip', '')}
      ${GOX}
      < ACK
      < NTM000 "SOLICITE A SENHA                "
      ! keys 1234 enter
      < GOX047
      ${RMC}
      < ACK
      ! remove
      < RMC000
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN.replace('E00001', 'E00002')}`,
      { specification: '2.20' },
    ))
})

describe('unplugged in the middle', () => {
  it('nothing is resumed: GOX and FCX are 010, the slot is asked about, the serial number compared', () =>
    expectFlow(`
      ${GCX}
      ${CHIP_READ}
      ${GOX}
      ${PIN_GIVEN}
      ! power
      > CAN
      < EOT
      > OPN
      < ACK
      < OPN000
      > GIX 0001=h8001
      < ACK
      < GIX000 8001="SIM0000001"
      ${FCX}
      < ACK
      < FCX010
      ${GOX}
      < ACK
      < GOX010
      > CEX 0006="002000"
      < ACK
      ! remove
      < CEX000 8040="91"`))
})
