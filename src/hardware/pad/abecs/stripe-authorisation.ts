import type { CardAuthorisation, EmvFigures } from '#payment/ports/pin-pad.port.ts'

export const NO_FIGURES: EmvFigures = {
  cryptogramHex: null,
  terminalVerificationResultsHex: null,
  transactionStatusHex: null,
  transactionCounterHex: null,
  issuerDataHex: null,
}

export interface StripePin {
  readonly pinBlockHex: string
  readonly pinKeySerialHex: string
}

/** A stripe has no cryptogram: the track speaks for it, with a PIN where the service code asks for one. */
export function stripeAuthorisation(pin: StripePin | null): CardAuthorisation {
  return {
    decision: 'online',
    pin: pin === null ? 'none' : 'online',
    signatureRequired: pin === null,
    deviceVerified: false,
    pinBlockHex: pin?.pinBlockHex ?? null,
    pinKeySerialHex: pin?.pinKeySerialHex ?? null,
    emvDataHex: '',
    emv: NO_FIGURES,
  }
}
