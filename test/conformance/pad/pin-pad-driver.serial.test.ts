import { openProcessBench } from '#test/support/pad/pad-bench.ts'
import { pinPadDriverSuite } from './pin-pad-driver.suite.ts'

// The ABECS driver and the simulated pad in a process of its own, over a pseudo-terminal, without the secure link.
pinPadDriverSuite('a serial line, in clear', () => openProcessBench('pty', { secure: false }), false)
