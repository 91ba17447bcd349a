import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { fail, type Result, succeed } from '#contract/result.ts'
import { acquirerSettingsSchema } from './compose/acquirer-settings.ts'
import { banksSchema } from './compose/bank-settings.ts'
import { cardExtraSettingsSchema } from './compose/card-extra-settings.ts'
import { cardProductSettingsSchema } from './compose/card-product-settings.ts'
import { pumpSettingsSchema } from './compose/pump-settings.ts'
import { scenarioSettingsSchema } from './compose/scenario-settings.ts'
import type { TillOptions } from './running-till.ts'

/** `tcp://host:port` or `serial:` with the name of a port. */
const endpointSchema = z.string().regex(/^(tcp:\/\/[\w.-]+:\d{1,5}|serial:\S+)$/)

const bankFields = {
  hostEndpoint: endpointSchema.optional(),
  acquirer: acquirerSettingsSchema.optional(),
  /** In place of `hostEndpoint` and `acquirer`. */
  banks: banksSchema.optional(),
}

/** `settings.json` of a till: where its devices and its bank's host answer, and with which bank it settles. Unknown keys are refused. */
const settingsSchema = z.strictObject({
  training: z.boolean().optional(),
  padEndpoint: endpointSchema.optional(),
  printerEndpoint: endpointSchema.optional(),
  ...bankFields,
  /** The bank of live selling, where it is not that of training. */
  live: z.strictObject(bankFields).optional(),
  cardProducts: cardProductSettingsSchema.optional(),
  cardExtras: cardExtraSettingsSchema.optional(),
  scenarios: scenarioSettingsSchema.optional(),
  pumps: pumpSettingsSchema.optional(),
  ticketFolder: z.string().refine(isAbsolute, 'not a whole path').optional(),
})
type Settings = z.infer<typeof settingsSchema>

const SETTINGS_FILE = 'settings.json'

function readSettings(path: string): Result<Settings, 'STORE_SETTINGS_INVALID'> {
  if (!existsSync(path)) return succeed({})
  try {
    const settings = settingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (settings.success) return succeed(settings.data)
    return fail('STORE_SETTINGS_INVALID', { path, field: firstField(settings.error) })
  } catch {
    return fail('STORE_SETTINGS_INVALID', { path, field: 'JSON' })
  }
}

function firstField({ issues }: z.ZodError): string {
  return issues[0]?.path.join('.') || 'JSON'
}

type BankEntries = Pick<Settings, keyof typeof bankFields>

/** Where the bank of a mode stands in the file. */
function bankOf(settings: Settings, training: boolean): { readonly entries: BankEntries; readonly prefix: string } {
  return !training && settings.live ? { entries: settings.live, prefix: 'live.' } : { entries: settings, prefix: '' }
}

/** Where a message key stands: it lies in the file in clear, so it is a test key, and whoever reads it can sign as this till. */
function messageKeyField({ acquirer, banks }: BankEntries): string | null {
  if (acquirer?.keyEncryptionKey) return 'acquirer.messageKey'
  const index = (banks?.acquirers ?? []).findIndex(({ keyEncryptionKey }) => keyEncryptionKey)
  return index < 0 ? null : `banks.acquirers.${index}.messageKey`
}

/**
 * Which entry of the bank a till of this mode does not open with; null for none. Without a bank it is one for training only.
 * @param hostGiven the command line names the host.
 */
function wrongBank(settings: Settings, training: boolean, hostGiven: boolean): string | null {
  const { entries, prefix } = bankOf(settings, training)
  const { acquirer, banks, hostEndpoint } = entries
  const testKey = messageKeyField(entries)
  const wrong =
    // Two answers to the same question: neither is taken.
    banks && (acquirer || hostEndpoint)
      ? 'banks'
      : !training && !banks && !hostEndpoint && !hostGiven
        ? 'hostEndpoint'
        : training
          ? null
          : testKey
  return wrong === null ? null : prefix + wrong
}

/** Without pad or printer a till sells, and gets them later. */
function wrongEndpoint(endpoints: Readonly<Record<string, string | null>>): string | null {
  const wrong = Object.entries(endpoints).find(
    ([, endpoint]) => endpoint !== null && !endpointSchema.safeParse(endpoint).success,
  )
  return wrong?.[0] ?? null
}

