import type { Json } from '#contract/json.ts'
import { emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import type { SetupState } from '../core/till-memory.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import type { KeyCopy, SetupPort } from '../ports/setup.port.ts'
import { FIRST_DRAFT } from './first-shop.ts'

/** Where the first run stands on disk. */
export async function openSetup(setup: SetupPort, hasShop: boolean): Promise<SetupState | null> {
  if (hasShop) return (await setup.hasTrial()) ? { stage: 'trial' } : null
  const kept = (await setup.draft()) ?? { draft: FIRST_DRAFT, people: [] }
  return { stage: 'draft', ...kept, keyCopy: await setup.keyCopy() }
}

/** See `Till.recordWith`. */
export async function recordWith(
  context: TillContext,
  body: Readonly<Record<string, Json>>,
  write: (record: FiscalRecord | null) => Promise<void>,
): Promise<void> {
  const { memory, options } = context
  const userId = memory.signedIn?.user.id ?? ''
  const isBefore = memory.setup?.stage === 'draft'
  const record = isBefore ? null : seal(context, 'event', options.clock.now(), { ...body, userId })
  await write(record)
  keepHead(context, record)
  // A restore tells of gift cards that were loaded in the data that gave way.
  memory.owedGiftCards = await options.giftOrders.owed()
}

/** Notes a copy of the fiscal key; in the chain too, once there is one: whoever holds the copy can sign as this till. */
export async function noteKeyCopy(context: TillContext, copy: KeyCopy): Promise<void> {
  const { memory, options } = context
  const body = { event: 'fiscal-key-copied', triedAt: copy.triedAt }
  await recordWith(context, body, (record) => options.setup.keepKeyCopy(copy, record))
  if (memory.setup?.stage === 'draft') memory.setup = { ...memory.setup, keyCopy: copy }
  emit(context, 'setup')
}
