import { type Command, commandOf } from '#contract/command-codes.ts'
import type { Scan } from '../input/key-burst.ts'
import * as act from './sale-actions.ts'

/** What each command does: the same as its key. */
const COMMANDS: Readonly<Record<Command, () => void>> = {
  hold: act.hold,
  pay: act.beginPaying,
  cash: act.payInCash,
  card: act.payByCard,
  removeLine: act.removeLine,
  oneMore: () => act.changeQuantity(1000),
  drawer: act.openDrawer,
  lastTicket: act.openLastTicket,
  newSale: act.nextSale,
}

/** What a scanner reads, on any screen: a command does what its key does, all else is goods or a ticket. */
export function scanAny(scanned: Scan): void {
  const command = commandOf(scanned.code)
  if (command === null) act.scan(scanned)
  else COMMANDS[command]()
}
