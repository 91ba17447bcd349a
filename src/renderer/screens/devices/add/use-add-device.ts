import i18next from 'i18next'
import { useState } from 'react'
import type { Response } from '#contract/api.ts'
import type { Failure } from '#contract/result.ts'
import { type BaudRate, readSerialEndpoint, serialEndpoint } from '#contract/serial-line.ts'
import { aliasSchema, type DeviceKind, type DisplayProfile } from '#contract/views/devices-view.ts'
import {
  TERMINAL_MODELS,
  type TerminalModel,
  type TerminalProtocol,
  type TerminalSettings,
  terminalSettingsSchema,
} from '#contract/views/terminal-device-view.ts'
import { ask } from '../../../state/call.ts'
import { useSlice } from '../../../state/till-store.ts'
import { readEndpoint } from '../endpoint-text.ts'

/** kind -> endpoint -> found -> proofs; back is always possible until the device is added. */
export type AddStep = 'kind' | 'endpoint' | 'found' | 'proofs'
export const STEPS: readonly AddStep[] = ['kind', 'endpoint', 'found', 'proofs']

export type Columns = 32 | 42 | 48

/** Who answered, how long it took, and at which speed where that had to be looked for. */
export type Found = { readonly baudRate?: BaudRate | undefined } & (
  | { readonly kind: 'pad'; readonly durationMs: number; readonly pad: Response<'devices.probePad'> }
  | { readonly kind: 'terminal'; readonly durationMs: number; readonly terminal: Response<'devices.probeTerminal'> }
  | { readonly kind: 'printer'; readonly durationMs: number; readonly printer: Response<'devices.probePrinter'> }
  | { readonly kind: 'display'; readonly durationMs: number; readonly display: Response<'devices.probeDisplay'> }
  | { readonly kind: 'scale'; readonly durationMs: number; readonly scale: Response<'devices.probeScale'> }
)

export interface Draft {
  readonly step: AddStep
  readonly kind: DeviceKind
  /** The place as typed or chosen. */
  readonly place: string
  readonly alias: string
  readonly columns: Columns
  readonly profile: DisplayProfile
  /** Of a terminal, as the bank's installer has it; each protocol takes its own. */
  readonly protocol: TerminalProtocol
  readonly model: TerminalModel
  readonly password: string
  readonly tillId: string
  readonly tillNumber: string
  readonly application: string
  readonly endsWithLine: boolean
  readonly poiId: string
  readonly saleId: string
  readonly certificate: string
  readonly passphrase: string
  readonly keyIdentifier: string
  readonly keyVersion: string
  readonly askedAtMs: number | null
  readonly found: Found | null
  readonly deviceId: string | null
  readonly problem: { readonly failure: Failure } | { readonly text: string } | null
}

export interface AddDeviceSteps {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
  readonly probe: () => void
  readonly add: () => void
  readonly back: () => void
}

const EMPTY: Draft = {
  step: 'kind',
  kind: 'pad',
  place: '',
  alias: '',
  columns: 42,
  profile: 'cd5220',
  protocol: 'caisse-ap',
  model: TERMINAL_MODELS['caisse-ap'][0],
  password: '000000',
  tillId: '012345678901',
  tillNumber: '01',
  application: '',
  endsWithLine: false,
  poiId: '',
  saleId: '',
  certificate: '',
  passphrase: '',
  keyIdentifier: '',
  keyVersion: '1',
  askedAtMs: null,
  found: null,
  deviceId: null,
  problem: null,
}

/** What was typed of a terminal; null when it is not what the protocol takes. */
function settingsOf(draft: Draft): TerminalSettings | null {
  const { protocol, model } = draft
  const read = terminalSettingsSchema.safeParse({ protocol, model, ...NUMBERS[protocol](draft) })
  return read.success ? read.data : null
}

/** What each protocol takes of what was typed. */
const NUMBERS: Readonly<Record<TerminalProtocol, (draft: Draft) => object>> = {
  'caisse-ap': ({ tillId, tillNumber, application, endsWithLine }) => ({
    tillId: tillId.trim(),
    tillNumber: tillNumber.trim(),
    ...(application.trim() !== '' && { application: application.trim().toUpperCase() }),
    ...(endsWithLine && { endsWithLine }),
  }),
  zvt: ({ password }) => ({ password: password.trim() }),
  nexo: ({ poiId, saleId, certificate, passphrase, keyIdentifier, keyVersion }) => ({
    poiId: poiId.trim(),
    saleId: saleId.trim(),
    certificate: certificate.trim(),
    // As it is: a blank may be a part of it.
    passphrase,
    keyIdentifier: keyIdentifier.trim(),
    keyVersion: keyVersion.trim() === '' ? null : Number(keyVersion),
  }),
}

