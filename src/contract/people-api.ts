import { z } from 'zod'
import { permissionSchema } from './permissions.ts'
import { auditEntrySchema, auditFilterSchema, personViewSchema } from './views/people-view.ts'
import { roleSchema, userViewSchema } from './views/user-view.ts'

const nothing = z.object({})
/** A name as papers print it; a card number in it is refused by the till. */
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(24)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)
const initialsSchema = z
  .string()
  .trim()
  .min(1)
  .max(3)
  .regex(/^[\p{L}\p{N}]+$/u)
const id = z.string().min(1).max(64)
export const pinSchema = z.string().regex(/^\d{4,8}$/)
/** What a scanner or a reader of tags types: a barcode, the number of a chip. */
export const badgeSchema = z.string().trim().min(4).max(80)

/** What shows who somebody is. */
const proofSchema = z.union([z.object({ userId: id, pin: pinSchema }), z.object({ badge: badgeSchema })])
export type Proof = z.infer<typeof proofSchema>

/** The calls about people and what they may do; part of the table of all calls. */
export const PEOPLE_API = {
  'session.signIn': { request: z.object({ userId: id, pin: pinSchema }), response: nothing },
  /** The person of this badge takes the till over, from whoever has it or from nobody. */
  'session.badge': { request: z.object({ code: badgeSchema }), response: nothing },
  'session.lock': { request: nothing, response: nothing },
  /** Who may lend this permission, for SESSION_NEEDS_APPROVAL. */
  'session.approvers': {
    request: z.object({ permission: permissionSchema }),
    response: z.object({ users: z.array(userViewSchema) }),
  },
  /** A person who may lends it to one call of the person at the till: that call, with this payload, asked for soon. */
  'session.approve': {
    request: z.object({
      call: z.string().min(1).max(60),
      payload: z.record(z.string(), z.unknown()),
      permission: permissionSchema,
      proof: proofSchema,
    }),
    response: z.object({ approvedBy: z.string() }),
  },

  /** Everybody of the shop, also those who do not work here any more. */
  'people.list': { request: nothing, response: z.object({ people: z.array(personViewSchema) }) },
  'people.add': {
    request: z.object({ name: nameSchema, initials: initialsSchema, role: roleSchema, pin: pinSchema }),
    response: z.object({ userId: id }),
  },
  'people.edit': {
    request: z.object({ userId: id, name: nameSchema, initials: initialsSchema, role: roleSchema }),
    response: nothing,
  },
  'people.setCode': { request: z.object({ userId: id, pin: pinSchema }), response: nothing },
  /** null takes it back. */
  'people.setBadge': { request: z.object({ userId: id, badge: badgeSchema.nullable() }), response: nothing },
  /** Nobody is deleted: what they did names them. */
  'people.setActive': { request: z.object({ userId: id, isActive: z.boolean() }), response: nothing },
  /** What people did, newest first: log-ins, refused codes, approvals, openings of the drawer, voids, changes of people. */
  'people.audit': {
    request: auditFilterSchema.extend({ beforeSequence: z.int().min(1).optional() }),
    response: z.object({ entries: z.array(auditEntrySchema), hasMore: z.boolean() }),
  },
  /** Everything that fits as a file; answers where it is. */
  'people.exportAudit': { request: auditFilterSchema, response: z.object({ path: z.string(), rows: z.int() }) },
  /** What each role may do in this shop. */
  'people.roles': {
    request: nothing,
    response: z.object({ roles: z.array(z.object({ role: roleSchema, permissions: z.array(permissionSchema) })) }),
  },
  /** Gives a role a permission or takes it away; whoever manages people keeps that. */
  'people.setPermission': {
    request: z.object({ role: roleSchema, permission: permissionSchema, allowed: z.boolean() }),
    response: nothing,
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>
