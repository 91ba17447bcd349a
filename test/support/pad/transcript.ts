import type { CardCue } from '#contract/views/payment-view.ts'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import type { AbecsPadOptions } from '#hardware/pad/abecs/pad-channel.ts'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import type { PadNotice, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { type Line, type ScriptedPad, scriptPad } from './scripted-pad.ts'

/** Answers of a pad, written as a person reads them, and the conversations that stand before every purchase. */
export const REQUEST: PurchaseRequest = {
  amountMinor: 2000,
  currency: 'EUR',
  localDate: '2026-11-22',
  localTime: '14:33:12',
  locale: 'fr',
  allowContactless: true,
  timeoutMs: 60_000,
}

export const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex')
const parameter = (id: number, valueHex: string): string =>
  id.toString(16).padStart(4, '0') + (valueHex.length / 2).toString(16).padStart(4, '0') + valueHex
/** A response with parameters; values as hexadecimal. */
export function response(head: string, parameters: readonly (readonly [number, string])[]): string {
  const block = parameters.map(([id, value]) => parameter(id, value)).join('')
  return `${head}${String(block.length / 2).padStart(3, '0')}{${block}}`
}

/** What GIX tells of the pad, with what a test changes; an empty value leaves the field out. */
export const identity = (changes: Readonly<Record<number, string>> = {}): string =>
  response(
    'GIX000',
    Object.entries({
      [PP.SERNUM]: hex('12345678'),
      [PP.MODEL]: hex('PPC-930;192MB'),
      [PP.MNNAME]: hex('GERTEC'),
      [PP.CAPAB]: hex('1200000000'),
      [PP.SPECVER]: hex('2.12'),
      ...changes,
    }).flatMap(([id, value]) => (value === '' ? [] : [[Number(id), value] as const])),
  )
export const IDENTITY = identity()
/** Nobody left a chip in the pad. */
export const EMPTY_SLOT: Line = { till: 'CEX', pad: ['ACK', response('CEX000', [[PP.EVENT, hex('91')]])] }
export const CONNECT: readonly Line[] = [
  { till: 'CAN', pad: ['EOT'] },
  { till: 'OPN', pad: ['ACK', 'OPN000'] },
  { till: 'GIX', pad: ['ACK', IDENTITY] },
  EMPTY_SLOT,
  { till: 'CLX', pad: ['ACK', 'CLX000'] },
]
export const cardOf = (type: string, changes: Readonly<Record<number, string>> = {}): string =>
  response(
    'GCX000',
    Object.entries({
      [PP.CARDTYPE]: hex(type),
      [PP.AIDTABINFO]: hex('010101'),
      [PP.PAN]: hex('411111******1111'),
      [PP.PANSEQNO]: hex('01'),
      [PP.LABEL]: hex('VISA'),
      [PP.EMVDATA]: '8407A0000000031010',
      ...changes,
    }).map(([id, value]) => [Number(id), value] as const),
  )
export const TRACK = response('GTK000', [
  [PP.TRACK2, '0123456789ABCDEF'.repeat(3)],
  [PP.TRK2KSN, 'FFFF9876543210E00002'],
])
const CRYPTOGRAM = '9F26081122334455667788' + '9F270180' + '9F10020102' + '9F36020007' + '95050080008000' + '9B02E800'
export const authorisation = (result: string): string =>
  response('GOX000', [
    [PP.GOXRES, hex(result)],
    ...(result[2] === '2'
      ? ([
          [PP.PINBLK, '1B9C1845EB993A7A'],
          [PP.KSN, 'FFFF9876543210E00001'],
        ] as const)
      : []),
    [PP.EMVDATA, CRYPTOGRAM],
  ])
export const ASK_PIN = 'NTM000032SOLICITE A SENHA                '
export const END: readonly Line[] = [
  { till: 'RMC032', pad: ['ACK', 'RMC000'] },
  { till: 'CLX', pad: ['ACK', 'CLX000'] },
]

export const WAIT: Line = { till: 'DSP032DEBIT  20,00 EURPATIENTEZ SVP   ', pad: ['ACK', 'DSP000'] }
/** The card wants the bank, no PIN. */
export const GOX_ONLINE: readonly Line[] = [{ till: 'GOX', pad: ['ACK', authorisation('200000')] }, WAIT]
export const completion = (result: string, emvHex: string): string =>
  response('FCX000', [
    [PP.FCXRES, hex(result)],
    [PP.EMVDATA, emvHex],
  ])
export const stripeOf = (serviceCode: string, chipStatus: string): string =>
  response('GCX000', [
    [PP.TRK2INC, hex(`555555******4444=3012${serviceCode}`)],
    [PP.CARDTYPE, hex('00')],
    [PP.ICCSTAT, hex(chipStatus)],
  ])
/** A till that lets no card decide by itself, and a bank that says yes. */
export const TERMS = { forceOnline: true, floorLimitMinor: 0 } as const
export const APPROVED = { kind: 'approved', responseCode: '00', issuerDataHex: '91021122' } as const

/** Parameters of the last command of that name. */
export const sent = (pad: ScriptedPad, id: string): Map<number, Uint8Array> =>
  readParameters(pad.commands.findLast((command) => command.id === id)?.blocks ?? [])
export const CUES = (notices: readonly PadNotice[]): (CardCue | null)[] =>
  notices.flatMap((notice) => (notice.kind === 'cue' ? [notice.cue] : []))

export const CLOSE: Line = { till: 'CLX', pad: ['ACK', 'CLX000'] }

/** A driver and a pad that knows one conversation, on a clock of their own; the secure link is off. */
export function start(script: readonly Line[], options: Partial<AbecsPadOptions> = {}) {
  const clock = new ManualClock()
  const pad = scriptPad(script)
  const driver = createAbecsPad({
    alias: 'pad-1',
    endpoint: 'simulated:pad',
    link: pad.link,
    clock,
    secure: false,
    acquirerIndex: 1,
    pinKeyIndex: 7,
    trackKeyIndex: 9,
    ...options,
  })
  const notices: PadNotice[] = []
  driver.onNotice((notice) => notices.push(notice))
  /** Lets what is asked run to its end; time passes only when nothing else moves. */
  async function finish<Value>(promise: Promise<Value>, limitMs = 200_000): Promise<Value> {
    let ended = false
    const done = promise.finally(() => {
      ended = true
    })
    for (let waitedMs = 0; !ended && waitedMs <= limitMs; waitedMs += 100) {
      await settle()
      if (!ended) await clock.advance(100)
    }
    if (!ended) throw new Error('it never ended')
    return done
  }
  /** Lines of the script not reached and words of the till against it: both empty after a strict replay. */
  const strayed = () => [...pad.left, ...pad.surprises]
  /** Making a key pair takes time of the machine's, which no clock here can move: resolves at the till's first word. */
  async function keysMade(): Promise<void> {
    while (pad.left.length === script.length && pad.surprises.length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { clock, pad, driver, notices, finish, strayed, keysMade }
}

export const OPEN: Line = { till: 'OPN', pad: ['ACK', 'OPN000'] }
