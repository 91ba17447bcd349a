import { runSimulator, wholeNumber } from './process/simulator-process.ts'
import { ZvtTerminal } from './zvt-terminal/terminal.ts'

await runSimulator(
  {
    name: 'zvt-terminal',
    help: [
      'A standalone terminal that speaks ZVT, for training and tests: it is sent an amount, serves the customer by itself,',
      'books when the till has its result, takes the payment back when the till has not, and keeps a ledger of its own.',
      'On 127.0.0.1, or on a serial line (--pty).',
      '',
      'Commands: {"do":"customer","acts":"pays"|"declined"|"abandons","takesMs":2000}  for the next order',
      '          {"do":"pay-by-hand","amountMinor":1234}  {"do":"ledger"}',
      '          {"do":"prints","as":"block"|"lines"|"glued-lines"|"nothing"}',
      'Trouble:  {"do":"clock","offMs":3600000}  serial line: {"do":"nak"|"mute","times":2}',
      '          {"do":"other-amount","more":100}  {"do":"tell-again","times":2}  of the next approval',
      '          {"do":"busy","on":true}  {"do":"forget-tills"}  {"do":"power","on":false}  {"do":"hang-up-after","bytes":20}',
      '          {"do":"fault","on":"status","kind":"drop"|"cut"|"trickle"|"delay"|"stall"|"refuse"|"garbage","times":1} also on',
      '          "yes", "progress", "print", "completion", "abort"; {"do":"no-faults"}',
      'Events:   asked {operation}  booked {receipt}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
      ledger: { type: 'string', about: 'File that keeps what it did, as JSON lines.' },
      'terminal-id': { type: 'string', default: '28004869', about: 'Its own number, eight figures.' },
      'customer-ms': { type: 'string', default: '1500', about: 'How long a customer takes.' },
      'answer-ms': { type: 'string', default: '5000', about: 'How long it waits for an answer of the till.' },
    },
    start: async (options, emit) => {
      const terminal = new ZvtTerminal(
        {
          port: wholeNumber(options.port, 'port'),
          pty: options.pty === true,
          ledgerFile: typeof options.ledger === 'string' ? options.ledger : null,
          terminalId: String(options['terminal-id']),
          customerMs: wholeNumber(options['customer-ms'], 'customer-ms'),
          answerMs: wholeNumber(options['answer-ms'], 'answer-ms'),
        },
        emit,
      )
      await terminal.plugIn()
      return terminal
    },
  },
  process.argv.slice(2),
)
