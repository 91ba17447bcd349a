import { familySchema, SimulatedPrinter } from './escpos-printer/printer.ts'
import { runSimulator } from './process/simulator-process.ts'

const wholeNumber = (value: string | boolean | undefined, name: string): number => {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} wants a whole number`)
  return number
}

await runSimulator(
  {
    name: 'escpos-printer',
    help: [
      'A ticket printer of 80 mm that speaks ESC/POS over TCP on 127.0.0.1, or over a serial line. It draws what it',
      'is sent, runs out of paper, stops with its cover open, answers DLE EOT, GS r, GS ( H and automatic status.',
      '',
      'Commands: {"do":"paper","lines":N}  {"do":"cover","open":true}  {"do":"jam","on":true}  {"do":"power","on":false}',
      '          {"do":"trouble","what":"mechanical"|"cutter"|"unrecoverable"|"overheated"|null}  {"do":"wait","on":true}',
      '          {"do":"feed","on":true} (the button)',
      '          {"do":"close-drawer"}  {"do":"tickets"}  {"do":"state"}',
      '          {"do":"fault","on":"GS ( H","kind":"drop"} (also on "GS r", "DLE EOT", "ASB", "*")',
      'Events:   ticket {number, files, sha256, text, problems}  drawer {pin, onMs, realTime, count}  sensors  power',
      '          unknown-command {hex}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
      out: { type: 'string', about: 'Folder for NNN.bin, NNN.txt and NNN.png of each ticket.' },
      'no-pictures': { type: 'boolean', default: false, about: 'No NNN.png: drawing takes longer than all else.' },
      columns: { type: 'string', default: '42', about: 'Characters across the paper: 32, 42 or 48.' },
      paper: { type: 'string', default: '4000', about: 'Lines of paper on the roll.' },
      family: { type: 'string', default: 'epson', about: 'Whose numbers its code pages have, e.g. pos-5890.' },
      'near-end': { type: 'string', default: '60', about: 'Lines left when the near-end sensor speaks.' },
      buffer: { type: 'string', default: '4096', about: 'Bytes taken in while off line.' },
    },
    start: async (options, emit) => {
      const printer = new SimulatedPrinter(
        {
          port: wholeNumber(options.port, 'port'),
          pty: options.pty === true,
          columns: wholeNumber(options.columns, 'columns'),
          paperLines: wholeNumber(options.paper, 'paper'),
          nearEndLines: wholeNumber(options['near-end'], 'near-end'),
          bufferBytes: wholeNumber(options.buffer, 'buffer'),
          family: familySchema.parse(options.family),
          folder: typeof options.out === 'string' ? options.out : null,
          draws: options['no-pictures'] !== true,
        },
        emit,
      )
      await printer.plugIn()
      return printer
    },
  },
  process.argv.slice(2),
)
