import { DISPLAY_DIALECTS } from '#hardware/displays/pole-display.codec.ts'
import { SimulatedDisplay } from './customer-display/display.ts'
import { LETTER_SETS } from './customer-display/display-body.ts'
import { runSimulator } from './process/simulator-process.ts'

function oneOf<Value extends string>(value: unknown, known: readonly Value[], name: string): Value {
  const found = known.find((each) => each === value)
  if (found === undefined) throw new Error(`--${name} wants one of ${known.join(', ')}`)
  return found
}

await runSimulator(
  {
    name: 'customer-display',
    help: [
      'A customer display of two rows by twenty, over TCP on 127.0.0.1 or over a serial line. It shows what it is sent',
      'and, like a real one, never answers; what it does not understand it reports here.',
      '',
      'Commands: {"do":"state"}  {"do":"power","on":false}  {"do":"plug","in":false}',
      'Events:   shown {rows}  problem {what}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
      dialect: { type: 'string', default: 'cd5220', about: 'Its commands: cd5220 or escpos.' },
      letters: { type: 'string', default: 'plain', about: 'Its code pages: plain or ocd300.' },
    },
    start: async (options, emit) => {
      const port = Number(options.port)
      if (!Number.isInteger(port) || port < 0) throw new Error('--port wants a whole number')
      const display = new SimulatedDisplay(
        {
          port,
          pty: options.pty === true,
          dialect: oneOf(options.dialect, DISPLAY_DIALECTS, 'dialect'),
          letters: oneOf(options.letters, Object.keys(LETTER_SETS) as (keyof typeof LETTER_SETS)[], 'letters'),
        },
        emit,
      )
      await display.plugIn()
      return display
    },
  },
  process.argv.slice(2),
)
