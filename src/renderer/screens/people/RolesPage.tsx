import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { isFixed, PERMISSION_IDS, type PermissionId } from '#contract/permissions.ts'
import { type Role, roleSchema } from '#contract/views/user-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { ask, call } from '../../state/call.ts'
import { ManagersOnly } from './ManagersOnly.tsx'
import styles from './people.module.css'

type Roles = Response<'people.roles'>['roles']

/** What each role may do in this shop. */
export function RolesPage() {
  return (
    <ManagersOnly>
      <RoleTable />
    </ManagersOnly>
  )
}

function RoleTable() {
  const { t } = useTranslation()
  const [roles, setRoles] = useState<Roles>([])
  const askAgain = useCallback(async () => {
    const found = await ask('people.roles', {})
    if (found.ok) setRoles(found.value.roles)
  }, [])
  useEffect(() => void askAgain(), [askAgain])
  const mayOf = (role: Role, permission: PermissionId) =>
    roles.find((each) => each.role === role)?.permissions.includes(permission) ?? false
  const set = (role: Role, permission: PermissionId, allowed: boolean) =>
    void call('people.setPermission', { role, permission, allowed }).then(askAgain)
  return (
    <section className={classNames('card', styles.roleTable)} aria-label={t('people.roles')}>
      <header className={styles.head}>
        <h2>{t('people.roles')}</h2>
        <p className="muted sm">{t('people.rolesText')}</p>
      </header>
      <div className={styles.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('people.permission')}</th>
              {roleSchema.options.map((role) => (
                <th key={role} scope="col">
                  {t(`roleName.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PERMISSION_IDS.map((permission) => (
              <tr key={permission}>
                <th scope="row">{t(`permission.${permission}`)}</th>
                {roleSchema.options.map((role) => (
                  <td key={role}>
                    <Permission
                      name={`${t(`roleName.${role}`)}: ${t(`permission.${permission}`)}`}
                      isGiven={mayOf(role, permission)}
                      closed={isFixed(role, permission) ? t('closed.permissionFixed') : null}
                      onPress={(allowed) => set(role, permission, allowed)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Permission({
  name,
  isGiven,
  closed,
  onPress,
}: {
  readonly name: string
  readonly isGiven: boolean
  readonly closed: string | null
  readonly onPress: (allowed: boolean) => void
}) {
  const { t } = useTranslation()
  const word = t(isGiven ? 'people.may' : 'people.mayNot')
  return (
    <Key
      look="button"
      className={styles.permission}
      label={`${name}: ${word}`}
      pressed={isGiven}
      closed={closed}
      onPress={() => onPress(!isGiven)}
    >
      <Icon name={isGiven ? 'check' : 'close'} size="small" />
      {word}
    </Key>
  )
}
