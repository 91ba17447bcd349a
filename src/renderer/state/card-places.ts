import type { TerminalView } from '#contract/views/terminal-view.ts'
import type { Slices, StatusView } from '#contract/views/till-view.ts'

/** Where a customer can present a card: at the pad of this till, or at a standalone terminal. */
export type CardWay =
  | { readonly kind: 'pad'; readonly id: 'pad'; readonly alias: string; readonly state: StatusView['pad']['state'] }
  | { readonly kind: 'terminal'; readonly id: string; readonly alias: string; readonly state: TerminalView['state'] }

/**
 * All of them; the one that the Card key takes comes first: what this workstation chose, else the pad, else the terminal that is the default
 * of this till. One that was chosen and is gone counts for nothing.
 */
export function waysOf({
  status: { pad },
  terminals,
  till: { workstation },
}: Pick<Slices, 'status' | 'terminals' | 'till'>): readonly CardWay[] {
  const atPad: readonly CardWay[] =
    pad.state === 'absent' ? [] : [{ kind: 'pad', id: 'pad', alias: pad.alias, state: pad.state }]
  const others = terminals.map(({ id, alias, state }) => ({ kind: 'terminal', id, alias, state }) as const)
  const isFirst = ({ id }: CardWay) => id === workstation.cardPlaceId
  return [...atPad, ...others].sort((one, other) => Number(isFirst(other)) - Number(isFirst(one)))
}
