import type { Json } from '#contract/json.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { DayView } from '#contract/views/day-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { nextRecord } from '../fiscal/fiscal-chain.ts'
import type { ArticleDesk } from '../import/article-desk.ts'
import type { DocumentContext } from '../papers/document-head.ts'
import type { FiscalRecord, NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale, SaleSideEffects } from '../ports/open-sales.port.ts'
import { callUnderWay } from '../session/call-under-way.ts'
import { permitted } from '../session/guard.ts'
import type { SerialQueue } from './serial-queue.ts'
import type { TillMemory } from './till-memory.ts'
import type { TillOptions, TillSliceName } from './till-options.ts'

/** What the calls of the till share: its ports, its memory, its queue. */
export interface TillContext {
  readonly options: TillOptions
  readonly memory: TillMemory
  readonly queue: SerialQueue
  readonly articles: ArticleDesk
}

/** Says that these slices may have changed. */
export function emit({ options, memory }: TillContext, ...slices: readonly TillSliceName[]): void {
  for (const slice of slices) options.onChange(slice)
  // A table is what its tickets are.
  if (memory.floor.rooms.length > 0 && slices.some((slice) => slice === 'sale' || slice === 'session'))
    options.onChange('floor')
}

const CLOSING_STAGES: readonly DayView['stage'][] = ['draining', 'forwarding', 'agreeing', 'uploading', 'closing']

/**
 * The person at the till who may sell; technicians look after the machine and, by default, do not. Nobody sells while
 * the day is being closed: a line rung up between the batch and the Z would belong to neither day.
 */
export function seller({
  memory,
}: TillContext): Result<
  UserView,
  'SESSION_LOCKED' | 'SESSION_NOT_ALLOWED' | 'SESSION_NEEDS_APPROVAL' | 'SALE_DAY_CLOSING'
> {
  const user = permitted(memory, 'sell')
  return user.ok ? whileDayRests(memory, user) : user
}

/** The person at the till, while nobody closes the day: what its drawer holds was held against the shop's limit. */
export function counter(context: TillContext): Result<UserView, 'SESSION_LOCKED' | 'SALE_DAY_CLOSING'> {
  const user = person(context)
  return user.ok ? whileDayRests(context.memory, user) : user
}

function whileDayRests({ stage }: TillMemory, user: { readonly ok: true; readonly value: UserView }) {
  return CLOSING_STAGES.includes(stage) ? fail('SALE_DAY_CLOSING') : user
}

/** Whoever is signed in, or SESSION_LOCKED. */
export function person({ memory }: TillContext): Result<UserView, 'SESSION_LOCKED'> {
  return memory.signedIn === null ? fail('SESSION_LOCKED') : succeed(memory.signedIn.user)
}

/** An event of a call names its person, and every record of one whoever approved it. */
function whoDid(kind: FiscalRecord['kind']): Readonly<Record<string, Json>> {
  const { user, approver } = callUnderWay() ?? { user: null, approver: null }
  return {
    ...(kind === 'event' && user !== null && { userId: user.id }),
    ...(approver !== null && { approvedBy: approver.id }),
  }
}

/** The next link of the chain, made but not yet on disk: `keepHead` once it is. */
export function seal(
  { memory, options }: TillContext,
  kind: FiscalRecord['kind'],
  at: string,
  body: Readonly<Record<string, Json>>,
): FiscalRecord {
  return nextRecord(memory.fiscalHead, { kind, at, body: { ...whoDid(kind), ...body } }, options.fiscalSigner)
}

/** The chain goes on from this record, once it is on disk; null changes nothing. */
export function keepHead({ memory }: TillContext, record: FiscalRecord | null): void {
  if (record !== null) memory.fiscalHead = record
}

/** Stores an event of the till on its own, with the papers it causes. */
export async function recordEvent(
  context: TillContext,
  body: Readonly<Record<string, Json>>,
  printJobs: readonly NewPrintJob[] = [],
): Promise<void> {
  const record = seal(context, 'event', context.options.clock.now(), body)
  await context.options.fiscalChain.append(record, printJobs)
  keepHead(context, record)
  if (printJobs.length > 0) context.options.onPrintJobs()
}

/** Stores the ticket in hand; its first line gives it its number. */
export async function saveSale(context: TillContext, sale: OpenSale, effects: SaleSideEffects = {}): Promise<void> {
  const { memory, options } = context
  if (memory.saleStored) {
    await options.openSales.save(sale, effects)
    memory.sale = sale
  } else {
    memory.sale = await options.openSales.open(sale)
    memory.saleStored = true
  }
  keepHead(context, effects.fiscalRecord ?? null)
  if (effects.printJobs !== undefined && effects.printJobs.length > 0) options.onPrintJobs()
}

/** An empty ticket under the number the next sale will take. */
export async function emptySale({
  options,
  memory,
}: Pick<TillContext, 'options'> & { memory: Pick<TillMemory, 'shop'> }): Promise<OpenSale> {
  return {
    id: options.nextId(),
    number: await options.openSales.nextNumber(),
    state: 'open',
    currency: memory.shop.currency,
    openedAt: options.clock.now(),
    lines: [],
    tenders: [],
    cardAttempts: 0,
    touchedLineId: null,
    ...(memory.shop.pricesIncludeVat === false && { pricesExcludeVat: true as const }),
    cashierId: null,
    cashierName: '',
  }
}

/** What papers need of the till they are printed on. */
export function documentContext({ memory, options }: TillContext): DocumentContext {
  return {
    shop: memory.shop.shop,
    locale: memory.preferences.locale,
    currency: memory.shop.currency,
    training: options.training,
    softwareVersion: options.softwareVersion,
    local: options.clock.local,
  }
}

/** Takes another ticket in hand. */
export function takeSale(memory: TillMemory, sale: OpenSale, stored: boolean): void {
  memory.sale = sale
  memory.saleStored = stored
  memory.cardDurationMs = null
}
