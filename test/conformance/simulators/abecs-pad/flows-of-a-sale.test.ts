/**
 * The flows of the pin-pad sheet (2.9) that sell, from the pad's side: the bytes of a till go in as typed here, and the
 * pad must answer exactly what stands below them.
 */
import { describe, it } from 'vitest'
import { applicationRecord } from '#test/support/abecs-pad/table-records.ts'
import {
  CHIP_READ,
  END,
  expectFlow,
  FCX,
  GCX,
  GCX_CONTACT,
  GOX,
  GPN,
  GTK,
  PIN_GIVEN,
  RMC,
  STRIPE_PIN_BLOCK,
  STRIPE_SERIAL,
  TAP_READ,
} from '#test/support/abecs-pad/typed-flows.ts'

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
      < GIX000 8001="SIM0000001" 8003="PAD-1;1MB" 8005="1200000000" 8007="2.12"
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

  const UPDATE = `
      ${GCX}
      < ACK
      ! tap tap-update
      ${TAP_READ}
      ${GOX}
      < ACK
      < GOX000 8056="200000" 8054=h82022000950500000080009F34031F0302
      > FCX 0019="0000" 001C="00" 0005=h7205860301AABB 0004=h9F27
      < ACK
      < NTM000 "SOLICITE CARTAO NOVAMENTE       "`

  it('a script of the issuer asks for the card once more', () =>
    expectFlow(`
      ${UPDATE}
      ! tap tap-update
      < FCX000 8058="000" 8059=h2000000000 8054=h`))

  it('the red key at that moment changes nothing: still 000', () =>
    expectFlow(`
      ${UPDATE}
      ! keys cancel
      < FCX000 8058="000" 8054=h`))

  it('another card at that moment is not given the script', () =>
    expectFlow(`
      ${UPDATE}
      ! tap visa-contactless
      < FCX000 8058="000" 8054=h`))

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
