import type { BankForm, Mode } from '#contract/views/bank-view.ts'
import { isRecord, type SettingsJson } from './settings-file.ts'

/** The entries that say with whom a till settles. */
const BANK_KEYS = ['hostEndpoint', 'acquirer', 'banks'] as const

/** The bank of one mode as the file names it: live selling has its own where there is `live`. */
export function bankPart(json: SettingsJson, mode: Mode): SettingsJson {
  if (mode === 'live' && isRecord(json.live)) return json.live
  return Object.fromEntries(BANK_KEYS.flatMap((key) => (key in json ? [[key, json[key]]] : [])))
}

/** Null where there is none, or where there are several. */
export function formOf(part: SettingsJson): BankForm | null {
  const { acquirer, hostEndpoint } = part
  if ('banks' in part || (acquirer === undefined && hostEndpoint === undefined)) return null
  const [, host = '', port = ''] = /^tcp:\/\/([\w.-]+):(\d{1,5})$/.exec(text(hostEndpoint)) ?? []
  const contract = isRecord(acquirer) ? acquirer : {}
  const tls = isRecord(contract.tls) ? contract.tls : null
  return {
    host,
    port,
    encrypted: tls !== null,
    caFile: text(tls?.caFile),
    certificateFile: text(tls?.certificateFile),
    keyFile: text(tls?.keyFile),
    serverName: text(tls?.serverName),
    profile: text(contract.profile),
    terminalId: text(contract.terminalId),
    merchantId: text(contract.merchantId),
    contract: text(contract.contract),
    referralPhone: text(contract.referralPhone),
  }
}

const TLS_FIELDS: readonly string[] = ['caFile', 'certificateFile', 'keyFile', 'serverName']
const CONTRACT_FIELDS: readonly string[] = ['profile', 'terminalId', 'merchantId', 'contract', 'referralPhone', 'tls']

/** What the file says of the bank beside the form. */
function besideForm({ acquirer }: SettingsJson): { readonly contract: SettingsJson; readonly tls: SettingsJson } {
  const contract = isRecord(acquirer) ? acquirer : {}
  const without = (record: SettingsJson, names: readonly string[]) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
  return {
    contract: without(contract, CONTRACT_FIELDS),
    tls: without(isRecord(contract.tls) ? contract.tls : {}, TLS_FIELDS),
  }
}

/** The names of those entries. */
export function keptEntries(part: SettingsJson): string[] {
  const { contract, tls } = besideForm(part)
  return [...Object.keys(contract), ...Object.keys(tls).map((name) => `tls.${name}`)]
}

/** The bank as it is typed, with what the file has beside. */
export function typedPart(before: SettingsJson, typed: BankForm): { hostEndpoint: string; acquirer: SettingsJson } {
  const { host, port, encrypted, caFile, certificateFile, keyFile, serverName, referralPhone, ...numbers } = tidy(typed)
  const beside = besideForm(before)
  const given = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  const tls = { ...given({ caFile, certificateFile, keyFile, serverName }), ...beside.tls }
  return {
    hostEndpoint: `tcp://${host}:${port}`,
    acquirer: { ...numbers, ...given({ referralPhone }), ...(encrypted ? { tls } : {}), ...beside.contract },
  }
}

/** As it is kept: blanks around an answer are nobody's meaning. */
export function tidy(form: BankForm): BankForm {
  const texts = Object.entries(form).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.normalize('NFC').trim() : value,
  ])
  return Object.fromEntries(texts) as BankForm
}

/** The settings with another bank in one mode; all other entries as they were. */
export function withBank(json: SettingsJson, mode: Mode, running: Mode, part: SettingsJson): SettingsJson {
  // Live selling keeps what it had, or has none: it never takes up a bank to practise with.
  if (mode === 'training') return { ...withoutBank(json), ...part, live: bankPart(json, 'live') }
  // Where live selling had the bank of both modes, training is left with none: it must never reach a real one.
  return { ...(running === 'live' && !isRecord(json.live) ? withoutBank(json) : json), live: part }
}

/** The settings with another mode for the next start. The bank of live selling is put where training does not see it. */
export function withMode(json: SettingsJson, mode: Mode, running: Mode): SettingsJson {
  const training = mode === 'training'
  if (!training || running !== 'live' || isRecord(json.live)) return { ...json, training }
  return { ...withoutBank(json), training, live: bankPart(json, 'live') }
}

function withoutBank(json: SettingsJson): SettingsJson {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !(BANK_KEYS as readonly string[]).includes(key)))
}

/** The same for the same entries, in whatever order they are written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    isRecord(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
