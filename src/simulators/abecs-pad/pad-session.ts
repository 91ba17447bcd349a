import { randomBytes } from 'node:crypto'
import {
  type AbecsCommand,
  type AbecsResponse,
  CodecError,
  decodeCommand,
  encodeResponse,
  NOTICE_ID,
} from '#hardware/pad/abecs/codec.ts'
import { STATUS, type StatusName } from '#hardware/pad/abecs/parameters.ts'
import { isSealed, openPacket, readSecureOpen, sealPacket, wrapSessionKey } from '#hardware/pad/abecs/secure-link.ts'
import { runCex, runRmc } from './card-commands.ts'
import { forgetCard, runClo, runClx, runDex, runDsp } from './control-commands.ts'
import { runGcd, runGky, runMnu } from './dialogue-commands.ts'
import { runEbx, runGpn, runGtk } from './encryption-commands.ts'
import type { Exchanges } from './exchanges.ts'
import { runFcx, runGed } from './fcx-command.ts'
import { runGcx } from './gcx-command.ts'
import { runGix } from './gix-command.ts'
import { runGox } from './gox-command.ts'
import { runDmf, runDsi, runLmf, runMle, runMli, runMlr } from './media-commands.ts'
import { type CommandRun, type Conversation, type PadContext, PadRefusal } from './pad-context.ts'
import { runTle, runTli, runTlr } from './table-commands.ts'

const COMMANDS: Readonly<Record<string, CommandRun>> = {
  GIX: runGix,
  DSP: runDsp,
  DEX: runDex,
  CLO: runClo,
  CLX: runClx,
  CEX: runCex,
  GCX: runGcx,
  GED: runGed,
  GTK: runGtk,
  GOX: runGox,
  GPN: runGpn,
  FCX: runFcx,
  RMC: runRmc,
  TLI: runTli,
  TLR: runTlr,
  TLE: runTle,
  EBX: runEbx,
  MNU: runMnu,
  GCD: runGcd,
  GKY: runGky,
  MLI: runMli,
  MLR: runMlr,
  MLE: runMle,
  LMF: runLmf,
  DMF: runDmf,
  DSI: runDsi,
}
/** They end the secure link, so their own answer is in clear (ABECS 6.3.2). */
const CLOSING_COMMANDS = new Set(['CLO', 'CLX'])
const SESSION_KEY_BYTES = 16

/** A packet to send, and the command it answers (the name faults go by). */
export type SendPacket = (name: string, packet: Uint8Array) => Promise<void>

/**
 * Application layer of the pad: secure link, order of commands, responses.
 *
 *            OPN with a key
 *   clear ──────────────────► sealed ──── command in clear: <ID>009, stays sealed
 *     ▲                          │
 *     └──── CLO, CLX, plain OPN, bad packet (ERR009), sealed OPN (OPN010)
 *
 * A sealed packet without a session key: ERR003. An unknown command: ERR010. Nothing it answers on any bytes but a
 * response; nothing thrown.
 */
export class PadSession {
  readonly #context: PadContext
  readonly #exchanges: Exchanges
  #sessionKey: Uint8Array | null = null

  constructor(context: PadContext, exchanges: Exchanges) {
    this.#context = context
    this.#exchanges = exchanges
  }

  get isSealed(): boolean {
    return this.#sessionKey !== null
  }

