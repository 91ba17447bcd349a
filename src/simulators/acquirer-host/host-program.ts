import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AcquirerProfile, loadAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { FaultScript, faultSchema } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator, SimulatorProgram } from '../process/simulator-process.ts'
import { TwistScript, twistCommand } from './answer-twists.ts'
import { scriptCommands } from './desk-script.ts'
import { type Booking, HostDesk } from './host-desk.ts'
import { HostKeys } from './host-keys.ts'
import { HostLine, type HostLineTls } from './host-line.ts'
import { HostPrompts, promptCommand } from './host-prompts.ts'
import { HostLedger } from './ledger.ts'
import { readBook, writeBook, writeLedgerFile } from './ledger-file.ts'

const PROFILE_FOLDER = new URL('../../../resources/acquirers/', import.meta.url)
const DEFAULT_PIN = '1234'

const commandSchema = z.discriminatedUnion('do', [
  ...scriptCommands,
  z.object({ do: z.literal('forget'), stan: z.string().regex(/^\d{6}$/) }),
  z.object({ do: z.literal('fault'), way: z.enum(['out', 'in']).default('out'), ...faultSchema.shape }),
  twistCommand,
  promptCommand,
  z.object({
    do: z.literal('ask'),
    code: z
      .string()
      .regex(/^\d{3}$/)
      .default('301'),
  }),
  z.object({ do: z.literal('keep-alive') }),
  z.object({ do: z.literal('spoil-key') }),
  z.object({ do: z.literal('clear-faults') }),
  z.object({ do: z.literal('hold') }),
  z.object({ do: z.literal('lose'), times: z.int().min(1).default(1) }),
  z.object({ do: z.literal('hang-up') }),
  z.object({ do: z.literal('down') }),
  z.object({ do: z.literal('up') }),
  z.object({ do: z.literal('ledger') }),
  z.object({ do: z.literal('reset') }),
])
const pinsSchema = z
  .string()
  .regex(/^\d{4}=\d{4,12}(,\d{4}=\d{4,12})*$/, 'expected LAST4=PIN,…')
  .transform((text) => new Map(text.split(',').map((pair) => pair.split('=') as [string, string])))
const terminalsSchema = z
  .string()
  .regex(/^[ -~]{8}(,[ -~]{8})*$/, 'expected eight characters each')
  .transform((text) => new Set(text.split(',')))

export const hostProgram: SimulatorProgram = {
  name: 'acquirer-host',
  help: [
    'An acquirer host that speaks ISO 8583:1987 over TCP on 127.0.0.1. It opens tracks and PIN blocks with keys derived',
    'from the public test base key, keeps a ledger, finds duplicates and compares totals. For training and tests only.',
    '',
    'Commands, for what the next messages meet:',
    '  decline {code,times}; approve-part {amountMinor} (10); unavailable {seconds,code} (91 to sales and advices);',
    '  refuse-advice, refuse-upload, refuse-reversal, refuse-sign-on {code,times}; spoil-key (the next key has a wrong',
    '  check value);',
    '  forget-next {times}, forget {stan}: the charge stands, the batch lacks it until it is uploaded;',
    '  prompt {name,kind,place,subject,title,options,minLength,maxLength,seconds,codeWithoutAnswer}: a question to a person within the',
    '  next sale, in order; kind choice, number, text, yes-no, message; place cashier, customer;',
    '  hold: book the next approval and never answer; lose {times}: read nothing of the next messages.',
    'Commands, for trouble on the line:',
    '  fault {way,on,kind,bytes,delayMs,times}: way out (answers, if not given) or in (requests); kind drop, cut, trickle,',
    '  delay, stall, refuse, garbage, at any byte; twist {on,kind}: duplicate, unsolicited, wrong-stan, wrong-mac, wrong-tpdu,',
    '  after-reversal; clear-faults; hang-up; down; up; ask {code} (an 0800 to the till); keep-alive.',
    'Every command may say at which host: at primary (if not given), standby, second; so do events of the other two.',
    'Commands, for whoever watches: ledger, traffic, reset (forget all).',
    'Events: booked {stan,mti,state,amountMinor}, held {stan}, malformed {field,fault}, told {code,responseCode} (the',
    'till’s answer to ask), prompt-answered {id,responseCode,answer}, keep-alive (it came back).',
  ].join('\n'),
  options: {
    port: { type: 'string', about: 'Port to listen on; 0 takes a free one.' },
    profile: { type: 'string', about: 'Acquirer profile in resources/acquirers, ascii87 if not given.' },
    'profile-file': { type: 'string', about: 'A profile of your own instead.' },
    ledger: { type: 'string', about: 'File of JSON lines, replaced at each booking.' },
    book: { type: 'string', about: 'File in which the host remembers its sales from one start to the next.' },
    standby: { type: 'string', about: 'A second host of the same bank, its ledger shared or separate.' },
    second: { type: 'string', about: 'A profile: the host of another bank beside the first one.' },
    terminals: { type: 'string', about: 'Terminal numbers that may sell, divided by commas; any if not given.' },
    'tls-certificate': {
      type: 'string',
      about: 'The host’s certificate, a PEM file: the line is encrypted (TLS 1.2 or 1.3).',
    },
    'tls-key': { type: 'string', about: 'Its key, a PEM file.' },
    'tls-till-roots': {
      type: 'string',
      about: 'Roots of the certificates that tills must show, a PEM file; none: not asked.',
    },
    pins: { type: 'string', about: 'PINs other than 1234, by last four digits: 1111=4321,4444=0000.' },
  },
  start: startHost,
}

