import { FuelPump } from './fuel-pump/pump.ts'
import { runSimulator, wholeNumber } from './process/simulator-process.ts'

await runSimulator(
  {
    name: 'fuel-pump',
    help: [
      'A fuel pump that speaks the pump link of docs/pump-link.md, for training and tests: it delivers no more than it was',
      'released for and keeps a ledger of what it delivered. On 127.0.0.1 for one till, or on a serial line (--pty).',
      '',
      'Commands: {"do":"customer","nozzle":1,"volumeMl":20000,"stepMl":500,"stepMs":100}  takes the nozzle, waits for the',
      '          release, fills, hangs up; with "leavesAtMl" he stands still there until {"do":"hang-up"}',
      '          {"do":"lift","nozzle":1}  {"do":"pour","volumeMl":500}  {"do":"hang-up"}  {"do":"nobody"}',
      '          {"do":"ledger"}  {"do":"state"}',
      'Trouble:  {"do":"power","on":false}  {"do":"service","on":false}  {"do":"leak","on":true} the valve stays open',
      '          {"do":"repeat"} tells every end once more',
      '          {"do":"fault","on":"release","kind":"drop"|"cut"|"trickle"|"delay"|"refuse"|"garbage","times":1} also on',
      '          "withdraw", "stop", "look", "taken", "hello", and the notices "order", "calling"; {"do":"no-faults"}',
      'Events:   calling {nozzle}  order {order}  unreadable',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
      ledger: { type: 'string', about: 'File that keeps what was released and delivered, as JSON lines.' },
      nozzles: { type: 'string', default: '2', about: 'How many nozzles it has.' },
      'serial-number': { type: 'string', default: 'PUMP-1', about: 'Its serial number.' },
      'repeat-ms': { type: 'string', default: '2000', about: 'Pause before an end is told again.' },
    },
    start: async (options, emit) => {
      const pump = new FuelPump(
        {
          port: wholeNumber(options.port, 'port'),
          pty: options.pty === true,
          ledgerFile: typeof options.ledger === 'string' ? options.ledger : null,
          nozzles: Array.from({ length: wholeNumber(options.nozzles, 'nozzles') }, (_, index) => index + 1),
          serialNumber: String(options['serial-number']),
          repeatMs: wholeNumber(options['repeat-ms'], 'repeat-ms'),
        },
        emit,
      )
      await pump.plugIn()
      return pump
    },
  },
  process.argv.slice(2),
)