  /** Loss of power: link key, card and display are gone; loaded tables and counters stay. */
  reset(): void {
    this.#sessionKey = null
    forgetCard(this.#context.memory)
    this.#context.tables.forgetLoading()
    this.#context.body.clearDisplay()
  }

  /** CAN stopped a command: its prompt leaves the display. */
  dropCommand(): void {
    this.#context.body.clearDisplay()
  }

  /** Runs one packet to its end. Sends notices and the response, or nothing once `signal` fired. */
  async run(packet: Uint8Array, send: SendPacket, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const opened = this.#open(packet)
    if ('refusal' in opened) return this.#respond(opened.refusal, send, null)
    const { command } = opened
    const exchange = this.#exchanges.add('in', command.id)
    if (command.id === 'OPN') return this.#respond(this.#runOpen(command, isSealed(packet)), send, null)
    const sessionKey = this.#sessionKey
    if (sessionKey && !isSealed(packet)) return this.#respond(refusal(command.id, 'ERRPKTSEC'), send, null)
    const notes: { response?: readonly [string, string | null] } = {}
    const conversation: Conversation = {
      signal,
      notify: async (first, second) => {
        if (signal.aborted) return
        const text = Buffer.from(first.padEnd(16).slice(0, 16) + second.padEnd(16).slice(0, 16), 'latin1')
        this.#exchanges.add('out', NOTICE_ID)
        await this.#send(NOTICE_ID, { id: NOTICE_ID, status: STATUS.OK, blocks: [text] }, send, sessionKey)
      },
      noteCommand: (key, detail) => this.#exchanges.annotate(exchange, key, detail ?? null),
      noteResponse: (key, detail) => {
        notes.response = [key, detail ?? null]
      },
    }
    const response = await this.#execute(command, conversation)
    if (response === null || signal.aborted) return
    if (CLOSING_COMMANDS.has(command.id) && response.status === STATUS.OK) this.#sessionKey = null
    await this.#respond(response, send, this.#sessionKey, notes.response)
  }

  async #execute(command: AbecsCommand, conversation: Conversation): Promise<AbecsResponse | null> {
    const run = COMMANDS[command.id]
    if (!run) return refusal('ERR', 'INVCALL')
    try {
      return await run(command, this.#context, conversation)
    } catch (thrown) {
      if (thrown instanceof PadRefusal) return refusal(command.id, thrown.status)
      if (thrown instanceof CodecError) return refusal(command.id, 'INVPARM')
      throw thrown
    }
  }

  #open(packet: Uint8Array): { readonly command: AbecsCommand } | { readonly refusal: AbecsResponse } {
    let clear = packet
    if (isSealed(packet)) {
      if (!this.#sessionKey) return { refusal: refusal('ERR', 'NOSEC') }
      try {
        clear = openPacket(this.#sessionKey, packet)
      } catch (thrown) {
        if (!(thrown instanceof CodecError)) throw thrown
        this.#close()
        return { refusal: refusal('ERR', 'ERRPKTSEC') }
      }
    }
    try {
      return { command: decodeCommand(clear) }
    } catch (thrown) {
      if (!(thrown instanceof CodecError)) throw thrown
      const id = Buffer.from(clear.subarray(0, 3)).toString('latin1')
      return { refusal: COMMANDS[id] || id === 'OPN' ? refusal(id, 'INVPARM') : refusal('ERR', 'INVCALL') }
    }
  }

  /** OPN is always in clear and always accepted: the till need not know in which state it finds the pad. */
  #runOpen(command: AbecsCommand, sealed: boolean): AbecsResponse {
    this.#close()
    if (sealed) return refusal('OPN', 'INVCALL')
    const block = command.blocks[0]
    if (block === undefined || block.length === 0) return { id: 'OPN', status: STATUS.OK, blocks: [] }
    try {
      const sessionKey = new Uint8Array(randomBytes(SESSION_KEY_BYTES))
      const answer = wrapSessionKey(readSecureOpen(block), sessionKey)
      this.#sessionKey = sessionKey
      return { id: 'OPN', status: STATUS.OK, blocks: [answer] }
    } catch (thrown) {
      if (thrown instanceof CodecError) return refusal('OPN', 'INVPARM')
      throw thrown
    }
  }

  #close(): void {
    this.#sessionKey = null
    forgetCard(this.#context.memory)
  }

  async #respond(
    response: AbecsResponse,
    send: SendPacket,
    sessionKey: Uint8Array | null,
    note: readonly [string, string | null] = ['', null],
  ): Promise<void> {
    const exchange = this.#exchanges.add('out', response.id, response.status)
    if (note[0] !== '') this.#exchanges.annotate(exchange, note[0], note[1])
    await this.#send(response.id, response, send, sessionKey)
  }

  async #send(name: string, response: AbecsResponse, send: SendPacket, sessionKey: Uint8Array | null): Promise<void> {
    const packet = encodeResponse(response)
    await send(name, sessionKey ? sealPacket(sessionKey, packet) : packet)
  }
}

function refusal(id: string, status: StatusName): AbecsResponse {
  return { id, status: STATUS[status], blocks: [] }
}
