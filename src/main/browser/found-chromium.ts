/** A browser that can show the screen where Electron's binary is not. */
export interface FoundChromium {
  readonly path: string
  /** Where it came from, in words for the terminal. */
  readonly source: string
  /** Whether it can open a window; the one from npm is built without. */
  readonly headed: boolean
  /** Variables it needs besides those of this process. */
  readonly environment: Readonly<Record<string, string>>
}
