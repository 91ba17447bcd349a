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

/** `settings.json` of a till: where its devices and its bank's host answer, and with which bank it settles. Unknown keys are refused. */
const settingsSchema = z.strictObject({
  training: z.boolean().optional(),
  padEndpoint: endpointSchema.optional(),
  hostEndpoint: endpointSchema.optional(),
  printerEndpoint: endpointSchema.optional(),
  acquirer: acquirerSettingsSchema.optional(),
  /** In place of `hostEndpoint` and `acquirer`. */
  banks: banksSchema.optional(),
  cardProducts: cardProductSettingsSchema.optional(),
  cardExtras: cardExtraSettingsSchema.optional(),
  scenarios: scenarioSettingsSchema.optional(),
  pumps: pumpSettingsSchema.optional(),
  ticketFolder: z.string().refine(isAbsolute, 'not a whole path').optional(),
})
type Settings = z.infer<typeof settingsSchema>

const SETTINGS_FILE = 'settings.json'
/** Without pad or printer a till sells, and gets them later; without a bank it is one for training only. */
const ENDPOINT_FIELDS = ['padEndpoint', 'hostEndpoint', 'printerEndpoint'] as const
type EndpointField = (typeof ENDPOINT_FIELDS)[number]

function readSettings(path: string): Result<Settings, 'STORE_SETTINGS_INVALID'> {
  if (!existsSync(path)) return succeed({})
  try {
    const settings = settingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (settings.success) return succeed(settings.data)
    return fail('STORE_SETTINGS_INVALID', { path, field: settings.error.issues[0]?.path.join('.') || 'JSON' })
  } catch {
    return fail('STORE_SETTINGS_INVALID', { path, field: 'JSON' })
  }
}

/** Where a message key stands: it lies in the file in clear, so it is a test key, and whoever reads it can sign as this till. */
function messageKeyField({ acquirer, banks }: Settings): string | null {
  if (acquirer?.keyEncryptionKey) return 'acquirer.messageKey'
  const index = (banks?.acquirers ?? []).findIndex(({ keyEncryptionKey }) => keyEncryptionKey)
  return index < 0 ? null : `banks.acquirers.${index}.messageKey`
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
  const endpoint = (field: EndpointField) => given[field] ?? settings.value[field] ?? null
  const wrong = ENDPOINT_FIELDS.find((field) => {
    const value = endpoint(field)
    if (value === null) return field === 'hostEndpoint' && !training && !settings.value.banks
    return !endpointSchema.safeParse(value).success
  })
  const { acquirer, banks, hostEndpoint } = settings.value
  // Two answers to the same question: neither is taken.
  if (banks && (acquirer || hostEndpoint)) return fail('STORE_SETTINGS_INVALID', { path, field: 'banks' })
  if (wrong) return fail('STORE_SETTINGS_INVALID', { path, field: wrong })
  const testKey = messageKeyField(settings.value)
  if (!training && testKey !== null) return fail('STORE_SETTINGS_INVALID', { path, field: testKey })
  return succeed({
    dataFolder: given.data ?? join(home, training ? 'training' : 'live'),
    training,
    ...(given.empty ? { empty: true } : {}),
    padEndpoint: endpoint('padEndpoint'),
    hostEndpoint: endpoint('hostEndpoint') ?? '',
    printerEndpoint: endpoint('printerEndpoint'),
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
