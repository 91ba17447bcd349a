import { SimulatedScale } from './counter-scale/scale.ts'
import { runSimulator, wholeNumber } from './process/simulator-process.ts'

await runSimulator(
  {
    name: 'counter-scale',
    help: [
      'A counter scale of 15 kg in steps of 5 g that speaks the protocol 8217, over TCP on 127.0.0.1 or over a serial line.',
      '',
      'Commands: {"do":"put","grams":1250,"swaysMs":500}  {"do":"sway","on":true}  {"do":"tare"}  {"do":"zero"}',
      '          {"do":"pounds","on":true}  {"do":"power","on":false}  {"do":"plug","in":false}  {"do":"state"}',
      '          {"do":"fault","on":"W","kind":"drop"|"cut"|"trickle"|"delay"|"refuse"|"garbage","times":1}  {"do":"no-faults"}',
      'Events:   asked {answer}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      pty: { type: 'boolean', default: false, about: 'A serial line instead of TCP.' },
    },
    start: async (options, emit) => {
      const scale = new SimulatedScale({ port: wholeNumber(options.port, 'port'), pty: options.pty === true }, emit)
      await scale.plugIn()
      return scale
    },
  },
  process.argv.slice(2),
)
