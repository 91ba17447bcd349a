import { describeByteFaults } from './byte-faults.suite.ts'

describeByteFaults({ secure: true })
