import { fail, type Result, succeed } from '#contract/result.ts'
import type {
  CardAuthorisation,
  CardRead,
  CardVerdict,
  CustomerQuestion,
  EmvFigures,
  EncryptedTrack,
  HostVerdict,
  PadIdentity,
  PadNotice,
  PinPadPort,
} from '#payment/ports/pin-pad.port.ts'

export const NO_FIGURES: EmvFigures = {
  cryptogramHex: null,
  terminalVerificationResultsHex: null,
  transactionStatusHex: null,
  transactionCounterHex: null,
  issuerDataHex: null,
}

const CHIP: CardRead = {
  entryMode: 'chip',
  maskedPan: '411111******1111',
  scheme: 'cb',
  applicationId: 'A0000000421010',
  applicationLabel: 'CB',
  panSequence: '001',
  fallback: false,
  device: 'card',
}

/** A pad whose every answer is set beforehand; the default is a chip card with a right PIN. */
export class ScriptedPad implements PinPadPort {
  readonly alias = 'TPE Comptoir'
  readonly endpoint: string = 'memory:'
  card: CardRead = CHIP
  readonly asked: string[] = []
  connected: Result<PadIdentity> = succeed({
    model: 'M',
    maker: 'X',
    serialNumber: '1',
    specification: '2.12',
    supportsContactless: true,
    secureLink: true,
    software: '1',
  })
  read: () => Promise<Result<CardRead>> = async () => succeed(this.card)
  track: () => Promise<Result<EncryptedTrack>> = async () => succeed({ track2Hex: 'AA', keySerialHex: 'BB' })
  /** What differs from a card that goes online with a right PIN. */
  authorised: Partial<CardAuthorisation> = {}
  authorisation: () => Promise<Result<CardAuthorisation>> = async () =>
    succeed({
      decision: 'online',
      pin: 'online',
      signatureRequired: false,
      deviceVerified: false,
      pinBlockHex: 'CC',
      pinKeySerialHex: 'DD',
      emvDataHex: 'EE',
      emv: NO_FIGURES,
      ...this.authorised,
    })
  verdict: () => Promise<Result<CardVerdict>> = async () => succeed({ approved: true, emvDataHex: '', emv: NO_FIGURES })
  #stop: (() => void) | null = null

  async connect() {
    this.asked.push('connect')
    return this.connected
  }

  beginPurchase(): Promise<Result<CardRead>> {
    this.asked.push('read')
    const stopped = new Promise<Result<CardRead>>((resolve) => {
      this.#stop = () => resolve(fail('PAYMENT_CANCELLED'))
    })
    return Promise.race([this.read(), stopped])
  }

  encryptTrack() {
    this.asked.push('track')
    return this.track()
  }

  authorise() {
    this.asked.push('authorise')
    return this.authorisation()
  }

  /** How the customer answers a question on the pad; null when this pad cannot ask. */
  customer: ((question: CustomerQuestion) => Promise<Result<string>>) | null = null

  askCustomer(question: CustomerQuestion): Promise<Result<string>> | null {
    if (this.customer === null) return null
    this.asked.push(`ask ${question.kind}`)
    const stopped = new Promise<Result<string>>((resolve) => {
      this.#stop = () => resolve(fail('PAYMENT_CANCELLED'))
    })
    return Promise.race([this.customer(question), stopped])
  }

  complete(verdict: HostVerdict) {
    this.asked.push(`complete ${verdict.kind}`)
    return this.verdict()
  }

  async removeCard() {
    this.asked.push('remove')
    return succeed(null)
  }

  async end() {
    this.asked.push('end')
    return succeed(null)
  }

  async cancel() {
    this.asked.push('cancel')
    this.#stop?.()
    return succeed(null)
  }

  async disconnect(): Promise<void> {}

  onNotice(_listener: (notice: PadNotice) => void) {
    return () => {}
  }
}
