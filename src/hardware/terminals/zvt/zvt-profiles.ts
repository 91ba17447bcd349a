import type { TerminalOperation } from '#payment/ports/standalone-terminal.port.ts'

/**
 * How terminals of some makers and banks differ from the protocol as it is written (standalone-terminals sheet, section 5 and the notes
 * of its section 3). What is not said here follows the protocol.
 */
export interface ZvtProfile {
  /** As people call it. */
  readonly name: string
  /** Never asked for, whatever the settings say. */
  readonly cannot: readonly TerminalOperation[]
  /** Of what is printed and shown, where the terminal does not send it otherwise. */
  readonly charset: 'cp437' | 'latin1'
  /** Leaves tickets to the till when it is told to. */
  readonly printsOnTill: boolean
  /** Service byte of a ticket once more (06 20); null leaves it out. */
  readonly reprintService: number | null
}

const STANDARD: ZvtProfile = {
  name: 'ZVT',
  cannot: [],
  charset: 'cp437',
  printsOnTill: true,
  reprintService: null,
}

export const ZVT_PROFILES = {
  standard: STANDARD,
  /** Text in ISO-8859-1 whatever was agreed, and a container behind the text of a line. */
  'card-complete': { ...STANDARD, name: 'CardComplete', charset: 'latin1' },
  /** Tickets come out of the terminal only. */
  hobex: { ...STANDARD, name: 'Hobex', cannot: ['reprint'], printsOnTill: false },
  /** PAX A80 and others: no abort by the till, and nothing printed again without a service byte. */
  'global-payments': { ...STANDARD, name: 'Global Payments', cannot: ['abort'], reprintService: 0x01 },
} as const satisfies Readonly<Record<string, ZvtProfile>>

export type ZvtModel = keyof typeof ZVT_PROFILES
export const ZVT_MODELS = Object.keys(ZVT_PROFILES) as [ZvtModel, ...ZvtModel[]]
