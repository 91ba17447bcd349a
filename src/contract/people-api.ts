import { z } from 'zod'
import { permissionSchema } from './permissions.ts'
import { roleSchema } from './views/till-view.ts'

const nothing = z.object({})

/** The calls about people and what they may do; part of the table of all calls. */
export const PEOPLE_API = {
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
