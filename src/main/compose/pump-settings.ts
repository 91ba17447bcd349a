import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { basisPointsSchema } from '#contract/views/sale-view.ts'

/** A pump of the shop that sells without a cashier. */
export interface PumpSettings {
  /** On disk with every sale of it, so it never changes. */
  readonly id: string
  readonly name: string
  readonly endpoint: string
  /** What the bank is asked to hold for each customer. */
  readonly reserveMinor: number
  readonly liftWithinSeconds: number
  readonly nozzles: readonly PumpNozzle[]
}

export interface PumpNozzle {
  readonly nozzle: number
  readonly fuel: string
  /** Thousandths of the currency unit for a litre. */
  readonly priceMilli: number
  readonly vatBasisPoints: number
}

const LIFT_WITHIN_SECONDS = 120

const pumpSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  name: z.string().trim().min(1).max(20),
  endpoint: z.string().regex(/^(tcp:\/\/[\w.-]+:\d{1,5}|serial:\S+)$/),
  reserveMinor: z.int().min(100).max(1_000_000),
  liftWithinSeconds: z.int().min(10).max(600).default(LIFT_WITHIN_SECONDS),
  nozzles: z
    .array(
      z.strictObject({
        nozzle: z.int().min(1).max(LIMITS.pumpNozzles),
        fuel: z.string().trim().min(1).max(30),
        priceMilli: z.int().min(1).max(99_999),
        vatBasisPoints: basisPointsSchema,
      }),
    )
    .min(1)
    .max(LIMITS.pumpNozzles),
})

/** `pumps` of `settings.json`. */
export const pumpSettingsSchema = z
  .array(pumpSchema)
  .max(LIMITS.pumps)
  .superRefine((pumps, context) => {
    const twice = (values: readonly (string | number)[]) =>
      values.findIndex((value, index) => values.indexOf(value) < index)
    for (const field of ['id', 'endpoint'] as const) {
      const index = twice(pumps.map((pump) => pump[field]))
      if (index >= 0) context.addIssue({ code: 'custom', path: [index, field], message: 'twice' })
    }
    pumps.forEach(({ nozzles }, index) => {
      const place = twice(nozzles.map(({ nozzle }) => nozzle))
      if (place >= 0) context.addIssue({ code: 'custom', path: [index, 'nozzles', place, 'nozzle'], message: 'twice' })
    })
  })
