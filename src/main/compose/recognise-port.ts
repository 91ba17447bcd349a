import type { BaudRate } from '#contract/serial-line.ts'
import { NETWORK_SIGNATURES, NEXO, SERIAL_SIGNATURES } from '#hardware/recognise/device-signatures.ts'
import { findSpeed } from '#hardware/recognise/find-speed.ts'
import type { PortSignature, PortSpeech } from '#hardware/recognise/port-signature.ts'
import { type LookClock, recognisePort } from '#hardware/recognise/recognise-port.ts'
import { networkMessage } from '#payment/acquirer/request-messages.ts'
import { type AcquirerProfile, framingOf } from '#payment/iso8583/acquirer-profile.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { FrameReader } from '#payment/iso8583/length-frame.ts'
import { openPayload, readMessage, toFrame } from '#payment/iso8583/wire.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { TillOptions } from '../running-till.ts'
import { SECOND_TRAINING_ACQUIRER, TRAINING_ACQUIRER } from './acquirer-settings.ts'
import { banksOf } from './bank-settings.ts'

/** No host keeps this one: an echo is in no batch. */
const STAN = '000001'
const TRANSMITTED_AT = '0101000000'

/** An echo (0800), which is in no batch and moves no money; a host answers 0810. */
function bankSignature(profile: AcquirerProfile): PortSignature {
  const echo = networkMessage(profile.networkCodes.echo, STAN, TRANSMITTED_AT)
  return {
    speech: 'bank',
    question: toFrame(profile, echo, { tpdu: profile.tpdu, macKey: null }),
    isAnswer: (heard) => isHostAnswer(profile, heard),
  }
}

function isHostAnswer(profile: AcquirerProfile, heard: Uint8Array): boolean {
  const [payload] = new FrameReader(framingOf(profile)).push(heard).messages
  if (payload === undefined) return false
  try {
    return readMessage(profile, openPayload(profile, payload).bytes, null).mti === '0810'
  } catch (thrown) {
    if (thrown instanceof Iso8583Error) return false
    throw thrown
  }
}

/** Every host that this program can talk to speaks one of the shipped profiles, or one that is made like them. */
export const ON_NETWORK: readonly PortSignature[] = [
  ...NETWORK_SIGNATURES,
  bankSignature(TRAINING_ACQUIRER.profile),
  bankSignature(SECOND_TRAINING_ACQUIRER.profile),
]

/**
 * Finds what speaks at a place that a technician named. The banks and pumps of this till are known by their addresses: their lines
 * are not disturbed.
 */
export function portRecogniser(
  options: TillOptions,
  clock: LookClock,
): (endpoint: string, expected: PortSpeech | null) => Promise<PortSpeech | null> {
  const { acquirers } = banksOf(options)
  const banks = acquirers.flatMap(({ host, standby }) => [host, standby])
  const pumps = (options.pumps ?? []).map(({ endpoint }) => endpoint)
  return async (endpoint, expected) => {
    if (banks.includes(endpoint)) return 'bank'
    if (pumps.includes(endpoint)) return 'pump'
    // What hangs on USB or behind Windows is a printer by its own word, and a display behind one answers nothing.
    if (!/^(tcp|serial):/.test(endpoint)) return null
    if (!endpoint.startsWith('tcp:')) return recognisePort({ endpoint, expected, signatures: SERIAL_SIGNATURES, clock })
    return recognisePort({ endpoint, expected, signatures: ON_NETWORK, encrypted: NEXO, clock })
  }
}

/** At which other speed a device of a serial line answers as what a person takes it for. */
export function speedFinder(
  clock: Pick<ClockPort, 'after'>,
): (endpoint: string, expected: PortSpeech) => Promise<BaudRate | null> {
  return async (endpoint, expected) => {
    const signature = SERIAL_SIGNATURES.find(({ speech }) => speech === expected)
    return signature === undefined ? null : findSpeed({ endpoint, signature, clock })
  }
}
