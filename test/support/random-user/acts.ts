import fc from 'fast-check'
import products from '../../../resources/catalogue/products-300.json' with { type: 'json' }

/** One thing that somebody does at the till without knowing why. */
export type Act =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'figures'; readonly text: string }
  | { readonly kind: 'scan'; readonly code: string }
  | { readonly kind: 'write'; readonly text: string }
  /** Presses one of the controls that can be pressed now: the nth, counted round. */
  | { readonly kind: 'press'; readonly nth: number }
  | { readonly kind: 'card' }
  | { readonly kind: 'reload' }
  /** The till's process is killed, and started again. */
  | { readonly kind: 'kill' }

const KEYS = [
  'F1',
  'F2',
  'F3',
  'Shift+F3',
  'F4',
  'F6',
  'F7',
  'F8',
  'F9',
  'Shift+F9',
  'F10',
  'F11',
  'Shift+F11',
  'F12',
  'Enter',
  'Enter',
  'Escape',
  'Escape',
  'Backspace',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Tab',
  'Shift+Tab',
  ' ',
  '*',
  '/',
  '+',
  '-',
  ',',
  'Control+1',
  'Control+5',
  'F5',
  'Control+R',
  ...'PRVTGCANMSK',
] as const

const goods = fc.constantFrom(...products.map(({ barcode }) => barcode))
/** Codes that nobody sells: of the right length, of the wrong check digit, of a ticket, and a card number of the test sheets. */
const strange = fc.constantFrom('0000000000000', '3103220028767', '99999999', '2-000001', 'ABC-123', '4111111111111111')
const words = fc.constantFrom(
  'a',
  'pain',
  'jus d',
  'œuf',
  'żółć',
  'מים',
  '🍎',
  '%_"',
  "l'eau",
  '310322',
  '4111111111111111',
)
const figures = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }).map(String),
  fc.constantFrom('0', '00', '1,5', '0,412', ',', '9999999999', '12.', '5,5'),
)

/** As somebody does who tries everything: mostly goods and keys, now and then the cable. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ kind: fc.constant('scan' as const), code: goods }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('scan' as const), code: strange }) },
  { weight: 26, arbitrary: fc.record({ kind: fc.constant('key' as const), key: fc.constantFrom(...KEYS) }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('figures' as const), text: figures }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), text: words }) },
  { weight: 26, arbitrary: fc.record({ kind: fc.constant('press' as const), nth: fc.nat(10_000) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'card' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reload' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
)

/** What was done, as somebody who repeats it reads it. */
export function told(done: Act): string {
  switch (done.kind) {
    case 'key':
      return `key ${done.key}`
    case 'figures':
      return `types ${done.text}`
    case 'scan':
      return `scans ${done.code}`
    case 'write':
      return `writes ${done.text}`
    case 'press':
      return `presses control ${done.nth}`
    case 'card':
      return 'shows a card'
    case 'reload':
      return 'loads the screen again'
    case 'kill':
      return 'kills the till'
  }
}
