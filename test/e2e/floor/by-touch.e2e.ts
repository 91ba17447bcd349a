import { describeFloor } from './floor.suite.ts'

describeFloor('touch')
