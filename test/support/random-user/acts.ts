import fc from 'fast-check'
import { ACTION_LIST } from '#renderer/actions/action-table.ts'
import french from '#renderer/locales/fr.json' with { type: 'json' }
import products from '../../../resources/catalogue/products-300.json' with { type: 'json' }
import type { SizeName } from '../renderer/screen-rig.ts'
import { ERRANDS, type Errand } from './errands.ts'

/** What the customer at the pad does when it asks for a card. */
export const CARD_USES = {
  pays: { card: 'cb-chip', how: 'insert', pin: '1234' },
  taps: { card: 'visa-contactless', how: 'tap' },
  signs: { card: 'visa-signature', how: 'insert' },
  swipes: { card: 'mastercard-stripe', how: 'swipe' },
  cancels: { card: 'cb-chip', act: 'cancel' },
  'pulls early': { card: 'cb-chip', act: 'pull-early', at: 'GOX' },
  'has an old card': { card: 'expired', how: 'insert' },
} as const
export type CardUse = keyof typeof CARD_USES

export const PRINTER_TROUBLES = {
  'out of paper': { do: 'paper', lines: 0 },
  'full of paper': { do: 'paper', lines: 10_000 },
  open: { do: 'cover', open: true },
  shut: { do: 'cover', open: false },
} as const
export type PrinterTrouble = keyof typeof PRINTER_TROUBLES

/** One thing that somebody does at the till without knowing why. */
export type Act =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'figures'; readonly text: string }
  | { readonly kind: 'scan'; readonly code: string }
  | { readonly kind: 'write'; readonly text: string }
  /** Presses one of the controls that can be pressed now: the nth, counted round. */
  | { readonly kind: 'press'; readonly nth: number; readonly by: 'mouse' | 'finger' }
  /** Writes over what stands in one of the fields: the nth, counted round. */
  | { readonly kind: 'fill'; readonly nth: number; readonly text: string }
  /** Looks for something in the list of all actions by its name, and does what is found first. */
  | { readonly kind: 'action'; readonly id: string }
  /** Sets out for something from the ticket, and does all that it takes. */
  | { readonly kind: 'errand'; readonly errand: Errand }
  /** Locks the till; who comes next is drawn too. */
  | { readonly kind: 'person'; readonly nth: number }
  | { readonly kind: 'card'; readonly use: CardUse }
  | { readonly kind: 'printer'; readonly is: PrinterTrouble }
  /** The window gets another size. */
  | { readonly kind: 'size'; readonly size: SizeName }
  | { readonly kind: 'reload' }
  /** The till's process is killed, and started again. */
  | { readonly kind: 'kill' }

/** What one pair of hands does at once: an errand is made of such, and cables are pulled by others. */
export type Gesture = Exclude<Act, { kind: 'reload' | 'kill' | 'errand' }>

const KEYS = [
  'F1',
  'F2',
  'F3',
  'Shift+F3',
  'Shift+F1',
  'Shift+F2',
  'F4',
  'Shift+F4',
  'F6',
  'Shift+F6',
  'F7',
  'Shift+F7',
  'F8',
  'Shift+F8',
  'F9',
  'Shift+F9',
  'F10',
  'Shift+F10',
  'F11',
  'Shift+F11',
  'F12',
  'Shift+F12',
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
  'Control+k',
  'Control+z',
  'Control+ArrowDown',
  'Control+ArrowUp',
  'Delete',
  'Home',
  'End',
  'F5',
  'Control+R',
  ...'ABCEFGJKLMNPRSTUVZ',
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

/** What is on the screen for a long or a right-to-left name, a price, a number of a customer, an address, and for a card number of the test sheets. */
const entries = fc.oneof(
  words,
  figures,
  fc.constantFrom(
    '',
    ' ',
    '0,00',
    '-1',
    '1e3',
    'Å'.repeat(200),
    'a@b.fr',
    '55203253400027',
    '127.0.0.1:9100',
    '+33 2 40 00 00 00',
    '1234',
    '\u001b[31m\u0007',
  ),
)
const sections = Object.keys(french).filter((id) => id.startsWith('management.section.'))
const nth = fc.nat(10_000)
const of = <Kind extends Act['kind']>(weight: number, arbitrary: fc.Arbitrary<Extract<Act, { kind: Kind }>>) => ({
  weight,
  arbitrary: arbitrary as fc.Arbitrary<Act>,
})
const is = <Kind extends Act['kind']>(kind: Kind) => fc.constant(kind)

/** As somebody does who tries everything: mostly goods and keys, now and then the cable. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  of<'scan'>(14, fc.record({ kind: is('scan'), code: goods })),
  of<'scan'>(4, fc.record({ kind: is('scan'), code: strange })),
  of<'key'>(22, fc.record({ kind: is('key'), key: fc.constantFrom(...KEYS) })),
  of<'figures'>(8, fc.record({ kind: is('figures'), text: figures })),
  of<'write'>(4, fc.record({ kind: is('write'), text: words })),
  of<'press'>(30, fc.record({ kind: is('press'), nth, by: fc.constantFrom('mouse', 'finger') })),
  of<'fill'>(8, fc.record({ kind: is('fill'), nth, text: entries })),
  of<'action'>(
    10,
    fc.record({ kind: is('action'), id: fc.constantFrom(...ACTION_LIST.map(({ id }) => id), ...sections) }),
  ),
  of<'errand'>(8, fc.record({ kind: is('errand'), errand: fc.constantFrom(...(Object.keys(ERRANDS) as Errand[])) })),
  of<'person'>(2, fc.record({ kind: is('person'), nth })),
  of<'card'>(4, fc.record({ kind: is('card'), use: fc.constantFrom(...(Object.keys(CARD_USES) as CardUse[])) })),
  of<'printer'>(
    2,
    fc.record({ kind: is('printer'), is: fc.constantFrom(...(Object.keys(PRINTER_TROUBLES) as PrinterTrouble[])) }),
  ),
  of<'size'>(1, fc.record({ kind: is('size'), size: fc.constantFrom('small', 'middle', 'large') })),
  of<'reload'>(1, fc.record({ kind: is('reload') })),
  of<'kill'>(1, fc.record({ kind: is('kill') })),
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
      return `presses control ${done.nth} by ${done.by}`
    case 'fill':
      return `fills field ${done.nth} with ${JSON.stringify(done.text)}`
    case 'action':
      return `looks for ${done.id}`
    case 'errand':
      return `somebody ${done.errand}`
    case 'person':
      return `locks, and person ${done.nth} comes`
    case 'card':
      return `a customer ${done.use}`
    case 'printer':
      return `the printer is ${done.is}`
    case 'size':
      return `makes the window ${done.size}`
    case 'reload':
      return 'loads the screen again'
    case 'kill':
      return 'kills the till'
  }
}
