import { holdsCardNumber } from '#contract/card-number.ts'
import { IDENTITY_FIELDS } from '#contract/country-rules.ts'
import { isAllowed } from '#contract/permissions.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { blockingGaps, setupGaps } from '#contract/setup-gaps.ts'
import { SETUP_STEPS, type SetupDraft } from '#contract/views/setup-view.ts'
import { emit, emptySale, keepHead, seal, type TillContext, takeSale } from '../core/till-context.ts'
import type { KeptPerson } from '../ports/setup.port.ts'
import { seedShop } from '../seed/seed-shop.ts'
import { trainingSeed } from '../seed/training-seed.ts'
import { hashCode } from '../session/code-hash.ts'
import { takeOver } from '../session/take-over.ts'
import { isWeakCode } from '../session/weak-code.ts'
import { firstShop, initialsOf } from '../setup/first-shop.ts'
import { startingGoods } from '../setup/starting-goods.ts'
import type { CallsNamed } from './call-names.ts'

/** NF525 JET: the journal begins. */
const JET_BEGINS = 260
/** More people than a till has keys for at its sign-in are added later. */
const PEOPLE_MAX = 12

type Done = Result<Record<string, never>>

/** The calls of a till that has no shop yet. Nobody can sign in before, and nothing is sold. */
export function setupCalls(context: TillContext): CallsNamed<'setup'> {
  const { memory, options, queue } = context
  /** One step of the draft: on disk, then in memory. */
  const draft = (
    change: (kept: { draft: SetupDraft; people: readonly KeptPerson[] }) => Promise<Result<typeof kept>>,
  ) =>
    queue.run(async (): Promise<Done> => {
      if (memory.setup?.stage !== 'draft') return fail('SETUP_DONE')
      const changed = await change(memory.setup)
      if (!changed.ok) return changed
      await options.setup.keepDraft(changed.value)
      memory.setup = { ...memory.setup, ...changed.value }
      emit(context, 'setup')
      return succeed({})
    })
  return {
    'setup.keep': ({ draft: typed }) =>
      draft(async ({ people }) =>
        holdsCard(typed) ? fail('SALE_CARD_NUMBER_REFUSED') : succeed({ draft: typed, people }),
      ),
    'setup.keepPerson': ({ pin, ...typed }) =>
      draft(async ({ draft: kept, people }) => {
        const known = people.find(({ id }) => id === typed.id)
        if (holdsCardNumber(typed.name)) return fail('SALE_CARD_NUMBER_REFUSED')
        if (pin !== undefined && isWeakCode(pin)) return fail('PEOPLE_CODE_WEAK')
        const proof = pin === undefined ? known?.proof : await hashCode(pin)
        if (proof === undefined) return fail('IPC_BAD_REQUEST', { field: 'pin' })
        if (known === undefined && people.length >= PEOPLE_MAX) return fail('IPC_BAD_REQUEST', { field: 'people' })
        const changed = { ...typed, name: typed.name.normalize('NFC'), proof }
        return succeed({
          draft: kept,
          people: known ? people.map((each) => (each === known ? changed : each)) : [...people, changed],
        })
      }),
    'setup.removePerson': ({ personId }) =>
      draft(async ({ draft: kept, people }) =>
        succeed({ draft: kept, people: people.filter(({ id }) => id !== personId) }),
      ),
    'setup.finish': () => queue.run(() => finish(context)),
    'setup.openTrainingShop': () => queue.run(() => openTrainingShop(context)),
    'setup.endTrial': () =>
      queue.run(async () => {
        if (memory.setup?.stage !== 'trial') return fail('SETUP_DONE')
        await options.setup.endTrial()
        memory.setup = null
        emit(context, 'setup')
        return succeed({})
      }),
  }
}

/** The numbers of the state look like cards by chance, and are checked by their own rule. */
function holdsCard({ shop }: SetupDraft): boolean {
  return Object.entries(shop).some(
    ([name, text]) => !(IDENTITY_FIELDS as readonly string[]).includes(name) && holdsCardNumber(text),
  )
}

/** The shop that everybody may learn on, as it is where no first run was wanted. */
async function openTrainingShop(context: TillContext): Promise<Done> {
  const { memory, options } = context
  if (memory.setup?.stage !== 'draft') return fail('SETUP_DONE')
  if (!options.training) return fail('SETUP_TRAINING_ONLY')
  const seed = trainingSeed('EUR')
  await seedShop(options, seed)
  memory.shop = seed.settings
  memory.families = await options.catalogue.families()
  memory.users = await options.users.users()
  memory.setup = null
  takeSale(memory, await emptySale(context), false)
  emit(context, 'till', 'session', 'sale', 'day', 'setup')
  return succeed({})
}

async function finish(context: TillContext): Promise<Done> {
  const { memory, options } = context
  if (memory.setup?.stage !== 'draft') return fail('SETUP_DONE')
  const { draft, people } = memory.setup
  const [gap] = blockingGaps(setupGaps(draft, people, options.training))
  if (gap !== undefined) return fail('SETUP_INCOMPLETE', { step: SETUP_STEPS.indexOf(gap.step) + 1 })
  const settings = firstShop(draft)
  // By itself, and first: a kill in between leaves a till without a shop, whose first run goes on and does it again.
  const { families, products, quickKeys } = startingGoods(draft, settings, memory.preferences.locale)
  await options.catalogue.replaceAll(products, quickKeys)
  await options.catalogue.saveFamilies(families)
  const accounts = people.map(({ id, name, role, proof }) => ({
    user: { id, name, initials: initialsOf(name), role },
    proof,
  }))
  const at = options.clock.now()
  const record = seal(context, 'event', at, {
    event: 'shop-set-up',
    code: JET_BEGINS,
    country: settings.country ?? '',
    shop: settings.shop.name,
    legal: [...settings.shop.legal],
    tillNumber: settings.tillNumber,
    currency: settings.currency,
    vatBasisPoints: [...settings.vatBasisPoints],
    people: accounts.map(({ user }) => ({ id: user.id, role: user.role })),
  })
  await options.setup.finish({ settings, people: accounts, record, withTrial: options.training })
  keepHead(context, record)
  memory.shop = settings
  memory.families = families
  memory.users = accounts.map(({ user }) => user)
  memory.setup = options.training ? { stage: 'trial' } : null
  takeSale(memory, await emptySale(context), false)
  // Who has just chosen a code need not prove it.
  const first = accounts.find(({ user }) => isAllowed(memory.roleChanges, user, 'manage-people'))?.user
  if (first !== undefined) await takeOver(context, first, options.clock.now())
  emit(context, 'till', 'session', 'sale', 'day', 'setup')
  return succeed({})
}
