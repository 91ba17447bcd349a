import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { CARD_SUBJECTS, PROMPT_KINDS, PROMPT_SUBJECTS } from '#contract/views/prompt-view.ts'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { PADDINGS } from '../crypto/mac.ts'
import { BANK_OPERATIONS } from './bank-operations.ts'
import { buildEncoding, encodingSchema } from './encoding-profile.ts'
import { FRAMINGS, type Framing } from './length-frame.ts'
import { TPDU_BYTES } from './tpdu.ts'

/** A sale that hands out cash has codes of its own. */
const OPERATION_KEYS = [...BANK_OPERATIONS, 'sale-with-cashback'] as const

const responseCode = z.string().regex(/^[0-9A-Z]{2}$/)
const responseCodes = z.array(responseCode).min(1)
const processingCode = z.string().regex(/^\d{6}$/)
const networkId = z.string().regex(/^\d{4}$/)
const networkCode = z.string().regex(/^\d{3}$/)
const tag = z.string().regex(/^[0-9A-Z]{2}$/)
const matchFields = z.array(z.union([z.literal(11), z.literal(41)])).min(1)

/**
 * What may be sold without the host. Up to the floor limit of its scheme a sale need not go online at all; a scheme
 * left out has none. Stand-in is for a host that cannot be reached: the merchant carries the loss, so every ceiling
 * counts, and the first one that is hit ends it.
 */
const offlineSchema = z.strictObject({
  floorLimitMinorByScheme: z.partialRecord(z.enum(SCHEMES), z.int().min(0)),
  standIn: z
    .strictObject({
      enabled: z.boolean(),
      schemes: z.array(z.enum(SCHEMES)),
      perSaleMaxMinor: z.int().min(0),
      exposureMaxMinor: z.int().min(0),
      countMax: z.int().min(0),
      ageMaxHours: z.int().min(1).max(72),
    })
    .nullable(),
})
export type OfflineRules = Readonly<z.infer<typeof offlineSchema>>

/** With which cards the bank hands out cash beside a sale, and how much at once. */
const cashbackSchema = z.strictObject({
  schemes: z.array(z.enum(SCHEMES)).min(1),
  maxMinor: z.int().min(1).max(LIMITS.cashbackMaxMinor),
})
export type CashbackRules = Readonly<z.infer<typeof cashbackSchema>>

const word = z.string().regex(/^[0-9A-Z]{1,2}$/)

/**
 * How the host writes a question to a person (0600) and reads the answer (0610): sub-fields of DE48. A format of our
 * own, described in docs/banks.md.
 */
const hostPromptsSchema = z
  .strictObject({
    field: z.literal(48),
    format: z.literal('tag-2-length-3'),
    tags: z.strictObject({
      id: tag,
      kind: tag,
      place: tag,
      subject: tag,
      title: tag,
      minLength: tag,
      maxLength: tag,
      deadlineSeconds: tag,
      answer: tag,
      /** One for each option of a choice, in order. */
      options: z.array(tag).min(1).max(LIMITS.hostPromptOptions),
    }),
    kinds: z.record(z.enum(PROMPT_KINDS), word),
    places: z.record(z.enum(['cashier', 'customer']), word),
    subjects: z.record(z.enum(PROMPT_SUBJECTS), word),
  })
  .refine(({ tags: { options, ...others } }) => {
    const all = [...Object.values(others), ...options]
    return new Set(all).size === all.length
  }, 'the same tag twice')
export type HostPromptFormat = Readonly<z.infer<typeof hostPromptsSchema>>

/** How messages are authenticated; the key is a working key, so `keyExchange` goes with it. */
const macSchema = z.strictObject({
  algorithm: z.enum(['retail-x9.19', 'aes-cmac']),
  /** Of ISO 9797-1, for the retail MAC. */
  padding: z.literal(PADDINGS),
  covers: z.enum(['up-to-field', 'with-zero-field']),
})

/**
 * Everything one acquirer wants that the product must not have in code: encodings, which fields identify an answer,
 * where the encrypted track travels, which answers mean what. Shipped as JSON in `resources/acquirers`.
 */
