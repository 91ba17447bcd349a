/**
 * Goal: what a person may say to the till ends where the table of limits says, and not before: at its limit a request is taken, one step
 * beyond it is refused. Method: a request of each kind as a screen sends it, at its limit and past it.
 */
import { describe, expect, it } from 'vitest'
import { API, type CallName } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'

const text = (length: number) => 'é'.repeat(length)
const list = <Item>(length: number, item: (at: number) => Item) => Array.from({ length }, (_, at) => item(at))

const MEANS = { id: 'own-1', kind: 'own', excess: 'kept', opensDrawer: false, isCounted: true, families: null }
const PLACE = { shape: 'round', column: 0, row: 0, width: 2, height: 2 }
const ARTICLE = {
  name: 'Miel',
  shortName: null,
  barcodes: [],
  unit: 'piece',
  vatBasisPoints: 550,
  familyId: 'drinks',
  isOpenPrice: false,
  depositProductId: null,
  parentId: null,
  variantName: null,
}
const article = (change: object) => ({ id: null, article: { ...ARTICLE, priceMinor: 100, ...change }, listPrices: [] })
const room = (change: object) => ({ id: 'room-1', name: 'Salle', tables: [], ...change })
const plan = (change: object) => ({ plan: { rooms: [], courses: [], ...change } })
const tableOf = (change: object) =>
  plan({ rooms: [room({ tables: [{ id: 't', name: '1', seats: 2, ...PLACE, ...change }] })] })
const courseOf = (change: object) => plan({ courses: [{ id: 'c', name: 'Entrées', families: [], ...change }] })

/** A request that says this much, and how much it may say. */
type Row = readonly [what: keyof typeof LIMITS, call: CallName, request: (size: number) => object]

const AT_MOST: readonly Row[] = [
  ['lineNoteCharacters', 'cart.noteLine', (size) => ({ lineId: 'line', note: text(size) })],
  ['saleReasonCharacters', 'cart.bringBack', (size) => ({ lineId: 'line', reason: text(size) })],
  ['saleReasonCharacters', 'cart.discountTicket', (size) => ({ discount: null, reason: text(size) })],
  ['saleReasonCharacters', 'cart.discountLine', (size) => ({ lineId: 'line', discount: null, reason: text(size) })],
  ['meansReferenceCharacters', 'tender.means', (size) => ({ meansId: 'm', amountMinor: 1, reference: text(size) })],
  ['meansNameCharacters', 'means.save', (size) => ({ means: [{ ...MEANS, name: text(size) }] })],
  ['tenderMeans', 'means.save', (size) => ({ means: list(size, (at) => ({ ...MEANS, name: `${at}` })) })],
  ['countedPieces', 'day.count', (size) => ({ counts: list(size, (at) => ({ valueMinor: at + 1, count: 1 })) })],
  ['articlePriceMinor', 'articles.save', (size) => article({ priceMinor: size })],
  [
    'articleStockMilli',
    'articles.save',
    (size) => ({ ...article({}), stock: { kind: 'counted', quantityMilli: size, reason: '' } }),
  ],
  [
    'articleStockReasonCharacters',
    'articles.save',
    (size) => ({ ...article({}), stock: { kind: 'uncounted', reason: text(size) } }),
  ],
  ['familyNameCharacters', 'articles.savePriceList', (size) => ({ list: { id: null, name: text(size), place: 0 } })],
  ['rooms', 'floor.savePlan', (size) => plan({ rooms: list(size, (at) => room({ id: `r${at}` })) })],
  ['roomNameCharacters', 'floor.savePlan', (size) => plan({ rooms: [room({ name: text(size) })] })],
  [
    'roomTables',
    'floor.savePlan',
    (size) =>
      plan({ rooms: [room({ tables: list(size, (at) => ({ id: `t${at}`, name: `${at}`, seats: 2, ...PLACE })) })] }),
  ],
  ['tableNameCharacters', 'floor.savePlan', (size) => tableOf({ name: text(size) })],
  ['tableCovers', 'floor.savePlan', (size) => tableOf({ seats: size })],
  ['tableCovers', 'floor.setCovers', (size) => ({ saleId: 'sale', covers: size })],
  [
    'courses',
    'floor.savePlan',
    (size) => plan({ courses: list(size, (at) => ({ id: `c${at}`, name: 'Plat', families: [] })) }),
  ],
  ['courseFamilies', 'floor.savePlan', (size) => courseOf({ families: list(size, (at) => `f${at}`) })],
  ['roomNameCharacters', 'floor.savePlan', (size) => courseOf({ name: text(size) })],
  ['splitParts', 'floor.split', (size) => ({ saleId: 'sale', way: { kind: 'equal', count: size } })],
  [
    'splitParts',
    'floor.split',
    (size) => ({ saleId: 'sale', way: { kind: 'items', shares: [{ lineId: 'line', parts: list(size, () => 0) }] } }),
  ],
  ['backupsKeptMax', 'backup.configure', (size) => ({ folder: '/media/key', keep: size })],
]

const FROM_ZERO: readonly Row[] = [
  ['quickKeyRows', 'catalogue.unpin', (size) => ({ familyId: 'drinks', row: size, column: 0 })],
  ['quickKeyColumns', 'catalogue.unpin', (size) => ({ familyId: 'drinks', row: 0, column: size })],
  [
    'splitParts',
    'floor.split',
    (size) => ({ saleId: 'sale', way: { kind: 'items', shares: [{ lineId: 'line', parts: [size] }] } }),
  ],
]

const AT_LEAST: readonly Row[] = [
  ['passphraseCharactersMin', 'backup.look', (size) => ({ path: '/media/key/copy', passphrase: text(size) })],
  [
    'passphraseCharactersMin',
    'backup.configure',
    (size) => ({ folder: '/media/key', keep: 1, passphrase: text(size) }),
  ],
]

const isTaken = (call: CallName, request: object) => API[call].request.safeParse(request).success

describe('a request', () => {
  it.each(AT_MOST)('says at most %s: %s', (what, call, request) => {
    const limit = Number(LIMITS[what])
    expect([isTaken(call, request(limit)), isTaken(call, request(limit + 1))]).toEqual([true, false])
  })

  it.each(FROM_ZERO)('counts %s from nought: %s', (what, call, request) => {
    const limit = Number(LIMITS[what])
    expect([isTaken(call, request(limit - 1)), isTaken(call, request(limit))]).toEqual([true, false])
  })

  it.each(AT_LEAST)('says at least %s: %s', (what, call, request) => {
    const limit = Number(LIMITS[what])
    expect([isTaken(call, request(limit)), isTaken(call, request(limit - 1))]).toEqual([true, false])
  })
})
