import type { PortSpeech } from '#hardware/recognise/port-signature.ts'
import { openSerialEndpoint, openTcpEndpoint } from '#simulators/abecs-pad/endpoints.ts'
import { Pad } from '#simulators/abecs-pad/pad.ts'
import { hostProgram } from '#simulators/acquirer-host/host-program.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { SimulatedDisplay } from '#simulators/customer-display/display.ts'
import { SimulatedPrinter } from '#simulators/escpos-printer/printer.ts'
import { FuelPump } from '#simulators/fuel-pump/pump.ts'
import { NexoTerminal } from '#simulators/nexo-terminal/terminal.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { encryptedWebServer, type ForeignPort, lineServer, webServer } from '#test/support/bad-input/foreign-ports.ts'
import { NEXO_IDENTITY, NEXO_KEYS, NEXO_NAMES, PASSPHRASE } from '#test/support/terminals/nexo-bench.ts'

/** Everything that may hang on a port of the shop, in this process. */
export interface PortAnimal {
  readonly what: string
  /** Null: nothing that could be told. */
  readonly speech: PortSpeech | null
  readonly open: () => Promise<ForeignPort>
}

async function plugged(device: ForeignPort & { plugIn(): Promise<void> }): Promise<ForeignPort> {
  await device.plugIn()
  return device
}

async function pad(way: 'tcp' | 'serial'): Promise<ForeignPort> {
  const made = new Pad({ seed: 1, countersFile: null, emissionsFile: null, readingMs: 0 }, () => {})
  const at = way === 'tcp' ? await openTcpEndpoint(made.line, 0) : await openSerialEndpoint(made.line)
  made.connect(at)
  const close = async () => {
    await made.line.close()
    await at.close()
  }
  return { endpoint: at.endpoint, close }
}

const printer = (pty: boolean) =>
  plugged(
    new SimulatedPrinter(
      { port: 0, pty, columns: 42, paperLines: 500, nearEndLines: 10, bufferBytes: 4_096, folder: null },
      () => {},
    ),
  )

const terminal = { port: 0, ledgerFile: null, customerMs: 0 } as const
const caisseAp = (pty: boolean) =>
  plugged(new CaisseApTerminal({ ...terminal, pty, terminalId: '330538600404' }, () => {}))
const zvt = (pty: boolean) =>
  plugged(new ZvtTerminal({ ...terminal, pty, terminalId: '28004869', answerMs: 500 }, () => {}))
const nexo = () => {
  const names = { ...NEXO_NAMES, passphrase: PASSPHRASE, keys: NEXO_KEYS }
  return plugged(new NexoTerminal({ ...terminal, ...names, tls: NEXO_IDENTITY }, () => {}))
}
const bank = (profile: string) => hostProgram.start({ profile }, () => {})

export const PORT_ZOO: readonly PortAnimal[] = [
  { what: 'a PIN pad', speech: 'pad', open: () => pad('tcp') },
  { what: 'a PIN pad on a serial line', speech: 'pad', open: () => pad('serial') },
  { what: 'a printer', speech: 'printer', open: () => printer(false) },
  { what: 'a printer on a serial line', speech: 'printer', open: () => printer(true) },
  { what: 'a Caisse-AP terminal', speech: 'caisse-ap', open: () => caisseAp(false) },
  { what: 'a Concert V3 terminal on a serial line', speech: 'caisse-ap', open: () => caisseAp(true) },
  { what: 'a ZVT terminal', speech: 'zvt', open: () => zvt(false) },
  { what: 'a ZVT terminal on a serial line', speech: 'zvt', open: () => zvt(true) },
  { what: 'a nexo terminal', speech: 'nexo', open: nexo },
  {
    what: 'a fuel pump',
    speech: 'pump',
    open: () =>
      plugged(
        new FuelPump(
          { port: 0, pty: false, ledgerFile: null, nozzles: [1], serialNumber: 'PUMP-1', repeatMs: 500 },
          () => {},
        ),
      ),
  },
  { what: 'the host of a bank, in ASCII', speech: 'bank', open: () => bank('ascii87') },
  { what: 'the host of a bank, packed', speech: 'bank', open: () => bank('bcd87') },
  { what: 'a web server', speech: 'web', open: webServer },
  { what: 'a web server behind an encrypted line', speech: 'web', open: encryptedWebServer },
  {
    what: 'a customer display, which never answers',
    speech: null,
    open: () => plugged(new SimulatedDisplay({ port: 0, pty: false, dialect: 'cd5220', letters: 'plain' }, () => {})),
  },
  { what: 'a line that says nothing', speech: null, open: () => lineServer('say nothing') },
  { what: 'a line that echoes', speech: null, open: () => lineServer('echo') },
]
