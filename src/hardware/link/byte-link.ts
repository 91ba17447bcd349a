/**
 * What went wrong with a line, in no device's words; each driver turns it into its own code.
 * not-found: nothing there to open. busy: somebody else holds it. no-right: it is there, and this account may not open it.
 * lost: it was open and is not any more.
 */
export type LinkTrouble = 'not-found' | 'busy' | 'no-right' | 'lost'

export type LinkResult<Value = null> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: LinkTrouble }

export const DONE: LinkResult = { ok: true, value: null }
export const trouble = (kind: LinkTrouble) => ({ ok: false, trouble: kind }) as const

/**
 * A line that moves bytes and knows nothing of what they mean.
 *
 * - `open` and `write` end within their time-outs. One holder at a time: a second open of the same endpoint, by this
 *   or another link, answers `busy`.
 * - Bytes arrive in order and in pieces of any size; a `write` may be split on its way.
 * - `onLost` calls back once when the line ends without `close`; nothing arrives afterwards, every write answers
 *   `lost`, and `open` may be tried again. Bytes that were not written then are never sent later.
 * - `close` is safe at any time and says nothing to `onLost`; so is `discard`.
 */
export interface ByteLink {
  /** `tcp://127.0.0.1:4000`, `serial:/dev/ttyACM0`, `usb:04b8:0e15:J2XK001`. */
  readonly endpoint: string
  open(): Promise<LinkResult>
  write(bytes: Uint8Array): Promise<LinkResult>
  close(): Promise<void>
  /** As `close`, and what the system keeps of earlier writes is thrown away. Left out where nothing is kept. */
  discard?(): Promise<void>
  /** Both answer a function that takes the listener back. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void
  onLost(listener: () => void): () => void
  /**
   * The wires of a printer's port as the line itself knows them, where it does: 08 no error, 10 on line, 20 out of paper.
   * Null where it says nothing, or not in time.
   */
  portStatus?(): Promise<number | null>
}

export interface LinkTimeouts {
  readonly openTimeoutMs: number
  readonly writeTimeoutMs: number
  /**
   * A write on a serial line ends once its bytes are out on the wire, not already when the system keeps them: for whoever
   * measures how long the device takes from then on.
   */
  readonly drainsWrites?: boolean
}
