import { setTimeout as pause } from 'node:timers/promises'
import { LIMITS } from '#contract/limits.ts'
import { CONTROL, encodeFrame, type FramePart, FrameReader } from '#hardware/pad/abecs/framing.ts'
import { type FaultScript, type Outlet, sendThroughFaults } from '#simulators/process/faults.ts'
import type { PadSession } from './pad-session.ts'

/**
 * Link layer from the pad's side (ABECS 6.2.1).
 *
 *            packet: ACK, run               CAN: EOT
 *   idle ◄──────────────────────► running ────────────► idle, no answer
 *    │ ▲        response             │ packet: ACK, the running command is dropped, the new one runs
 *    │ └── 500 ms of silence: NAK ───┴── bad frame: every byte is dropped until silence
 *    └── NAK: the last response again · CAN: EOT
 *
 * A frame cut short for two seconds is forgotten. The pad outlives its connection, as on a cable: a running command
 * goes on when the till's process dies, and the next till ends it by CAN.
 */
export class PadLine {
  readonly #session: PadSession
  readonly #faults: FaultScript
  readonly #reader = new FrameReader()
  #outlet: Outlet | null = null
  #running: AbortController | null = null
  #settled: Promise<void> = Promise.resolve()
  #sent: Promise<void> = Promise.resolve()
  #lastResponse: Uint8Array | null = null
  #draining = false
  #timer: NodeJS.Timeout | undefined

  constructor(session: PadSession, faults: FaultScript) {
    this.#session = session
    this.#faults = faults
  }

  /** Frames dropped as unreadable since the pad was made. */
  get malformedCount(): number {
    return this.#reader.malformedCount
  }

  attach(outlet: Outlet): void {
    this.#outlet = outlet
    this.#quieten()
  }

  detach(outlet: Outlet): void {
    if (this.#outlet === outlet) this.#outlet = null
  }

  receive(bytes: Uint8Array): void {
    clearTimeout(this.#timer)
    const parts = this.#draining ? [] : this.#reader.push(bytes)
    for (const part of parts) {
      // What follows a bad frame is dropped with it.
      if (!this.#draining) this.#take(part)
    }
    if (this.#draining) this.#drain()
    else if (this.#reader.insideFrame) this.#timer = setTimeout(() => this.#reader.reset(), LIMITS.padByteTimeoutMs)
  }

  /** Loss of power in the middle of whatever it did. */
  powerCycle(): void {
    this.#stop()
    this.#quieten()
    this.#lastResponse = null
    this.#session.reset()
  }

  #take(part: FramePart): void {
    switch (part.kind) {
      case 'packet':
        this.#stop()
        this.#write(CONTROL.ACK)
        this.#start(part.packet)
        break
      case 'cancel':
        if (this.#stop()) this.#session.dropCommand()
        this.#write(CONTROL.EOT)
        break
      case 'nak':
        if (this.#lastResponse) this.#outlet?.write(this.#lastResponse)
        break
      case 'malformed':
        this.#draining = true
        break
      case 'ack':
      case 'cancelled':
        break
    }
  }

  #start(packet: Uint8Array): void {
    const running = new AbortController()
    this.#running = running
    const before = this.#settled
    this.#settled = (async () => {
      await before
      await this.#session.run(packet, (name, response) => this.#send(name, response, running.signal), running.signal)
      if (this.#running === running) this.#running = null
    })()
  }

  /** @returns whether a command was under way. */
  #stop(): boolean {
    const wasRunning = this.#running !== null
    this.#running?.abort()
    this.#running = null
    return wasRunning
  }

  #send(name: string, packet: Uint8Array, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    const frame = encodeFrame(packet)
    this.#lastResponse = frame
    const outlet = this.#outlet
    if (!outlet) return Promise.resolve()
    this.#sent = this.#sent.then(() => sendThroughFaults(outlet, frame, this.#faults, name))
    return this.#sent
  }

  #write(control: number): void {
    this.#outlet?.write(Uint8Array.of(control))
  }

  #drain(): void {
    this.#timer = setTimeout(() => {
      this.#quieten()
      this.#write(CONTROL.NAK)
    }, LIMITS.padQuietMs)
  }

  #quieten(): void {
    clearTimeout(this.#timer)
    this.#draining = false
    this.#reader.reset()
  }

  /** Waits until what was being sent is out, for a tidy end. */
  async close(): Promise<void> {
    this.#stop()
    this.#quieten()
    await Promise.race([this.#sent, pause(100)])
  }
}
