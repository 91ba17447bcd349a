import { z } from 'zod'

/** One file of a bundle for the support, before it is written anywhere. */
export const supportPartSchema = z.object({
  name: z.enum(['about', 'settings', 'devices', 'status', 'figures', 'speed', 'errors', 'log', 'old-log']),
  bytes: z.int(),
  /** Lines and values that were left out, because they are not known to be harmless. */
  removed: z.int(),
})
export type SupportPart = z.infer<typeof supportPartSchema>

export const supportPreviewSchema = z.object({
  /** What is written is what was shown. */
  id: z.string(),
  parts: z.array(supportPartSchema),
  /** Where it goes unless another folder is named. */
  folder: z.string(),
})
