import { isAllowed, isFixed, PERMISSION_IDS, type RoleChanges } from '#contract/permissions.ts'
import { fail, succeed } from '#contract/result.ts'
import { type Role, roleSchema } from '#contract/views/till-view.ts'
import { emit, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import type { CallsNamed } from './call-names.ts'

/** Who may do what. Each change is in the fiscal chain with the name of whoever made it. */
export function peopleCalls(context: TillContext): CallsNamed<'people'> {
  const { memory, options, queue } = context
  return {
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
