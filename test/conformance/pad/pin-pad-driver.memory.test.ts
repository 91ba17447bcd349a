import { openMemoryBench } from '#test/support/pad/pad-bench.ts'
import { pinPadDriverSuite } from './pin-pad-driver.suite.ts'

// The ABECS driver and the simulated pad joined in memory.
pinPadDriverSuite('memory, secure link', () => openMemoryBench({ secure: true }), true)
