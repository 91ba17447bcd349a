/** Goal: over a day each look is shown, and a picture that was not taken is missed. Method: the list and names of files alone. */
import { describe, expect, it } from 'vitest'
import { LOOKS, LooksInTurn, lookName, missingPictures, SHOWN_IN_EVERY_LOOK } from '../../../tools/tour/looks.ts'

const DAY = { locale: 'fr', theme: 'light' } as const

describe('looks of a picture', () => {
  it('are the others in turn, never the one that is shown anyway', () => {
    const turns = new LooksInTurn(2)
    const taken = Array.from({ length: 5 }, () => turns.besides(DAY))
      .flat()
      .map(lookName)
    expect(taken).not.toContain('fr-light')
    expect(new Set(taken.slice(0, 5)).size).toBe(LOOKS.length - 1)
    expect(taken.slice(5)).toEqual(taken.slice(0, 5))
  })

  it('are no more than there are, and none when none is asked for', () => {
    expect(new LooksInTurn(99).besides(DAY)).toHaveLength(LOOKS.length - 1)
    expect(new LooksInTurn(0).besides(DAY)).toEqual([])
    expect(new LooksInTurn(99).besides({ locale: 'de', theme: 'contrast' })).toEqual(LOOKS)
  })
})

describe('pictures of a day', () => {
  const files = SHOWN_IN_EVERY_LOOK.flatMap((name, index) => {
    const numbered = `${String(index).padStart(3, '0')}-${name}`
    return [`${numbered}.png`, `${numbered}-pl-dark.png`]
  })

  it('are all there, or named', () => {
    expect(missingPictures(files, 1)).toEqual([])
    expect(missingPictures(files, 2)).toEqual(SHOWN_IN_EVERY_LOOK)
    expect(
      missingPictures(
        files.filter((name) => !name.includes('-sale-pl-dark')),
        1,
      ),
    ).toEqual(['sale'])
  })
})
