import { CaisseApTerminal } from './caisse-ap-terminal/terminal.ts'
import { runSimulator, wholeNumber } from './process/simulator-process.ts'

await runSimulator(
  {
    name: 'caisse-ap-terminal',
    help: [
      'A standalone terminal that speaks Caisse-AP over IP, for training and tests: it is sent an amount, serves the customer',
      'by itself, and keeps a ledger of what its bank will have. On 127.0.0.1, one request a connection; or as Concert V3 on a',
      'serial line (--pty).',
      '',
      'Commands: {"do":"customer","acts":"pays"|"declined"|"abandons"|"walks-away","takesMs":2000}  for the next request',
      '          {"do":"pay-by-hand","amountMinor":1234}  {"do":"ledger"}',
      'Trouble:  {"do":"twist","pad":6} | "less":100 | "more":100 | "blank":true | "set":{"CF":"other"} | "split":[7,20]  next answer',
      '          {"do":"keep-open","on":true}  {"do":"power","on":false}  {"do":"hang-up-after","bytes":20} of the next request',
      '          {"do":"fault","on":"pay","kind":"drop"|"cut"|"trickle"|"delay"|"stall"|"refuse"|"garbage","times":1} also on',
      '          "refund", "void", "identify", "day-end", "duplicate", "status"; {"do":"no-faults"}',
      '          serial line: {"do":"nak","times":2}  {"do":"deaf","on":true}',
      'Events:   asked {name}  answered {name, receipt}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
      ledger: { type: 'string', about: 'File that keeps what it did, as JSON lines.' },
      'terminal-id': { type: 'string', default: '330538600404', about: 'Its own number, twelve figures.' },
      'customer-ms': { type: 'string', default: '1500', about: 'How long a customer takes.' },
    },
    start: async (options, emit) => {
      const terminal = new CaisseApTerminal(
        {
          port: wholeNumber(options.port, 'port'),
          pty: options.pty === true,
          ledgerFile: typeof options.ledger === 'string' ? options.ledger : null,
          terminalId: String(options['terminal-id']),
          customerMs: wholeNumber(options['customer-ms'], 'customer-ms'),
        },
        emit,
      )
      await terminal.plugIn()
      return terminal
    },
  },
  process.argv.slice(2),
)
