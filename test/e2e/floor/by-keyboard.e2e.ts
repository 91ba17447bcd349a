import { describeFloor } from './floor.suite.ts'

describeFloor('keyboard')
