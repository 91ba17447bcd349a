import { describeDevices } from './devices.suite.ts'

describeDevices('touch')
