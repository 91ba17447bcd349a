/** What a payment pays of its ticket, of a row: tip and handed out cash stand beside it. */
export const TICKET_MINOR = (row: string) =>
  `${row}.amount_minor - coalesce(${row}.state ->> '$.intent.tipMinor', 0) - coalesce(${row}.state ->> '$.intent.cashbackMinor', 0)`
