import { isAllowed, PERMISSION_IDS, type PermissionId } from '#contract/permissions.ts'
import { succeed } from '#contract/result.ts'
import type { AuditEntry, PersonView } from '#contract/views/people-view.ts'
import { roleSchema } from '#contract/views/user-view.ts'
import { LOCKED_SESSION } from './sample-shop.ts'

export const SHOP_USERS = LOCKED_SESSION.kind === 'locked' ? LOCKED_SESSION.users : []

/** People of a shop: some with a badge, and one who is gone. */
export const SAMPLE_PEOPLE: PersonView[] = [
  ...SHOP_USERS.map((user, index) => ({ ...user, isActive: true, hasBadge: index < 3 })),
  { id: 'gone', name: 'Bruno T.', initials: 'BT', role: 'cashier', isActive: false, hasBadge: false },
]

const SAMPLE_ROLES = roleSchema.options.map((role) => ({
  role,
  permissions: PERMISSION_IDS.filter((permission) => isAllowed({}, { role }, permission)),
}))

const NOTHING = {
  person: 'Inès M.',
  approvedBy: null,
  subject: null,
  permission: null,
  isGiven: null,
  amountMinor: null,
}
const entry = (place: number, change: Partial<AuditEntry> & Pick<AuditEntry, 'event'>): AuditEntry => ({
  ...NOTHING,
  sequence: 4_120 - place,
  at: new Date(Date.parse('2026-11-22T13:40:00.000Z') - place * 420_000).toISOString(),
  ...change,
})

const SAMPLE_AUDIT: AuditEntry[] = [
  entry(0, { event: 'approved', permission: 'discount-above-limit', approvedBy: 'Claire D.' }),
  entry(1, { event: 'sale-cancelled', subject: '2-004312', amountMinor: 2_480, approvedBy: 'Claire D.' }),
  entry(2, { event: 'drawer-opened' }),
  entry(3, { event: 'code-refused', person: 'Hugo P.' }),
  entry(4, { event: 'permission-changed', person: 'Claire D.', permission: 'read-x', isGiven: false }),
  entry(5, { event: 'signed-in' }),
]

const done = () => succeed({})

/** Whose tickets the history can be asked for. */
export const SAMPLE_CASHIERS = [
  { id: 'ines', name: 'Inès M.' },
  { id: 'hugo', name: 'Hugo P.' },
  { id: 'claire', name: 'Claire D.' },
]

/** What the fake till says of its people. */
export const PEOPLE_ANSWERS = {
  'session.approvers': ({ permission }: { readonly permission: PermissionId }) =>
    succeed({ users: SHOP_USERS.filter((user) => user.id !== 'ines' && isAllowed({}, user, permission)) }),
  'session.approve': () => succeed({ approvedBy: 'Claire D.' }),
  'settings.setLockAfter': done,
  'settings.setTicketOnSwitch': done,
  'people.list': () => succeed({ people: SAMPLE_PEOPLE }),
  'people.add': () => succeed({ userId: 'new' }),
  'people.edit': done,
  'people.setCode': done,
  'people.setBadge': done,
  'people.setActive': done,
  'people.audit': () => succeed({ entries: SAMPLE_AUDIT, hasMore: true }),
  'people.exportAudit': () => succeed({ path: '/srv/comptoir/exports/people-2026-11-22.csv', rows: 6 }),
  'people.roles': () => succeed({ roles: SAMPLE_ROLES }),
  'people.setPermission': done,
}