function profileOf(options: Record<string, string | boolean | undefined>): AcquirerProfile {
  if (typeof options['profile-file'] === 'string') return loadAcquirerProfile(options['profile-file'])
  return profileNamed(options.profile ?? 'ascii87')
}

function profileNamed(given: string | boolean): AcquirerProfile {
  const name = z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .parse(given)
  return loadAcquirerProfile(new URL(`${name}.json`, PROFILE_FOLDER))
}

function tlsOf(options: Record<string, string | boolean | undefined>): HostLineTls | null {
  const read = (name: string) => {
    const path = options[name]
    return typeof path === 'string' ? readFileSync(path, 'utf8') : null
  }
  const certificate = read('tls-certificate')
  const key = read('tls-key')
  if (certificate === null || key === null) return null
  return { certificate, key, tillRoots: read('tls-till-roots') }
}

/** A program may be several hosts: the bank's own, its standby, and the host of a second bank. */
const PLACES = ['primary', 'standby', 'second'] as const
type Place = (typeof PLACES)[number]
const addressed = z.looseObject({ at: z.enum(PLACES).default('primary') })

async function startHost(
  options: Record<string, string | boolean | undefined>,
  emit: EmitEvent,
): Promise<RunningSimulator> {
  const port = z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .parse(options.port ?? '0')
  const pins = options.pins === undefined ? new Map<string, string>() : pinsSchema.parse(options.pins)
  const terminals = options.terminals === undefined ? null : terminalsSchema.parse(options.terminals)
  const standby = z.enum(['shared', 'separate']).optional().parse(options.standby)
  const tls = tlsOf(options)
  const books = new Books(text(options.ledger), text(options.book))
  const hosts = new Map<Place, Host>()
  const open = async (place: Place, profile: AcquirerProfile, ledger: HostLedger): Promise<void> => {
    const told: EmitEvent = place === 'primary' ? emit : (event, body) => emit(event, { ...body, at: place })
    const pinFor = (lastFour: string) => pins.get(lastFour) ?? DEFAULT_PIN
    const parts = { profile, ledger, pinFor, terminals, emit: told, save: () => books.save(), tls }
    const host = hostOn(parts, hosts.size === 0 ? port : 0)
    await host.line.up()
    hosts.set(place, host)
  }
  const profile = profileOf(options)
  const ledger = books.keep('primary')
  await open('primary', profile, ledger)
  if (standby !== undefined) await open('standby', profile, standby === 'shared' ? ledger : books.keep('standby'))
  if (options.second !== undefined) await open('second', profileNamed(options.second), books.keep('second'))
  books.save()
  const lines = [...hosts.values()].map((host) => host.line)
  const sum = (of: (line: HostLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  return {
    endpoint: lines[0]?.endpoint ?? '',
    others: Object.fromEntries([...hosts].slice(1).map(([place, { line }]) => [place, line.endpoint])),
    traffic: () => ({ bytesIn: sum((line) => line.bytesIn), bytesOut: sum((line) => line.bytesOut) }),
    control: (command) => {
      const { at } = addressed.parse(command)
      const host = hosts.get(at)
      if (host === undefined) throw new Error(`no ${at} host here`)
      return obey(commandSchema.parse(command), host)
    },
    close: async () => void (await Promise.all(lines.map((line) => line.down()))),
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** The ledgers of one program on disk: one file of lines for whoever watches, a book for each. */
class Books {
  readonly #ledgerFile: string | null
  readonly #bookFile: string | null
  readonly #ledgers = new Map<Place, HostLedger>()

  constructor(ledgerFile: string | null, bookFile: string | null) {
    this.#ledgerFile = ledgerFile
    this.#bookFile = bookFile
  }

  keep(place: Place): HostLedger {
    const ledger = new HostLedger()
    const file = this.#fileOf(place)
    if (file !== null) ledger.takeUp(readBook(file))
    this.#ledgers.set(place, ledger)
    return ledger
  }

  save(): void {
    if (this.#ledgerFile !== null) {
      writeLedgerFile(
        this.#ledgerFile,
        [...this.#ledgers.values()].flatMap((ledger) => ledger.lines()),
      )
    }
    for (const [place, ledger] of this.#ledgers) {
      const file = this.#fileOf(place)
      if (file !== null) writeBook(file, ledger.sales())
    }
  }

  #fileOf(place: Place): string | null {
    if (this.#bookFile === null) return null
    return place === 'primary' ? this.#bookFile : `${this.#bookFile}.${place}`
  }
}

interface HostParts {
  readonly profile: AcquirerProfile
  readonly ledger: HostLedger
  readonly pinFor: (lastFour: string) => string
  readonly terminals: ReadonlySet<string> | null
  readonly emit: EmitEvent
  readonly save: () => void
  readonly tls: HostLineTls | null
}

function hostOn({ profile, ledger, pinFor, terminals, emit, save, tls }: HostParts, port: number): Host {
  const faults = new FaultScript()
  const requestFaults = new FaultScript()
  const twists = new TwistScript()
  const prompts = new HostPrompts(profile.hostPrompts)
  const keys = new HostKeys(profile)
  const desk = new HostDesk({ profile, ledger, pinFor, now: () => new Date(), terminals, keys })
  const onBooked = (booking: Booking) => {
    save()
    emit('booked', { ...booking })
  }
  const encryption = tls ? { tls } : {}
  const line = new HostLine(
    { ...encryption, profile, desk, keys, faults, requestFaults, twists, prompts, emit, onBooked },
    port,
  )
  return { desk, faults, requestFaults, twists, prompts, keys, line, ledger, save }
}

interface Host {
  readonly desk: HostDesk
  readonly faults: FaultScript
  readonly requestFaults: FaultScript
  readonly twists: TwistScript
  readonly prompts: HostPrompts
  readonly keys: HostKeys
  readonly line: HostLine
  readonly ledger: HostLedger
  readonly save: () => void
}

function clearFaults({ faults, requestFaults, twists, prompts }: Host): void {
  prompts.clear()
  faults.clear()
  requestFaults.clear()
  twists.clear()
}

async function obey(command: z.infer<typeof commandSchema>, host: Host): Promise<unknown> {
  switch (command.do) {
    case 'forget':
      host.ledger.forget(command.stan)
      return host.save()
    case 'fault':
      return (command.way === 'in' ? host.requestFaults : host.faults).add(faultSchema.parse(command))
    case 'twist':
      return host.twists.add(command)
    case 'prompt':
      return host.prompts.add(command)
    case 'clear-faults':
      return clearFaults(host)
    case 'ask':
      return host.line.ask(command.code)
    case 'keep-alive':
      return host.line.keepAlive()
    case 'spoil-key':
      return host.keys.spoilNext()
    case 'hold':
      return host.line.holdNext()
    case 'lose':
      return host.line.loseNext(command.times)
    case 'hang-up':
      return host.line.hangUp()
    case 'down':
      return host.line.down()
    case 'up':
      return host.line.up()
    case 'ledger':
      return host.ledger.lines()
    case 'reset':
      clearFaults(host)
      host.line.reset()
      host.desk.reset()
      return host.save()
    default:
      return host.desk.script(command)
  }
}
