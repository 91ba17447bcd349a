import products from '../../../resources/catalogue/products-300.json' with { type: 'json' }
import type { Act, Gesture } from './acts.ts'

/**
 * Things that people come to a counter for, as the keys of them. Drawn keys alone lead there once in a thousand; so somebody sets out
 * for them, on whatever ticket is there, and what comes of it is theirs to meet. The words of the first customer and the number of a
 * table are those of the training shop.
 */
const key = (...keys: readonly string[]): readonly Gesture[] => keys.map((each) => ({ kind: 'key', key: each }))
const figures = (text: string): readonly Gesture[] => [{ kind: 'figures', text }]
const write = (text: string): readonly Gesture[] => [{ kind: 'write', text }]
const action = (id: string): readonly Gesture[] => [{ kind: 'action', id }]
const scan = (place: number): readonly Gesture[] => [{ kind: 'scan', code: products[place]?.barcode ?? '' }]
const card = (use: Extract<Act, { kind: 'card' }>['use']): readonly Gesture[] => [{ kind: 'card', use }]

export const ERRANDS = {
  'pays in cash': [...scan(1), ...key('F9', '/', 'Enter')],
  'pays more than it costs': [...scan(2), ...key('F9'), ...figures('500'), ...key('/', 'Enter')],
  'pays by card': [...card('pays'), ...scan(3), ...key('F9', '*', 'Enter')],
  'pays by two means': [
    ...scan(4),
    ...scan(5),
    ...key('F9'),
    ...figures('1'),
    ...key('/'),
    ...card('pays'),
    ...key('*'),
  ],
  'pays a part and takes it back': [...scan(6), ...scan(7), ...key('F9'), ...figures('1'), ...key('/', 'F7', 'Escape')],
  'pays by meal voucher': [...scan(8), ...key('F9', 'T'), ...figures('2'), ...key('Enter')],
  'pays by cheque': [...scan(9), ...key('F9', 'A', 'ArrowDown', 'Enter', 'Enter')],
  'gives a tip': [...card('pays'), ...scan(10), ...key('F9', 'P', 'ArrowRight', 'Enter', '*')],
  'changes their mind at the pad': [...card('cancels'), ...scan(11), ...key('F9', '*')],
  'gives all of the last ticket back': [...key('F10', 'V', 'V', 'Enter')],
  'brings goods back for cash': [...key('F10', 'A', '+', '/', 'Enter')],
  'brings all goods back': [...card('pays'), ...key('F10', 'A', 'A', 'Enter', 'Enter')],
  'brings goods back without a ticket': [...key('B'), ...write('pain'), ...key('Enter', 'Enter')],
  'is a customer': [...key('F2'), ...write('a'), ...key('Enter')],
  'becomes a customer': [...key('F2', 'F2'), ...write('Zoé Martin'), ...key('Enter')],
  'pays on account': [...key('F2'), ...write('z'), ...key('Enter'), ...scan(12), ...key('F9', 'C', 'Enter', 'Enter')],
  'wants an invoice': [...scan(13), ...key('F9', '/', 'F'), ...write('z'), ...key('Enter', 'Enter', 'Enter')],
  'sits down at a table': [...key('Shift+F2'), ...figures('8'), ...key('Enter'), ...figures('2'), ...key('Enter')],
  'orders at a table': [
    ...key('Shift+F2'),
    ...figures('8'),
    ...key('Enter', 'Enter'),
    ...scan(14),
    ...scan(15),
    ...action('floor'),
    ...key('E', 'N'),
  ],
  'pays a table': [...key('Shift+F2'), ...figures('8'), ...key('Enter', 'F9', '/')],
  'shares a table': [...key('Shift+F2'), ...figures('8'), ...key('Enter', 'P', '+', 'ArrowRight', 'Enter', 'Enter')],
  'moves to another table': [
    ...key('Shift+F2'),
    ...figures('8'),
    ...key('Enter', 'T'),
    ...figures('11'),
    ...key('Enter'),
  ],
  waits: [...scan(16), ...figures('12'), ...key('F8', 'F8', 'Enter')],
  leaves: [...scan(17), ...action('void'), ...key('Enter', 'ArrowDown', 'Enter')],
  'reserves an amount': [...card('pays'), ...key('Shift+F7', 'Enter'), ...figures('50'), ...key('Enter')],
  'buys a gift card': [...key('Shift+F6', 'S'), ...figures('25'), ...key('Enter', 'F9', '/')],
  'counts the drawer': [
    ...action('day'),
    ...key('ArrowDown'),
    ...figures('3'),
    ...key('Enter'),
    ...figures('7'),
    ...key('Enter'),
  ],
  'closes the day': [...action('day'), ...key('F10', 'F10', 'Enter')],
  'changes an article': [
    ...action('articles.search'),
    ...write('pain'),
    ...key('Enter', 'F3'),
    ...write(' bis'),
    ...key('Enter'),
  ],
  'makes an article': [...key('A'), ...write('Sirop'), ...key('Tab'), ...figures('2,50'), ...key('Enter')],
} as const satisfies Readonly<Record<string, readonly Gesture[]>>

export type Errand = keyof typeof ERRANDS