/** Asks at the place who is there. A display says nothing: it is sent a text for a person to read. */
async function whoAnswers(
  { kind, profile }: Pick<Draft, 'kind' | 'profile'>,
  settings: TerminalSettings | null,
  endpoint: string,
  startedAtMs: number,
): Promise<Partial<Draft>> {
  const tookMs = () => Date.now() - startedAtMs
  if (kind === 'pad') {
    const pad = await ask('devices.probePad', { endpoint })
    return pad.ok
      ? heard({ kind, durationMs: tookMs(), pad: pad.value }, pad.value, endpoint)
      : { problem: { failure: pad.error } }
  }
  if (kind === 'display') {
    const sent = await ask('devices.probeDisplay', { endpoint, profile })
    return sent.ok
      ? { found: { kind, durationMs: tookMs(), display: sent.value } }
      : { problem: { failure: sent.error } }
  }
  if (kind === 'scale') {
    const scale = await ask('devices.probeScale', { endpoint })
    return scale.ok
      ? { found: { kind, durationMs: tookMs(), scale: scale.value } }
      : { problem: { failure: scale.error } }
  }
  if (kind === 'terminal' && settings !== null) {
    const terminal = await ask('devices.probeTerminal', { endpoint, settings })
    return terminal.ok
      ? heard({ kind, durationMs: tookMs(), terminal: terminal.value }, terminal.value, endpoint)
      : { problem: { failure: terminal.error } }
  }
  const printer = await ask('devices.probePrinter', { endpoint })
  return printer.ok
    ? heard({ kind: 'printer', durationMs: tookMs(), printer: printer.value }, printer.value, endpoint)
    : { problem: { failure: printer.error } }
}

/** The place is from then on the one at the speed that was found. */
function heard(
  found: Found,
  { baudRate }: { readonly baudRate?: BaudRate | undefined },
  endpoint: string,
): Partial<Draft> {
  const serial = readSerialEndpoint(endpoint)
  if (baudRate === undefined || serial === null) return { found }
  return {
    found: { ...found, baudRate },
    place: serialEndpoint({ path: serial.path, settings: { ...serial.settings, baudRate } }),
  }
}

/** Sets up what was found at the place. */
function addFound(found: Found, alias: string, endpoint: string, draft: Draft) {
  const { columns, profile } = draft
  const settings = settingsOf(draft)
  if (found.kind === 'terminal' && settings !== null) return ask('devices.addTerminal', { alias, endpoint, settings })
  if (found.kind === 'pad') return ask('devices.addPad', { alias, endpoint, serialNumber: found.pad.serialNumber })
  if (found.kind === 'display') return ask('devices.addDisplay', { alias, endpoint, profile })
  if (found.kind === 'scale') return ask('devices.addScale', { alias, endpoint })
  return ask('devices.addPrinter', { alias, endpoint, columns })
}

/** The draft of a device and what moves it on. Nothing is set up before `add` has been answered. */
export function useAddDevice(onAdded: (deviceId: string) => void): AddDeviceSteps {
  const { devices } = useSlice('devices')
  const [draft, setDraft] = useState(EMPTY)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, problem: null, ...part }))
  const say = (key: string) => change({ problem: { text: i18next.t(key) } })
  const { kind, place, askedAtMs, found, alias, protocol } = draft

  const probe = () => {
    if (askedAtMs !== null) return
    const endpoint = readEndpoint(place, kind, protocol)
    if (endpoint === null) return say(`note.badPlace.${kind}`)
    const settings = settingsOf(draft)
    if (kind === 'terminal' && settings === null) return say(`note.badTerminal.${protocol}`)
    const startedAtMs = Date.now()
    change({ askedAtMs: startedAtMs })
    const number = devices.filter((device) => device.kind === kind).length + 1
    void whoAnswers(draft, settings, endpoint, startedAtMs).then((answer) =>
      change({
        ...answer,
        askedAtMs: null,
        ...(answer.found ? { step: 'found', alias: i18next.t(`add.name.${kind}`, { number }) } : {}),
      }),
    )
  }

  const add = () => {
    const endpoint = readEndpoint(place, kind, protocol)
    const name = aliasSchema.safeParse(alias.normalize('NFC'))
    if (found === null || endpoint === null || askedAtMs !== null) return
    if (!name.success) return say('note.badName')
    change({ askedAtMs: Date.now() })
    void addFound(found, name.data, endpoint, draft).then((added) => {
      if (added.ok) onAdded(added.value.deviceId)
      change({
        askedAtMs: null,
        ...(added.ok ? { step: 'proofs', deviceId: added.value.deviceId } : { problem: { failure: added.error } }),
      })
    })
  }

  const back = () => change({ step: STEPS[Math.max(0, STEPS.indexOf(draft.step) - 1)] ?? 'kind' })
  return { draft, change, probe, add, back }
}
