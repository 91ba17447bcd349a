import type { Json } from '#contract/json.ts'
import { LIMITS } from '#contract/limits.ts'
import { isAllowed, isFixed, PERMISSION_IDS, type RoleChanges } from '#contract/permissions.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PersonView } from '#contract/views/people-view.ts'
import { type Role, roleSchema, type UserView } from '#contract/views/user-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { emit, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import type { PersonChange, PersonRecord } from '../ports/users.port.ts'
import { hashBadge, hashCode, newSaltHex } from '../session/code-hash.ts'
import { isWeakCode } from '../session/weak-code.ts'
import type { CallsNamed } from './call-names.ts'

type Done = Result<Record<string, never>>

/** Who may do what. Each change is in the fiscal chain with the name of whoever made it. */
export function peopleCalls(context: TillContext): CallsNamed<'people'> {
  const { memory, options, queue } = context
  const { users } = options
  const one = (userId: string, work: (person: PersonRecord) => Promise<Done>) =>
    queue.run(async () => {
      const found = (await users.people()).find(({ id }) => id === userId)
      return found === undefined ? fail('PEOPLE_NOT_FOUND') : work(found)
    })
  return {
    'people.list': async () => succeed({ people: (await users.people()).map(personView) }),
    'people.add': ({ pin, ...typed }) =>
      queue.run(async () => {
        const id = options.nextId()
        const may = mayBeNamed(context, { id, name: typed.name })
        if (!may.ok) return may
        if (isWeakCode(pin)) return fail('PEOPLE_CODE_WEAK')
        const user: UserView = { id, ...typed, name: typed.name.normalize('NFC') }
        const told = { event: 'person-added', personId: user.id, role: user.role }
        await keep(context, { kind: 'added', user, proof: await hashCode(pin) }, told)
        return succeed({ userId: user.id })
      }),
    'people.edit': ({ userId, ...typed }) =>
      one(userId, async (person) => {
        const may = mayBeNamed(context, { id: userId, name: typed.name })
        if (!may.ok) return may
        if (typed.role !== person.role && (await isLastManager(context, person))) return fail('PEOPLE_LAST_MANAGER')
        const user: UserView = { id: userId, ...typed, name: typed.name.normalize('NFC') }
        await keep(context, { kind: 'edited', user }, { event: 'person-edited', personId: userId, role: user.role })
        return succeed({})
      }),
    'people.setCode': ({ userId, pin }) =>
      one(userId, async () => {
        if (isWeakCode(pin)) return fail('PEOPLE_CODE_WEAK')
        const proof = await hashCode(pin)
        await keep(context, { kind: 'code', userId, proof }, { event: 'code-changed', personId: userId })
        return succeed({})
      }),
    'people.setBadge': ({ userId, badge }) => one(userId, () => setBadge(context, userId, badge)),
    'people.setActive': ({ userId, isActive }) => one(userId, (person) => setActive(context, person, isActive)),
    'people.roles': async () =>
      succeed({
        roles: roleSchema.options.map((role) => ({ role, permissions: permissionsOf(memory.roleChanges, role) })),
      }),
    'people.setPermission': ({ role, permission, allowed }) =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        if (isFixed(role, permission)) return allowed ? succeed({}) : fail('PEOPLE_PERMISSION_FIXED')
        if (isAllowed(memory.roleChanges, { role }, permission) === allowed) return succeed({})
        const changes: RoleChanges = {
          ...memory.roleChanges,
          [role]: { ...memory.roleChanges[role], [permission]: allowed },
        }
        const body = { event: 'permission-changed', role, permission, allowed, userId: user.value.id }
        const record = seal(context, 'event', options.clock.now(), body)
        await options.settings.saveRoleChanges(changes, record)
        keepHead(context, record)
        memory.roleChanges = changes
        emit(context, 'session')
        return succeed({})
      }),
  }
}

function permissionsOf(changes: RoleChanges, role: Role) {
  return PERMISSION_IDS.filter((permission) => isAllowed(changes, { role }, permission))
}

const personView = ({ id, name, initials, role, isActive, hasBadge }: PersonRecord): PersonView => {
  return { id, name, initials, role, isActive, hasBadge }
}

/** A name without a card number in it, that nobody else who works here has: people are chosen and read about by it. */
function mayBeNamed({ memory }: TillContext, { id, name }: Pick<UserView, 'id' | 'name'>): Result<null> {
  if (holdsCardNumber(name)) return fail('SALE_CARD_NUMBER_REFUSED')
  const folded = (text: string) => text.normalize('NFC').toLocaleLowerCase()
  const isTaken = memory.users.some((other) => other.id !== id && folded(other.name) === folded(name))
  return isTaken ? fail('PEOPLE_NAME_TAKEN') : succeed(null)
}

/** Somebody must be left who may undo all of this. */
async function isLastManager({ options }: TillContext, { role, isActive }: PersonRecord): Promise<boolean> {
  if (!isActive || !isFixed(role, 'manage-people')) return false
  const others = await options.users.users()
  return others.filter((other) => isFixed(other.role, 'manage-people')).length < 2
}

async function setActive(context: TillContext, person: PersonRecord, isActive: boolean): Promise<Done> {
  if (person.isActive === isActive) return succeed({})
  if (await isLastManager(context, person)) return fail('PEOPLE_LAST_MANAGER')
  const may = isActive ? mayBeNamed(context, person) : succeed(null)
  if (!may.ok) return may
  const told = { event: 'person-active', personId: person.id, allowed: isActive }
  await keep(context, { kind: 'active', userId: person.id, isActive }, told)
  return succeed({})
}

async function setBadge(context: TillContext, userId: string, badge: string | null): Promise<Done> {
  const { users, catalogue, customers } = context.options
  const told = { event: 'badge-changed', personId: userId, allowed: badge !== null }
  if (badge === null) {
    await keep(context, { kind: 'badge', userId, badgeHashHex: null, saltHex: null }, told)
    return succeed({})
  }
  const code = badge.normalize('NFC')
  if (holdsCardNumber(code)) return fail('SALE_CARD_NUMBER_REFUSED')
  const least = LIMITS.badgeCharactersMin
  if ([...code].length < least) return fail('PEOPLE_BADGE_SHORT', { least })
  // At the counter goods and customers win over badges: this one would never be read there.
  const means =
    (await catalogue.productByBarcode(code)) ?? (await customers.customerByLoyaltyNumber(code.toUpperCase()))
  if (means !== null) return fail('PEOPLE_BADGE_MEANS_OTHER')
  const saltHex = (await users.badgeSalt()) ?? newSaltHex()
  const badgeHashHex = await hashBadge(code, saltHex)
  const holder = await users.badgeHolder(badgeHashHex)
  if (holder !== null) return holder === userId ? succeed({}) : fail('PEOPLE_BADGE_TAKEN')
  await keep(context, { kind: 'badge', userId, badgeHashHex, saltHex }, told)
  return succeed({})
}

/** The change and the record of it, then what the till knows of its people: whoever stands there may be one of them. */
async function keep(context: TillContext, change: PersonChange, body: Readonly<Record<string, Json>>): Promise<void> {
  const { memory, options } = context
  const record = seal(context, 'event', options.clock.now(), body)
  await options.users.changePerson(change, record)
  keepHead(context, record)
  memory.users = await options.users.users()
  const here = memory.users.find(({ id }) => id === memory.signedIn?.user.id)
  if (memory.signedIn !== null) memory.signedIn = here === undefined ? null : { ...memory.signedIn, user: here }
  emit(context, 'session')
}
