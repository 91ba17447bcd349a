import { z } from 'zod'
import type { Role, UserView } from './views/user-view.ts'

const EVERYBODY = ['cashier', 'manager', 'technician'] as const satisfies readonly Role[]
const SELLERS = ['cashier', 'manager'] as const satisfies readonly Role[]
const KEEPERS = ['manager', 'technician'] as const satisfies readonly Role[]
const MANAGERS = ['manager'] as const satisfies readonly Role[]

/**
 * What a person may do at the till, and who may where the shop says nothing else. The one list of permissions: calls name them in
 * `call-permissions.ts`, screens by `useMay`.
 */
const PERMISSIONS = {
  sell: SELLERS,
  'void-ticket': SELLERS,
  'delete-line': SELLERS,
  'change-price': SELLERS,
  /** More than `LIMITS.discountAloneMaxBasisPoints`. */
  'discount-above-limit': MANAGERS,
  return: SELLERS,
  'return-without-ticket': MANAGERS,
  /** More than a shop lets a cashier pay back, or a void where it wants a manager for one. */
  'refund-above-limit': MANAGERS,
  /** Without a sale. */
  'open-drawer': EVERYBODY,
  /** Cash that is put into the drawer or taken out of it, without a sale. */
  'move-cash': SELLERS,
  'read-x': EVERYBODY,
  'close-day': EVERYBODY,
  /** More cash is missing or left over than the shop lets pass, or nobody counted it. */
  'close-with-difference': MANAGERS,
  'see-reports': EVERYBODY,
  /** Lists that leave the till as a file. */
  'export-data': KEEPERS,
  'read-statements': MANAGERS,
  /** Losses and doubts about money: the word of the bank, a payment or a delivery that nobody pays. */
  'settle-doubts': MANAGERS,
  'serve-tables': SELLERS,
  'edit-customers': SELLERS,
  /** What a customer may owe, more than that on the account, a movement by hand, and a person's data erased. */
  'manage-accounts': MANAGERS,
  'edit-articles': MANAGERS,
  'manage-people': MANAGERS,
  'change-settings': KEEPERS,
  'set-up-devices': KEEPERS,
  /** With whom the shop settles cards, and who it is there. */
  'set-up-bank': KEEPERS,
  /** Backups, restores, what is sent to the support. */
  'maintain-till': KEEPERS,
  /** From training to live selling, and back. */
  'switch-training': KEEPERS,
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type PermissionId = keyof typeof PERMISSIONS
export const PERMISSION_IDS = Object.keys(PERMISSIONS) as [PermissionId, ...PermissionId[]]
export const permissionSchema = z.enum(PERMISSION_IDS)

/** What a person who has it may lend to another one's single call, looking on; the rest is done by whoever has it. */
const APPROVABLE: readonly PermissionId[] = [
  'void-ticket',
  'delete-line',
  'change-price',
  'discount-above-limit',
  'return',
  'return-without-ticket',
  'refund-above-limit',
  'open-drawer',
  'move-cash',
  'read-x',
  'close-day',
  'close-with-difference',
  'settle-doubts',
  'manage-accounts',
]

export function isApprovable(permission: PermissionId): boolean {
  return APPROVABLE.includes(permission)
}

/** Where a shop says otherwise than the table: given to a role, or taken from it. What it does not name stays as it is. */
export type RoleChanges = Readonly<Partial<Record<Role, Readonly<Partial<Record<PermissionId, boolean>>>>>>

/** Whoever manages people can undo any other change: no shop can lock itself out. */
const NEVER_TAKEN: Readonly<Partial<Record<Role, readonly PermissionId[]>>> = { manager: ['manage-people'] }

/** Whether a role's permission is one that no shop can take away. */
export function isFixed(role: Role, permission: PermissionId): boolean {
  return NEVER_TAKEN[role]?.includes(permission) ?? false
}

/** The one answer to whether somebody may. */
export function isAllowed(changes: RoleChanges, { role }: Pick<UserView, 'role'>, permission: PermissionId): boolean {
  const byDefault: readonly Role[] = PERMISSIONS[permission]
  return isFixed(role, permission) || (changes[role]?.[permission] ?? byDefault.includes(role))
}
