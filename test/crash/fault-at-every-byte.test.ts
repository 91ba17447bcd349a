import { describeByteFaults } from '#test/support/faults/byte-fault.suite.ts'

describeByteFaults({ secure: false })
