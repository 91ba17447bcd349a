import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { buildEncoding, encodingSchema } from './encoding-profile.ts'

const responseCodes = z.array(z.string().regex(/^[0-9A-Z]{2}$/)).min(1)
const tag = z.string().regex(/^[0-9A-Z]{2}$/)
const matchFields = z.array(z.union([z.literal(11), z.literal(41)])).min(1)

/**
 * Everything one acquirer wants that the product must not have in code: encodings, which fields identify an answer,
 * where the encrypted track travels, which answers mean what. Shipped as JSON in `resources/acquirers`.
 */
const acquirerProfileSchema = z.strictObject({
  name: z.string(),
  version: z.int().min(1),
  iso8583: encodingSchema.transform(buildEncoding),
  framing: z.literal('length-2-excluding-itself'),
  /** By the first two digits of the message type: the fields that tie an answer to its request. */
  matching: z.strictObject({ '02': matchFields, '04': matchFields, '05': matchFields, '08': matchFields }),
  processingCodes: z.strictObject({ sale: z.string().regex(/^\d{6}$/), totals: z.string().regex(/^\d{6}$/) }),
  conditionCode: z.string().regex(/^\d{2}$/),
  echoCode: z.string().regex(/^\d{3}$/),
  /** Answers to a sale that approve exactly what was asked. */
  approvedCodes: responseCodes,
  /**
   * Answers to a sale that leave money or its fate at the host without an approval of what was asked: partial (10) and
   * conditional approvals (08, 11, 16), in progress (09), late (68), duplicate (94). Such a sale is reversed.
   */
  unsettledCodes: responseCodes,
  /** Answers after which a reversal needs no repeat. */
  reversalDoneCodes: responseCodes,
  cardData: z.strictObject({
    field: z.literal(48),
    format: z.literal('tag-2-length-3'),
    /** How the pad encrypted the track; the host decrypts accordingly. */
    trackEncryption: z.enum(['dukpt-tdes-cbc', 'dukpt-tdes-ecb']),
    tags: z.strictObject({ track2: tag, trackKeySerial: tag, pinKeySerial: tag, scheme: tag }),
  }),
  schemeTotals: z.strictObject({ field: z.literal(63), format: z.literal('scheme-rows-54') }),
  schemeCodes: z.record(z.enum(SCHEMES), tag),
})
export type AcquirerProfile = Readonly<z.infer<typeof acquirerProfileSchema>>

/** @throws ZodError naming the entry that does not fit. */
export function parseAcquirerProfile(json: unknown): AcquirerProfile {
  return acquirerProfileSchema.parse(json)
}

/** Reads a profile file, at start only. @throws when it is missing or wrong: the till must not open with it. */
export function loadAcquirerProfile(file: string | URL): AcquirerProfile {
  return parseAcquirerProfile(JSON.parse(readFileSync(file, 'utf8')))
}
