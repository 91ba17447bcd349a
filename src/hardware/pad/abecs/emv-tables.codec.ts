import { z } from 'zod'
import { CodecError } from './codec-error.ts'

/**
 * Records of the EMV tables, all ASCII (pin-pad sheet 2.7; specification 4.1). A is text filled with spaces on the
 * right, N a number filled with zeros on the left, H hexadecimal filled with zeros on the right:
 *
 *   record   LEN(N3, itself included) TABLE(N1) ACQUIRER(N2) INDEX(A2) fields
 *   1, an application            to the offline codes 284; with contactless action codes 314; whole 340
 *   2, a scheme's public key     611
 *   3, a revoked certificate     026
 */
export const TABLE = { application: '1', publicKey: '2', revoked: '3' } as const

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9A-F]{${bytes * 2}}$`))
const hexUpTo = (bytes: number) => z.string().regex(new RegExp(`^([0-9A-F]{2}){0,${bytes}}$`))
const digitsOf = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`))
const textUpTo = (count: number) => z.string().regex(new RegExp(`^[\\x20-\\x7e]{0,${count}}$`))
const limitMinor = z.int().min(0).max(0xffff_ffff)
const actionCodes = z.strictObject({ default: hexOf(5), denial: hexOf(5), online: hexOf(5) })

/** Where the pad stands; the same for every application. */
const terminalSchema = z.strictObject({
  /** ISO 3166 and ISO 4217 numbers. */
  country: digitsOf(3),
  currency: digitsOf(3),
  currencyExponent: z.int().min(0).max(9),
  merchantId: textUpTo(15),
  terminalId: textUpTo(8),
  merchantCategory: digitsOf(4),
  /** EMV Book 4, annex A1: 22 is an attended terminal that may go online or not. */
  type: digitsOf(2),
  capabilities: hexOf(3),
  additionalCapabilities: hexOf(5),
})
export type TableTerminal = z.infer<typeof terminalSchema>

const applicationSchema = z.strictObject({
  aid: z.string().regex(/^([0-9A-F]{2}){5,16}$/),
  /** 01 to 98, the acquirer's own numbering of applications. */
  type: digitsOf(2),
  label: textUpTo(16),
  versions: z.tuple([hexOf(2), hexOf(2), hexOf(2)]),
  actionCodes,
  floorLimitMinor: limitMinor,
  /** Transaction category code; R is retail. */
  category: textUpTo(1),
  defaultTdol: hexUpTo(20),
  defaultDdol: hexUpTo(20),
  contactless: z.strictObject({
    /** T1_CTLSMODE: 1 Visa, 3 Mastercard, 5 American Express, 8 Discover, 0 none. */
    mode: z.string().regex(/^[0-9A-D]$/),
    zeroAmount: z.boolean(),
    limitMinor,
    deviceLimitMinor: limitMinor,
    floorLimitMinor: limitMinor,
    holderCheckLimitMinor: limitMinor,
    stripeVersion: hexOf(2),
    actionCodes,
    capabilities: hexOf(3),
    additionalCapabilities: hexOf(5),
    holderCheckOnDevice: z.boolean(),
    issuerScripts: z.boolean(),
  }),
})

const publicKeySchema = z.strictObject({
  applicationProvider: hexOf(5),
  index: hexOf(1),
  exponent: z.enum(['03', '010001']),
  modulus: z.string().regex(/^([0-9A-F]{2}){64,248}$/),
  /** SHA-1 over provider, index, modulus and exponent, as the scheme publishes it beside the key. */
  checksum: hexOf(20),
})

const revokedSchema = z.strictObject({ applicationProvider: hexOf(5), index: hexOf(1), serial: hexOf(3) })

/** A set of tables as shipped in `resources/emv-tables`, in no pad's layout. */
export const emvTableSetSchema = z.strictObject({
  name: z.string().min(1),
  /** What the pad keeps and answers; a changed set needs another one. */
  version: z.string().regex(/^[A-Z0-9]{10}$/),
  terminal: terminalSchema,
  applications: z.array(applicationSchema).min(1).max(160),
  publicKeys: z.array(publicKeySchema).max(80),
  revoked: z.array(revokedSchema).max(30),
})
export type EmvTableSet = z.infer<typeof emvTableSetSchema>

export interface TableTarget {
  /** Acquirer in the pad's tables, 1 to 99. */
  readonly acquirerIndex: number
  /** What the pad said of itself, `ABECS 2.12`: before 2.10 an application has fewer fields. */
  readonly specification: string
  /** In place of the set's own where the shop's are known. */
  readonly terminal?: Partial<TableTerminal>
}