/** The first entry of settings that a till of this mode would not open with; null for none. */
export function settingsTrouble(
  json: unknown,
  { training, hostFixed }: { readonly training: boolean; readonly hostFixed: boolean },
): string | null {
  const settings = settingsSchema.safeParse(json)
  if (!settings.success) return firstField(settings.error)
  const { entries, prefix } = bankOf(settings.data, training)
  const wrong = wrongBank(settings.data, training, hostFixed)
  return wrong ?? (training || entries.acquirer || entries.banks ? null : `${prefix}acquirer`)
}

/** The options of the command line that concern the till; all others belong to the browser and are left alone. */
function readArguments(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      pad: { type: 'string' },
      host: { type: 'string' },
      'standby-host': { type: 'string' },
      'second-host': { type: 'string' },
      printer: { type: 'string' },
      training: { type: 'boolean' },
      live: { type: 'boolean' },
      empty: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    data: text(values.data),
    padEndpoint: text(values.pad),
    hostEndpoint: text(values.host),
    standbyEndpoint: text(values['standby-host']),
    secondHostEndpoint: text(values['second-host']),
    printerEndpoint: text(values.printer),
    empty: values.empty === true,
    training: values.training === true ? true : values.live === true ? false : undefined,
  }
}

/** The folder of the data when the command line names it. */
export function namedDataFolder(argv: readonly string[]): string | null {
  return readArguments(argv).data ?? null
}

/**
 * Puts the options of a till together: the command line wins over `settings.json`. Training is what happens unless
 * a setting says otherwise.
 * @param home where `settings.json` is, and below it the data of training and of live selling, in two folders;
 *   a folder named on the command line takes its place and is used as it is.
 */
export function readTillOptions(argv: readonly string[], home: string): Result<TillOptions, 'STORE_SETTINGS_INVALID'> {
  const given = readArguments(argv)
  const path = join(given.data ?? home, SETTINGS_FILE)
  const settings = readSettings(path)
  if (!settings.ok) return settings
  const training = given.training ?? settings.value.training ?? true
  const { entries } = bankOf(settings.value, training)
  const hostEndpoint = given.hostEndpoint ?? entries.hostEndpoint ?? null
  const endpoints = {
    padEndpoint: given.padEndpoint ?? settings.value.padEndpoint ?? null,
    hostEndpoint,
    printerEndpoint: given.printerEndpoint ?? settings.value.printerEndpoint ?? null,
  }
  const wrong = wrongBank(settings.value, training, given.hostEndpoint !== undefined) ?? wrongEndpoint(endpoints)
  if (wrong !== null) return fail('STORE_SETTINGS_INVALID', { path, field: wrong })
  const { acquirer, banks } = entries
  return succeed({
    dataFolder: given.data ?? join(home, training ? 'training' : 'live'),
    training,
    ...(given.empty ? { empty: true } : {}),
    settings: {
      path,
      home: given.data ?? home,
      hostFixed: given.hostEndpoint !== undefined,
      modeFixed: given.training !== undefined ? 'option' : given.data !== undefined ? 'folder' : null,
    },
    ...endpoints,
    hostEndpoint: hostEndpoint ?? '',
    ...(acquirer ? { acquirer } : {}),
    ...(banks ? { banks } : {}),
    ...(given.standbyEndpoint && training ? { standbyEndpoint: given.standbyEndpoint } : {}),
    ...(given.secondHostEndpoint && training ? { secondHostEndpoint: given.secondHostEndpoint } : {}),
    ...(settings.value.ticketFolder ? { ticketFolder: settings.value.ticketFolder } : {}),
    ...(settings.value.cardProducts ? { cardProducts: settings.value.cardProducts } : {}),
    ...(settings.value.cardExtras ? { cardExtras: settings.value.cardExtras } : {}),
    ...(settings.value.pumps ? { pumps: settings.value.pumps } : {}),
    ...(settings.value.scenarios ? { scenarios: settings.value.scenarios } : {}),
  })
}
