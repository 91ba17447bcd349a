import { describeDay } from './day.suite.ts'

describeDay('touch')
