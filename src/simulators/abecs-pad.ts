import { kindOf, TEST_CARDS } from './abecs-pad/cards.ts'
import { openSerialEndpoint, openTcpEndpoint } from './abecs-pad/endpoints.ts'
import { DEFAULT_IDENTITY } from './abecs-pad/gix-command.ts'
import { type KeySlotOptions, TEST_KEY_SET } from './abecs-pad/key-slots.ts'
import { Pad } from './abecs-pad/pad.ts'
import { SPECIFICATIONS } from './abecs-pad/pad-context.ts'
import { openPage } from './abecs-pad/page-server.ts'
import { runSimulator, type SimulatorProgram } from './process/simulator-process.ts'

const DEFAULT_SEED = 1
const DEFAULT_READING_MS = 40

const HELP = `A simulated PIN pad that speaks ABECS 2.12 or 2.20, for training and tests. Its card kernel is NOT EMV L2.
It listens on 127.0.0.1 for one till at a time, or holds one end of a serial line (--pty).

Commands on standard input, besides "traffic":
  {"do":"customer","plan":[{"card":"cb-chip","how":"insert","pin":"1234","afterMs":100},
                           {"act":"cancel","at":"GOX"}, {"act":"pull-early","at":"FCX"}, {"act":"none"}]}
      a customer, one entry for each GCX; {"do":"nobody"} sends the customers away
      "pin" may be a list, one for each time it is asked; "fails" spoils a reading, as below
  {"do":"insert"|"tap"|"swipe","card":"visa-chip","fails":"CTLSCOMMERR"}   "fails" may be left out; for a stripe it is
      "misread", "track-1-misread" or "track-2-misread", else a status of the pad by its name
  {"do":"remove"}   {"do":"key","key":"0".."9"|"enter"|"clear"|"cancel"|"up"|"down"}
  {"do":"choose","option":2} a line of a menu   {"do":"type","text":"AB12"}   {"do":"renew-cards"} forgets PIN tries
  {"do":"time-out"}   the present wait ends at once, as when its time is up
  {"do":"fault","on":"GOX","kind":"drop"|"cut"|"trickle"|"delay"|"refuse"|"garbage","bytes":5,"delayMs":500,"times":1}
  {"do":"no-faults"}   {"do":"unplug"}   {"do":"plug"}   {"do":"display"}   {"do":"picture"}
Events: display {rows}, expects {what, command}, exchange {direction, id, status}.

Test cards (id, what is special about it, how it is used first)
${TEST_CARDS.map((card) => `  ${card.id.padEnd(24)}${kindOf(card).padEnd(24)}${card.interfaces[0]}`).join('\n')}`

const program: SimulatorProgram = {
  name: 'abecs-pad',
  help: HELP,
  options: {
    port: { type: 'string', about: 'TCP port; 0 or none: any free one.' },
    pty: { type: 'boolean', about: 'A serial line instead of TCP.' },
    'page-port': { type: 'string', about: 'Port of the page for a person; 0 or none: any free one.' },
    seed: { type: 'string', about: 'Seed of the unpredictable numbers.' },
    'ksn-state': { type: 'string', about: 'File of key and card counters, so that no key is used twice.' },
    emitted: { type: 'string', about: 'File that gets each encrypted block the pad gave away, as JSON lines.' },
    'serial-number': { type: 'string', about: `Serial number (${DEFAULT_IDENTITY.serialNumber}).` },
    model: { type: 'string', about: `Model (${DEFAULT_IDENTITY.model}).` },
    tables: { type: 'string', about: 'File that keeps the EMV tables over a restart.' },
    'key-slots': { type: 'string', about: 'Slots that hold keys, as 01,07 or none (01 to 16); the others answer 042.' },
    'key-set': { type: 'string', about: `Head of the key serial numbers (${TEST_KEY_SET}, the public test key).` },
    specification: { type: 'string', about: 'Edition of the protocol: 2.12 (so without this) or 2.20.' },
    'reading-ms': { type: 'string', about: `Time a chip takes to be read (${DEFAULT_READING_MS}).` },
  },
  start: async (options, emit) => {
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : null)
    const number = (name: string, otherwise: number) => readNumber(name, text(name) ?? String(otherwise))
    const pad = new Pad(
      {
        seed: number('seed', DEFAULT_SEED),
        countersFile: text('ksn-state'),
        emissionsFile: text('emitted'),
        readingMs: number('reading-ms', DEFAULT_READING_MS),
        specification: readSpecification(text('specification') ?? '2.12'),
        identity: {
          serialNumber: readIdentity('serial-number', text('serial-number') ?? DEFAULT_IDENTITY.serialNumber),
          model: readIdentity('model', text('model') ?? DEFAULT_IDENTITY.model),
        },
        keySlots: readKeySlots(text('key-slots'), text('key-set')),
        tablesFile: text('tables'),
      },
      emit,
    )
    const endpoint =
      options.pty === true ? await openSerialEndpoint(pad.line) : await openTcpEndpoint(pad.line, number('port', 0))
    pad.connect(endpoint)
    const page = await openPage(pad, number('page-port', 0))
    return {
      endpoint: endpoint.endpoint,
      page: page.url,
      traffic: () => endpoint.traffic(),
      control: (command) => pad.control(command),
      close: async () => {
        await pad.line.close()
        await page.close()
        await endpoint.close()
      },
    }
  },
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a number`)
  return Number(text)
}

function readIdentity(name: string, text: string): string {
  if (!/^[A-Za-z0-9 -]{1,19}$/.test(text)) throw new Error(`--${name} takes 1 to 19 letters, digits, dashes and spaces`)
  return text
}

function readKeySlots(slots: string | null, keySet: string | null): KeySlotOptions {
  if (slots !== null && !/^(none|\d{2}(,\d{2})*)$/.test(slots)) throw new Error('--key-slots takes 01,07 or none')
  if (keySet !== null && !/^[0-9A-F]{10}$/.test(keySet)) throw new Error('--key-set takes ten hexadecimal digits')
  return {
    ...(slots === null ? {} : { slots: slots === 'none' ? [] : slots.split(',').map(Number) }),
    ...(keySet === null ? {} : { keySet }),
  }
}

function readSpecification(text: string): (typeof SPECIFICATIONS)[number] {
  const known = SPECIFICATIONS.find((specification) => specification === text)
  if (known === undefined) throw new Error(`--specification takes one of ${SPECIFICATIONS.join(', ')}`)
  return known
}

await runSimulator(program, process.argv.slice(2))
