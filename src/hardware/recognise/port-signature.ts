import type { SerialForm } from '../link/serial-link.ts'

/** What may be found behind a port of the shop. */
export type PortSpeech = 'pad' | 'printer' | 'caisse-ap' | 'zvt' | 'nexo' | 'pump' | 'bank' | 'web'

/** A harmless question of one protocol, and how its answer is told. */
export interface PortSignature {
  readonly speech: PortSpeech
  /** Moves no money, prints nothing on a device of its own kind, and changes no setting. */
  readonly question: Uint8Array
  /** How the protocol is used to speak on a serial line; as links do by themselves where it is left out. */
  readonly form?: SerialForm
  /** Whether what was heard after the question is an answer to it. Given all bytes so far, again as more come. */
  readonly isAnswer: (heard: Uint8Array) => boolean
  /** Said on an encrypted line, whoever is at its other end: nothing secret is in the question. */
  readonly isEncrypted?: true
}
