import { z } from 'zod'

/** What a shop has somebody for; what each may do is in the table of permissions. */
export const roleSchema = z.enum(['cashier', 'manager', 'technician'])
export type Role = z.infer<typeof roleSchema>

/** Somebody of the shop as screens and papers name them. */
export const userViewSchema = z.object({ id: z.string(), name: z.string(), initials: z.string(), role: roleSchema })
export type UserView = z.infer<typeof userViewSchema>
