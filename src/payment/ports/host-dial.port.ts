/**
 * Opens lines to hosts. The one in the product is TCP (`acquirer/tcp-dial.ts`); where there is no network there can be
 * another, which keeps these words.
 */
export interface HostDialPort {
  /**
   * Begins to connect. The socket says `connect` once it stands, then `data`, and `close` exactly once at its end,
   * whoever ended it; one that never stood says `close` alone. None of it before this returns.
   */
  dial(address: { readonly host: string; readonly port: number }): HostSocket
  /** Resolves once whatever has arrived by now, a close included, has been told. */
  arrivals(): Promise<unknown>
}

/** What the line to a host needs of a connection, in the words of `node:net`. */
export interface HostSocket {
  /** Whether the other side, after `connect`, has yet to say if it lets the till in (TLS 1.3). Left out: it has not. */
  readonly mayStillRefuse?: boolean
  setNoDelay(noDelay: boolean): unknown
  /** `written` without an error: the bytes are the network's. */
  write(bytes: Uint8Array, written?: (error?: Error | null) => void): unknown
  /** Ends it at once, both ways. */
  destroy(): unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  /** A CatalogueFailure where it is known what went wrong. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** `end`: the other side will send nothing more. `tcp`: an encrypted line has reached the other side, and begins to encrypt. */
  once(event: 'connect' | 'end' | 'close' | 'tcp', listener: () => void): unknown
}
