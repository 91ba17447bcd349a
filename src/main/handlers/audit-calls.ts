import type { Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { permissionSchema } from '#contract/permissions.ts'
import { succeed } from '#contract/result.ts'
import { AUDIT_KINDS, type AuditEntry, type AuditFilter } from '#contract/views/people-view.ts'
import { utcWindow } from '#till/history/day-window.ts'
import type { AuditPort } from '#till/ports/audit.port.ts'
import type { TillClock } from '#till/ports/clock.port.ts'
import type { UsersPort } from '#till/ports/users.port.ts'
import { auditHead, auditLine } from '../explorer/audit-lines.ts'

export type AuditCalls = Pick<Handlers, 'people.audit' | 'people.exportAudit'>

export interface AuditCallParts {
  readonly audit: AuditPort
  readonly users: Pick<UsersPort, 'people'>
  readonly clock: Pick<TillClock, 'now' | 'local'>
  /** Answers with its path. Throws CatalogueFailure STORE_*. */
  readonly writeFile: (fileName: string, text: string) => Promise<string>
  readonly locale: () => Locale
}

/** What people did, as the fiscal chain has it: page by page, and as a file. */
export function auditCalls(parts: AuditCallParts): AuditCalls {
  const { clock, locale } = parts
  return {
    'people.audit': async ({ beforeSequence = null, ...filter }) => {
      const found = await page(parts, filter, beforeSequence, LIMITS.auditRows + 1)
      return succeed({ entries: found.slice(0, LIMITS.auditRows), hasMore: found.length > LIMITS.auditRows })
    },
    'people.exportAudit': async (filter) => {
      const { date, time } = clock.local(clock.now())
      const { text, rows } = await asFile(parts, filter, locale())
      const path = await parts.writeFile(`people-${date}-${time.replaceAll(':', '')}.csv`, text)
      return succeed({ path, rows })
    },
  }
}

async function asFile(parts: AuditCallParts, filter: AuditFilter, locale: Locale) {
  const lines = [auditHead(locale)]
  let last: number | null = null
  while (true) {
    const found: AuditEntry[] = await page(parts, filter, last, LIMITS.exportPageRows)
    lines.push(...found.map((entry) => auditLine(entry, locale, parts.clock.local)))
    last = found.at(-1)?.sequence ?? null
    if (found.length < LIMITS.exportPageRows) return { text: lines.join(''), rows: lines.length - 1 }
  }
}

async function page(
  { audit, users, clock }: AuditCallParts,
  { kind, userId, day }: AuditFilter,
  beforeSequence: number | null,
  limit: number,
): Promise<AuditEntry[]> {
  const found = await audit.events({
    events: kind === undefined ? Object.values(AUDIT_KINDS).flat() : AUDIT_KINDS[kind],
    userId: userId ?? null,
    ...utcWindow({ fromDay: day, toDay: day }, clock.local),
    beforeSequence,
    limit,
  })
  const people = await users.people()
  const nameOf = (id: unknown) => people.find((person) => person.id === id)?.name ?? null
  return found.map(({ sequence, at: when, body }) => ({ sequence, at: when, ...entryOf(body, nameOf) }))
}

/** What a record says, with names for the people in it; what it says besides is for the auditor's own export. */
function entryOf(body: string, nameOf: (id: unknown) => string | null): Omit<AuditEntry, 'sequence' | 'at'> {
  const told = JSON.parse(body) as Readonly<Record<string, unknown>>
  const { event, userId, approvedBy, personId, role, number, permission, allowed, totalMinor, countedBy, name, note } =
    told
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const known = permissionSchema.safeParse(permission)
  return {
    event: String(event),
    person: nameOf(userId) ?? text(countedBy),
    approvedBy: nameOf(approvedBy),
    subject: nameOf(personId) ?? text(number) ?? text(role) ?? text(name) ?? text(note),
    permission: known.success ? known.data : null,
    isGiven: typeof allowed === 'boolean' ? allowed : null,
    amountMinor: typeof totalMinor === 'number' ? totalMinor : movedMinor(told),
  }
}

/** Cash that went into the drawer, or, below zero, out of it. */
function movedMinor({ event, direction, amountMinor }: Readonly<Record<string, unknown>>): number | null {
  if (event !== 'cash-moved' || typeof amountMinor !== 'number') return null
  return direction === 'in' ? amountMinor : -amountMinor
}
