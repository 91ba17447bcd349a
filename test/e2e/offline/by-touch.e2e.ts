import { describeOffline } from './offline.suite.ts'

describeOffline('touch')
