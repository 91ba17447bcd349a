import { describeCards } from './cards.suite.ts'

describeCards()
