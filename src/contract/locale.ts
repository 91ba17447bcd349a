import { z } from 'zod'

/** The languages of screens, tickets and pads. */
export const LOCALES = ['fr', 'en', 'pl', 'de'] as const
export const localeSchema = z.enum(LOCALES)
export type Locale = z.infer<typeof localeSchema>
