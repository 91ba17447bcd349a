import { describeEveryAction } from './every-action.suite.ts'

describeEveryAction('keyboard')