/** The records of a set for one pad. Throws CodecError when a value does not fit its width. */
export function buildEmvTables(
  set: EmvTableSet,
  target: TableTarget,
): { readonly version: string; readonly records: readonly string[] } {
  const terminal = { ...set.terminal, ...target.terminal }
  const length = applicationLength(target.specification)
  const acquirer = number(target.acquirerIndex, 2)
  const head = (table: string, index: number) => `${table}${acquirer}${number(index + 1, 2)}`
  return {
    version: set.version,
    records: [
      ...set.applications.map((application, index) =>
        measured((head(TABLE.application, index) + applicationFields(application, terminal)).slice(0, length - 3)),
      ),
      ...set.publicKeys.map((key, index) => measured(head(TABLE.publicKey, index) + publicKeyFields(key))),
      ...set.revoked.map(({ applicationProvider, index: keyIndex, serial }, index) =>
        measured(head(TABLE.revoked, index) + applicationProvider + keyIndex + serial),
      ),
    ],
  }
}

/** The version in `ABECS 2.12`, as a number that compares: 212. Zero when there is none. */
export function specificationNumber(specification: string): number {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d{1,2})/.exec(specification) ?? []
  return Number(major) * 100 + Number(minor.padEnd(2, '0'))
}

function applicationLength(specification: string): number {
  const version = specificationNumber(specification)
  if (version >= 210) return 340
  return version >= 200 ? 314 : 284
}

function applicationFields(application: EmvTableSet['applications'][number], terminal: TableTerminal): string {
  const { contactless } = application
  const codes = (of: typeof application.actionCodes) => of.default + of.denial + of.online
  return [
    number(application.aid.length / 2, 2),
    hex(application.aid, 16),
    application.type,
    text(application.label, 16),
    EMV_STANDARD,
    ...application.versions,
    terminal.country,
    terminal.currency,
    number(terminal.currencyExponent, 1),
    text(terminal.merchantId, 15),
    terminal.merchantCategory,
    text(terminal.terminalId, 8),
    terminal.capabilities,
    terminal.additionalCapabilities,
    terminal.type,
    codes(application.actionCodes),
    amount(application.floorLimitMinor),
    text(application.category, 1),
    flag(contactless.zeroAmount),
    contactless.mode,
    amount(contactless.limitMinor),
    amount(contactless.floorLimitMinor),
    amount(contactless.holderCheckLimitMinor),
    contactless.stripeVersion,
    '0',
    hex(application.defaultTdol, 20),
    hex(application.defaultDdol, 20),
    OFFLINE_CODES,
    codes(contactless.actionCodes),
    contactless.capabilities,
    flag(contactless.holderCheckOnDevice),
    contactless.additionalCapabilities,
    amount(contactless.deviceLimitMinor),
    flag(contactless.issuerScripts),
  ].join('')
}

const EMV_STANDARD = '03'
/** Fixed since EMV 4.0; kept by convention. */
const OFFLINE_CODES = 'Y1Z1Y3Z3'
const CHECKSUM_PRESENT = '1'

function publicKeyFields(key: EmvTableSet['publicKeys'][number]): string {
  return [
    key.applicationProvider,
    key.index,
    '00',
    number(key.exponent.length / 2, 1),
    hex(key.exponent, 3),
    number(key.modulus.length / 2, 3),
    hex(key.modulus, 248),
    CHECKSUM_PRESENT,
    key.checksum,
    '0'.repeat(42),
  ].join('')
}

const number = (value: number, width: number) => fitted(String(value), width, 'number').padStart(width, '0')
const text = (value: string, width: number) => fitted(value, width, 'text').padEnd(width)
const hex = (value: string, bytes: number) => fitted(value, bytes * 2, 'hexadecimal').padEnd(bytes * 2, '0')
const amount = (valueMinor: number) => fitted(valueMinor.toString(16).toUpperCase(), 8, 'limit').padStart(8, '0')
const flag = (value: boolean) => (value ? '1' : '0')
const measured = (body: string) => number(body.length + 3, 3) + body

function fitted(value: string, width: number, field: string): string {
  if (value.length > width) throw new CodecError(`table ${field}`, `longer than ${width}`)
  return value
}

const LENGTHS: Readonly<Record<string, readonly number[]>> = {
  [TABLE.application]: [284, 314, 340],
  [TABLE.publicKey]: [611],
  [TABLE.revoked]: [26],
}

/**
 * What a record is, or why no pad would keep it: pads drop such records without a word. Throws CodecError.
 */
export function readTableRecord(record: string): { table: string; acquirerIndex: number; recordIndex: string } {
  const head = /^(\d{3})([123])(\d{2})([0-9A-Z]{2})/.exec(record)
  if (!head) throw new CodecError('TAB_LEN', 'no head of a record')
  const [, length, table = '', acquirer, recordIndex = ''] = head
  if (Number(length) !== record.length) throw new CodecError('TAB_LEN', 'not the length of the record')
  if (!LENGTHS[table]?.includes(record.length)) throw new CodecError('TAB_ID', 'not a length of this table')
  if (!/^[\x20-\x7e]*$/.test(record)) throw new CodecError('record', 'a character outside ASCII')
  return { table, acquirerIndex: Number(acquirer), recordIndex }
}
