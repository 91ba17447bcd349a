import type { Socket } from 'node:net'
import { z } from 'zod'

/**
 * Trouble on the way back to the till, by script. `on` names the message it waits for (`GOX`, `0210`, `*`);
 * each fault strikes `times` times, then is used up.
 *
 * drop: the answer is never sent. cut: the first `bytes` bytes are sent, then the connection is closed.
 * trickle: one byte a write. delay: `delayMs` before the first byte. stall: `delayMs` after the first `bytes`. refuse: the connection is closed at once.
 * garbage: the byte at offset `bytes` is flipped.
 */
export const faultSchema = z.object({
  on: z.string().default('*'),
  kind: z.enum(['drop', 'cut', 'trickle', 'delay', 'stall', 'refuse', 'garbage']),
  bytes: z.int().min(0).default(0),
  delayMs: z.int().min(0).max(600_000).default(0),
  times: z.int().min(1).default(1),
})
export type Fault = z.infer<typeof faultSchema>

/** The faults still to strike, in the order they were given. */
export class FaultScript {
  #pending: { fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times })
  }

  clear(): void {
    this.#pending = []
  }

  /** The fault that strikes this message, used up by one; null when none does. */
  take(message: string): Fault | null {
    const index = this.#pending.findIndex(({ fault }) => fault.on === '*' || fault.on === message)
    const entry = this.#pending[index]
    if (!entry) return null
    entry.left -= 1
    if (entry.left === 0) this.#pending.splice(index, 1)
    return entry.fault
  }
}

/** Where a simulator writes: a socket, or one end of a serial line. */
export interface Outlet {
  write(bytes: Uint8Array): void
  /** Ends the connection at once. */
  cut(): void
}

export function socketOutlet(socket: Socket, count: (bytes: number) => void): Outlet {
  return {
    write: (bytes) => {
      if (socket.destroyed) return
      count(bytes.length)
      socket.write(bytes)
    },
    cut: () => socket.destroy(),
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Sends `bytes` as the fault for `message` lets them through; resolves when nothing more will be sent. */
export async function sendThroughFaults(
  outlet: Outlet,
  bytes: Uint8Array,
  script: FaultScript,
  message: string,
): Promise<void> {
  const fault = script.take(message)
  if (!fault) return outlet.write(bytes)
  if (fault.delayMs > 0 && fault.kind !== 'stall') await pause(fault.delayMs)
  switch (fault.kind) {
    case 'drop':
      return
    case 'refuse':
      return outlet.cut()
    case 'cut':
      outlet.write(bytes.subarray(0, fault.bytes))
      await pause(5)
      return outlet.cut()
    case 'trickle':
      for (const byte of bytes) {
        outlet.write(Uint8Array.of(byte))
        await pause(0)
      }
      return
    case 'garbage': {
      const spoiled = Uint8Array.from(bytes)
      const index = Math.min(fault.bytes, spoiled.length - 1)
      spoiled[index] = (spoiled[index] ?? 0) ^ 0xff
      return outlet.write(spoiled)
    }
    case 'stall':
      outlet.write(bytes.subarray(0, fault.bytes))
      await pause(fault.delayMs)
      return outlet.write(bytes.subarray(fault.bytes))
    case 'delay':
      return outlet.write(bytes)
  }
}
