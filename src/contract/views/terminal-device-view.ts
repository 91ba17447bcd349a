import { z } from 'zod'

/** How a standalone terminal is spoken to. */
export const terminalProtocolSchema = z.enum(['caisse-ap', 'zvt', 'nexo'])
export type TerminalProtocol = z.infer<typeof terminalProtocolSchema>

/**
 * What terminals of a make can do and who prints; the drivers know what stands behind each name. The first of a protocol is taken
 * unless a person chooses another.
 */
export const TERMINAL_MODELS = {
  'caisse-ap': ['caisse-ap-basic', 'caisse-ap-extended', 'caisse-ap-concert-e', 'caisse-ap-concert-e-plus'],
  zvt: ['zvt-till-prints', 'zvt-terminal-prints', 'zvt-global-payments', 'zvt-card-complete', 'zvt-hobex'],
  nexo: ['nexo-adyen', 'nexo-full'],
} as const satisfies Record<TerminalProtocol, readonly string[]>
export type TerminalModel = (typeof TERMINAL_MODELS)[TerminalProtocol][number]

/**
 * By what a terminal's certificate is known: its SHA-256 as 64 hexadecimal figures, with or without colons; or the root of its maker,
 * or itself, as PEM. Empty: by nothing yet, so that it is only asked which one it has.
 */
export const terminalCertificateSchema = z
  .string()
  .max(8_000)
  .regex(
    /^(|[0-9A-Fa-f]{64}|([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}|\s*(-----BEGIN CERTIFICATE-----[0-9A-Za-z+/=\s]+-----END CERTIFICATE-----\s*)+)$/,
  )

/** CC of Caisse-AP: the application of a terminal that takes a card. */
export const cardApplicationSchema = z.string().regex(/^[0-9A-Z]{3}$/)

/** What a technician says of a terminal: whose numbers the bank's installer has. */
export const terminalSettingsSchema = z.discriminatedUnion('protocol', [
  z.strictObject({
    protocol: z.literal('caisse-ap'),
    model: z.enum(TERMINAL_MODELS['caisse-ap']),
    /** Identifier of the till (CJ) and its number (CA). */
    tillId: z.string().regex(/^\d{12}$/),
    tillNumber: z.string().regex(/^\d{2}$/),
    /** 000 leaves it to the terminal; left out, nothing is said of it. */
    application: cardApplicationSchema.optional(),
    /** The terminal refuses what does not end like a line; only on the network. */
    endsWithLine: z.literal(true).optional(),
  }),
  z.strictObject({
    protocol: z.literal('zvt'),
    model: z.enum(TERMINAL_MODELS.zvt),
    /** Of the till, as set in the terminal's service menu. */
    password: z.string().regex(/^\d{6}$/),
  }),
  z.strictObject({
    protocol: z.literal('nexo'),
    model: z.enum(TERMINAL_MODELS.nexo),
    /** What the till and the terminal call themselves (SaleID, POIID). */
    saleId: z.string().regex(/^[\w.-]{1,40}$/),
    poiId: z.string().regex(/^[\w.-]{1,64}$/),
    certificate: terminalCertificateSchema,
    /** Of the shared key; sealed wherever it is kept. */
    passphrase: z.string().min(1).max(255),
    keyIdentifier: z.string().regex(/^[\x21-\x7e]{1,64}$/),
    keyVersion: z.int().min(0).max(9_999),
  }),
])
export type TerminalSettings = z.infer<typeof terminalSettingsSchema>

/** What the till may offer at a terminal; what it lacks is not shown. */
export const terminalAbilitySchema = z.string().regex(/^[a-z-]{2,24}$/)

/** Who answered when it was last asked. */
export const terminalIdentityViewSchema = z.object({
  protocolVersion: z.string().max(40),
  terminalId: z.string().max(40).nullable(),
})
export type TerminalIdentityView = z.infer<typeof terminalIdentityViewSchema>

/** No password and no passphrase: it goes to the terminal and nowhere else. */
export const terminalDeviceViewSchema = z.object({
  protocol: terminalProtocolSchema,
  model: z.enum([...TERMINAL_MODELS['caisse-ap'], ...TERMINAL_MODELS.zvt, ...TERMINAL_MODELS.nexo]),
  can: z.array(terminalAbilitySchema),
  /** Null as long as nobody answered. */
  identity: terminalIdentityViewSchema.nullable(),
})
export type TerminalDeviceView = z.infer<typeof terminalDeviceViewSchema>
