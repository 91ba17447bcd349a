import { describeEveryState } from './every-state.suite.ts'

describeEveryState(1)