const acquirerProfileSchema = z
  .strictObject({
    name: z.string(),
    version: z.int().min(1),
    iso8583: encodingSchema.transform(buildEncoding),
    framing: z.enum(FRAMINGS),
    /** Four digits each; null where the host wants no transport header. */
    tpdu: z.strictObject({ destination: networkId, source: networkId }).nullable(),
    /** Type of the first reversal; repeats end with a 1. */
    reversalMessage: z.enum(['0400', '0420']),
    /** By the first two digits of the message type: the fields that tie an answer to its request. */
    matching: z.strictObject({
      '01': matchFields,
      '02': matchFields,
      '03': matchFields,
      '04': matchFields,
      '05': matchFields,
      '08': matchFields,
    }),
    processingCodes: z.strictObject({ totals: processingCode, finalTotals: processingCode }),
    /** DE3 and DE25 of each operation; a reversal and an upload carry those of their original. */
    operations: z.record(
      z.enum(OPERATION_KEYS),
      z.strictObject({ processingCode, conditionCode: z.string().regex(/^\d{2}$/) }),
    ),
    /** The types of the amounts in DE54. */
    additionalAmounts: z.strictObject({ cashback: tag, tip: tag, balance: tag }),
    /** DE70. */
    networkCodes: z.strictObject({ signOn: networkCode, echo: networkCode, macKey: networkCode }),
    /** The line opens with a sign-on. */
    signOn: z.boolean(),
    /** The line opens with a change of the MAC key, which comes under a key that both sides hold. */
    keyExchange: z.boolean(),
    /** Sub-fields of DE48 that bring the new key and its check value. */
    keyTags: z.strictObject({ key: tag, checkValue: tag }),
    mac: macSchema.nullable(),
    /** A line without traffic for so long is tried by an echo; null leaves it alone. */
    idleEchoSeconds: z.int().min(1).max(300).nullable(),
    /** DE22 of a stripe that stands in for a chip; null leaves that of a stripe. */
    fallbackEntryMode: z
      .string()
      .regex(/^\d{3}$/)
      .nullable(),
    /** Answers to a sale that approve exactly what was asked. */
    approvedCodes: responseCodes,
    /** Those of them that want the customer identified: a signature. */
    signatureCodes: z.array(responseCode),
    /** Answers that approve a part, told in DE4. */
    partialCodes: z.array(responseCode),
    /** Answers that find nothing against a card where no money was asked for: a balance, a card check. */
    checkedCodes: responseCodes,
    /**
     * Answers to a sale that leave money or its fate at the host without an approval of what was asked: in progress (09),
     * late (68), no reason to decline (85), duplicate (94). Such a sale is reversed.
     */
    unsettledCodes: responseCodes,
    /** Answers after which a reversal, an advice or an upload needs no repeat. */
    reversalDoneCodes: responseCodes,
    adviceDoneCodes: responseCodes,
    uploadDoneCodes: responseCodes,
    /** Answers to an advice that ask for it again later: host or issuer away. */
    tryLaterCodes: responseCodes,
    offline: offlineSchema,
    /** Null: no cash is handed out with a sale. */
    cashback: cashbackSchema.nullable().default(null),
    /** How long the bank keeps a pre-authorisation that nobody completes. */
    reservationDays: z.int().min(1).max(31).default(LIMITS.reservationDays),
    cardData: z
      .strictObject({
        field: z.literal(48),
        format: z.literal('tag-2-length-3'),
        /** How the pad encrypted the track; the host decrypts accordingly. */
        trackEncryption: z.enum(['dukpt-tdes-cbc', 'dukpt-tdes-ecb']),
        tags: z.strictObject({ track2: tag, trackKeySerial: tag, pinKeySerial: tag, scheme: tag }),
        /** Where each thing travels that a kind of card must be told before the bank is asked. */
        answerTags: z.record(z.enum(CARD_SUBJECTS), tag),
      })
      .refine(({ tags, answerTags }) => {
        const all = [...Object.values(tags), ...Object.values(answerTags)]
        return new Set(all).size === all.length
      }, 'the same tag twice'),
    /**
     * What the host calls a reversal in DE75, 77, 87 and 89 (acquirer sheet 2.6): by its effect on the account (75 takes
     * back debits), or by its original (75 takes back credits).
     */
    reversalTotals: z.enum(['effect', 'original']),
    /** Whose account the sign of DE97 speaks of. */
    netSign: z.enum(['cardholder', 'merchant']),
    schemeTotals: z.strictObject({ field: z.literal(63), format: z.literal('scheme-rows-54') }),
    schemeCodes: z.record(z.enum(SCHEMES), tag),
    /** Null for a host that asks nobody anything. */
    hostPrompts: hostPromptsSchema.nullable().default(null),
  })
  .refine(
    ({ reversalMessage, iso8583 }) => iso8583.messageTypes.has(reversalMessage),
    'the reversal is none of the message types',
  )
  .refine(
    ({ hostPrompts, iso8583 }) =>
      hostPrompts === null || ['0600', '0610'].every((mti) => iso8583.messageTypes.has(mti)),
    'prompts need the message types 0600 and 0610',
  )
  .refine(({ mac, keyExchange }) => mac === null || keyExchange, 'a MAC needs the exchange of its key')
  .refine(
    ({ mac, iso8583 }) => mac === null || [64, 128].every((field) => iso8583.layouts[field] !== undefined),
    'a MAC needs the fields 64 and 128',
  )
export type AcquirerProfile = Readonly<z.infer<typeof acquirerProfileSchema>>

/** How the host's line marks the end of a message. */
export function framingOf(profile: AcquirerProfile): Framing {
  const tpduBytes = profile.tpdu === null ? 0 : TPDU_BYTES
  return { name: profile.framing, payloadBytesMin: profile.iso8583.messageBytesMin + tpduBytes }
}

/** @throws ZodError naming the entry that does not fit. */
export function parseAcquirerProfile(json: unknown): AcquirerProfile {
  return acquirerProfileSchema.parse(json)
}

/** Reads a profile file, at start only. @throws when it is missing or wrong: the till must not open with it. */
export function loadAcquirerProfile(file: string | URL): AcquirerProfile {
  return parseAcquirerProfile(JSON.parse(readFileSync(file, 'utf8')))
}
