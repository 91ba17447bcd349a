/**
 * The flows of the pin-pad sheet (2.9) that end otherwise, from the pad's side: cancelled by either side, the card
 * pulled, tried again, unplugged. Bytes of a till in, bytes of the pad out, as typed here.
 */
import { describe, it } from 'vitest'
import { CHIP_READ, END, expectFlow, FCX, GCX, GOX, GPN, PIN_GIVEN, RMC } from '#test/support/abecs-pad/typed-flows.ts'

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
