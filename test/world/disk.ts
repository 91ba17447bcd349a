import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import BetterSqlite from 'better-sqlite3'
import { CatalogueFailure } from '#contract/result.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { allRows, type ReadableDb } from '#store/database.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { signIn } from '#till/session/sign-in.ts'
import { tornImage } from './torn-image.ts'
import { VirtualTime, WallClock } from './virtual-time.ts'

/**
 * The disk of one till: the product's own schema and repositories on a SQLite database in memory. It outlives the
 * program; a step of it is whole or not there.
 */
export class Disk {
  db: ReadableDb
  /** Until then every write is refused, as by a full disk. */
  fullUntilMs = 0

  constructor(image: Buffer) {
    this.db = openImage(image)
  }

  /** One value of one row, or null; for whoever looks at the disk from outside. */
  look<Row>(sql: string, ...values: readonly unknown[]): Row[] {
    return allRows<Row>(this.db, sql, ...values)
  }

  close(): void {
    this.db.close()
  }

  /**
   * The power goes in the middle of `write`; from then on the disk holds what SQLite makes of the pieces. Where that is, byte for
   * byte, what it held before, there is nothing to open anew.
   */
  tear(write: (db: ReadableDb) => void, perMille: number): void {
    const image = this.db.serialize()
    const torn = tornImage(image, write, perMille)
    if (torn.equals(image)) return
    this.db.close()
    this.db = openImage(torn)
  }
}

/** As the till opens it. Nobody else has this memory: a lock for each look at it would guard nothing. */
const PRAGMAS = [
  'foreign_keys = ON',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'temp_store = MEMORY',
  'locking_mode = EXCLUSIVE',
]

function openImage(image: Buffer): ReadableDb {
  const db = new BetterSqlite(image)
  for (const pragma of PRAGMAS) db.pragma(pragma)
  return db as ReadableDb
}

const MASTER_KEY = createSecretKey(Buffer.alloc(32, 7))

/** Seals under one fixed key, as the secret store of a machine would under its own. */
export const WORLD_SECRETS: SecretStorePort = {
  seal: (bytes) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', MASTER_KEY, nonce)
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  },
  open: (bytes) => {
    const decipher = createDecipheriv('aes-256-gcm', MASTER_KEY, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  },
}

/** Who sells in every world, and the code. */
export const MANAGER = { userId: 'claire', pin: '3333' } as const

/** A shop that is set up and has sold nothing yet, as bytes that every till of every world begins with. */
export async function seededImage(): Promise<Buffer> {
  const db = new BetterSqlite(':memory:')
  for (const { sql, number } of MIGRATIONS) {
    db.exec(sql)
    db.pragma(`user_version = ${number}`)
  }
  const clock = new WallClock(new VirtualTime()).portFor(() => false)
  const store = assembleStore(
    { db: db as unknown as ReadableDb, close: () => {} },
    { secretStore: WORLD_SECRETS, clock },
  )
  const seed = trainingSeed('EUR')
  const own = seed.products.filter(({ barcode }) => barcode === null)
  // Nobody else sells, and each code costs a hash that is slow on purpose.
  const users = seed.users.filter(({ user }) => user.id === MANAGER.userId)
  await seedShop(store, { ...seed, users, products: own, quickKeys: [] })
  // Proves the code, and has it remembered (see `rememberedHashes`).
  const proof = await signIn(store.users, {
    userId: MANAGER.userId,
    code: MANAGER.pin,
    now: clock.now(),
    onWrong: async () => undefined,
  })
  if (!proof.ok) throw new Error('the manager does not get in')
  const image = db.serialize()
  db.close()
  return image
}

/** What stands between the ports of the store and one run of the program. */
export interface Gate {
  /** The program is gone: nothing it still asks comes through, and nothing comes back. */
  isOver(): boolean
  /** Before a write; may end the program. @returns the failure it meets instead. */
  beforeWrite(port: keyof Store, name: string): CatalogueFailure | null
  /**
   * A program that is to die in the middle of this write does so here: `write` is given a store that writes where the
   * power will have gone. @returns whether it died.
   */
  tears(write: (store: Store) => Promise<unknown>): boolean
  /** The write is on disk; may end the program before it hears so. */
  afterWrite(port: keyof Store, name: string): void
}

const WRITES: Readonly<Partial<Record<keyof Store, RegExp>>> = {
  paymentJournal: /^(commit|nextStan|nextPaymentNumber|beg|fix|keep|store|record|note)/,
  commitPaidSale: /./,
  openSales: /^(open|save|drop)$/,
  printSpool: /^(add|move|settleInterrupted)$/,
  businessDays: /^(begin|recordCount|close)$/,
  fiscalChain: /^append$/,
  users: /^(recordAttempts|add)$/,
  settings: /^save/,
  setup: /^(keep|finish|end)/,
  backupBook: /^(saveSettings|saveState|note)/,
  terminalBook: /^(begin|end)/,
}

/** A journal step, where a write of one kind has to be told from others. */
export const isRecord = (port: keyof Store, name: string): boolean =>
  port === 'commitPaidSale' || (port === 'paymentJournal' && name.startsWith('commit'))

/** The store as one run of the program has it. */
export function gatedStore(store: Store, gate: Gate): Store {
  const gated = Object.entries(store).map(([port, value]) => [
    port,
    typeof value === 'object' ? gatedPort(port as keyof Store, value as Record<string, PortMethod>, gate) : value,
  ])
  return Object.fromEntries(gated) as unknown as Store
}

type PortMethod = (...values: unknown[]) => Promise<unknown>

const portOf = (store: Store, port: keyof Store, name: string): PortMethod => {
  const method = (store[port] as unknown as Record<string, PortMethod>)[name]
  if (method === undefined) throw new Error(`no ${port}.${name}`)
  return method
}

const never = (): Promise<never> => new Promise(() => {})

function gatedPort(port: keyof Store, methods: Record<string, PortMethod>, gate: Gate): Record<string, PortMethod> {
  const writes = WRITES[port]
  const gated = Object.entries(methods).map(([name, method]): [string, PortMethod] => {
    if (!writes?.test(name)) return [name, (...values) => (gate.isOver() ? never() : method(...values))]
    return [
      name,
      (...values) => {
        if (gate.isOver()) return never()
        const failure = gate.beforeWrite(port, name)
        if (gate.isOver()) return never()
        if (failure !== null) return Promise.reject(failure)
        if (gate.tears((dying) => portOf(dying, port, name)(...values))) return never()
        const written = method(...values)
        gate.afterWrite(port, name)
        if (!gate.isOver()) return written
        written.catch(() => {})
        return never()
      },
    ]
  })
  return Object.fromEntries(gated)
}

export const diskFull = (): CatalogueFailure => new CatalogueFailure({ code: 'STORE_DISK_FULL' })
