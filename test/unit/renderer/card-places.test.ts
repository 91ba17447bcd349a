import { describe, expect, test } from 'vitest'
import { USUAL_WORKSTATION } from '#contract/views/workstation-view.ts'
import { waysOf } from '#renderer/state/card-places.ts'
import { sampleSlices } from '#test/support/renderer/sample-shop.ts'
import { TERMINALS } from '#test/support/renderer/terminal-states.ts'

/** Goal: the Card key goes where the workstation says, and somewhere that is there in any case. */

const { status, till } = sampleSlices()

function idsOf(cardPlaceId: string | null, padState: typeof status.pad.state = 'ready'): string[] {
  const at = { ...till, workstation: { ...USUAL_WORKSTATION, cardPlaceId } }
  const shown = { ...status, pad: { ...status.pad, state: padState } }
  return waysOf({ status: shown, terminals: [...TERMINALS], till: at }).map(({ id }) => id)
}

describe('where a card is presented', () => {
  test('is the pad first, then the terminals in their order, where nobody chose', () => {
    expect(idsOf(null)).toEqual(['pad', 'device-6', 'device-7', 'device-8'])
    expect(idsOf(null, 'absent')).toEqual(['device-6', 'device-7', 'device-8'])
  })

  test('is what was chosen for this till, the others in the order they had', () => {
    expect(idsOf('device-7')).toEqual(['device-7', 'pad', 'device-6', 'device-8'])
    expect(idsOf('pad')).toEqual(['pad', 'device-6', 'device-7', 'device-8'])
  })

  test('is the usual one where what was chosen is gone', () => {
    expect(idsOf('device-99')).toEqual(['pad', 'device-6', 'device-7', 'device-8'])
    expect(idsOf('pad', 'absent')).toEqual(['device-6', 'device-7', 'device-8'])
  })
})
