import { z } from 'zod'
import { permissionSchema } from '../permissions.ts'
import { roleSchema } from './user-view.ts'

/** A person as whoever manages people sees them. */
export const personViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  initials: z.string(),
  role: roleSchema,
  isActive: z.boolean(),
  hasBadge: z.boolean(),
})
export type PersonView = z.infer<typeof personViewSchema>

/** Events of the fiscal chain that concern people, in groups that a person looks for. */
export const AUDIT_KINDS = {
  session: ['signed-in', 'locked'],
  refused: ['code-refused', 'badges-refused'],
  approval: ['approved'],
  drawer: ['drawer-opened', 'drawer-counted', 'cash-moved'],
  ticket: [
    'sale-cancelled',
    'line-removed',
    'line-restored',
    'quantity-lowered',
    'price-changed',
    'line-discounted',
    'ticket-discounted',
    'ticket-discount-removed',
    'goods-back',
    'return-undone',
    'tender-undone',
    'cash-given-back',
    'gift-receipt-printed',
    'digital-copy-made',
  ],
  shop: [
    'shop-set-up',
    'parameters-changed',
    'tare-kept',
    'fiscal-key-copied',
    'article-saved',
    'article-save-undone',
    'article-removed',
    'articles-imported',
    'articles-import-undone',
    'ticket-rules-set',
    'loyalty-rules-set',
    'account-corrected',
    'backup-set-up',
    'database-restored',
    'tender-means-set',
    'bank-changed',
    'mode-chosen',
    'settings-not-written',
    'workstation-changed',
  ],
  table: [
    'note-printed',
    'facturette-printed',
    'table-moved',
    'tickets-merged',
    'lines-moved',
    'ticket-split',
    'split-undone',
  ],
  people: ['permission-changed', 'person-added', 'person-edited', 'code-changed', 'badge-changed', 'person-active'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type AuditKind = keyof typeof AUDIT_KINDS
export const AUDIT_KIND_IDS = Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]]

export const auditFilterSchema = z.object({
  kind: z.enum(AUDIT_KIND_IDS).optional(),
  userId: z.string().min(1).max(64).optional(),
  /** A day of the shop's own calendar. */
  day: z.iso.date().optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

export const auditEntrySchema = z.object({
  /** Of its record in the fiscal chain. */
  sequence: z.int(),
  at: z.string(),
  event: z.string(),
  /** Names as they are now; null where the event names nobody. */
  person: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** Whom or what it is about. */
  subject: z.string().nullable(),
  permission: permissionSchema.nullable(),
  /** Given or taken, where it is about that. */
  isGiven: z.boolean().nullable(),
  amountMinor: z.int().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
