import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AcquirerProfile, loadAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { FaultScript, faultSchema } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator, SimulatorProgram } from '../process/simulator-process.ts'
import { TwistScript, twistCommand } from './answer-twists.ts'
import { scriptCommands } from './desk-script.ts'
import { HostDesk } from './host-desk.ts'
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
    '  refuse-advice, refuse-upload, refuse-sign-on {code,times}; spoil-key (the next key has a wrong check value);',
    '  forget-next {times}, forget {stan}: the charge stands, the batch lacks it until it is uploaded;',
    '  prompt {name,kind,place,subject,title,options,minLength,maxLength,seconds,codeWithoutAnswer}: a question to a person within the',
    '  next sale, in order; kind choice, number, text, yes-no, message; place cashier, customer;',
    '  hold: book the next approval and never answer; lose {times}: read nothing of the next messages.',
    'Commands, for trouble on the line:',
    '  fault {way,on,kind,bytes,delayMs,times}: way out (answers, if not given) or in (requests); kind drop, cut, trickle,',
    '  delay, stall, refuse, garbage, at any byte; twist {on,kind}: duplicate, unsolicited, wrong-stan, wrong-mac, wrong-tpdu,',
    '  after-reversal; clear-faults; hang-up; down; up; ask {code} (an 0800 to the till); keep-alive.',
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
  const name = z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .parse(options.profile ?? 'ascii87')
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
  const profile = profileOf(options)
  const pins = options.pins === undefined ? new Map<string, string>() : pinsSchema.parse(options.pins)
  const ledgerFile = typeof options.ledger === 'string' ? options.ledger : null
  const bookFile = typeof options.book === 'string' ? options.book : null
  const ledger = new HostLedger()
  if (bookFile !== null) ledger.takeUp(readBook(bookFile))
  const faults = new FaultScript()
  const requestFaults = new FaultScript()
  const twists = new TwistScript()
  const prompts = new HostPrompts(profile.hostPrompts)
  const keys = new HostKeys(profile)
  const pinFor = (lastFour: string) => pins.get(lastFour) ?? DEFAULT_PIN
  const terminals = options.terminals === undefined ? null : terminalsSchema.parse(options.terminals)
  const desk = new HostDesk({ profile, ledger, pinFor, now: () => new Date(), terminals, keys })
  const save = () => {
    if (ledgerFile !== null) writeLedgerFile(ledgerFile, ledger.lines())
    if (bookFile !== null) writeBook(bookFile, ledger.sales())
  }
  const tls = tlsOf(options)
  const line = new HostLine(
    {
      ...(tls ? { tls } : {}),
      profile,
      desk,
      keys,
      faults,
      requestFaults,
      twists,
      prompts,
      emit,
      onBooked: (booking) => {
        save()
        emit('booked', { ...booking })
      },
    },
    port,
  )
  save()
  await line.up()
  return {
    endpoint: line.endpoint,
    traffic: () => ({ bytesIn: line.bytesIn, bytesOut: line.bytesOut }),
    control: (command) =>
      obey(commandSchema.parse(command), { desk, faults, requestFaults, twists, prompts, keys, line, ledger, save }),
    close: () => line.down(),
  }
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
