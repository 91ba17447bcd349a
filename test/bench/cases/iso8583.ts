import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import type { BenchCase } from '../bench-case.ts'
import { saleMessage } from '../iso8583-sale.ts'
import { npmPeer } from '../peers/npm-iso-8583.ts'
import { pythonPeer } from '../peers/python-iso8583.ts'
import { processorRate } from '../processor-rate.ts'

/** House plan, section 10: each way, with full validation. */
const AIM = 500_000

const profile = ascii87.iso8583
const message = saleMessage()
const bytes = encodeMessage(profile, message)

const caseOf = (way: 'encode' | 'decode', once: () => number): BenchCase => ({
  name: `iso8583.${way}`,
  unit: 'per second',
  aim: AIM,
  measure: async () => [processorRate(once)],
  peers: async (folder) =>
    (await Promise.all([npmPeer(folder, way), pythonPeer(folder, way)])).flatMap((peer) => peer ?? []),
})

export const benchCases = [
  caseOf('encode', () => encodeMessage(profile, message).length),
  caseOf('decode', () => decodeMessage(profile, bytes).mti.length),
]
