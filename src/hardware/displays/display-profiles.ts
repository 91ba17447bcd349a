import type { DisplayProfile } from '#contract/views/devices-view.ts'
import type { PageNumbers } from '../printers/printer-profiles.ts'
import type { DisplayDialect } from './pole-display.codec.ts'

export interface DisplayCommands {
  readonly dialect: DisplayDialect
  /** Code pages by the display's own numbers (sheet printers-escpos, sections 6 and 7); none: ASCII only. */
  readonly pages: PageNumbers
}

/**
 * What displays understand. Page 0 is PC437 wherever `ESC t` is known; Polish letters and more need a display whose
 * numbers are known. A CD5220 names its letters by `ESC f` in a way that differs by maker: it gets ASCII.
 */
export const DISPLAY_PROFILES: Readonly<Record<DisplayProfile, DisplayCommands>> = {
  cd5220: { dialect: 'cd5220', pages: {} },
  escpos: { dialect: 'escpos', pages: { cp437: 0 } },
  'escpos-ocd300': { dialect: 'escpos', pages: { cp858: 19, cp852: 9, windows1250: 18 } },
}
