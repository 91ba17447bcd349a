import { describe, expect, test } from 'vitest'
import { paperPictureSchema } from '#contract/views/ticket-view.ts'
import { fittedSize, pictureOf } from '#renderer/screens/management/logo-dots.ts'

/** Goal: a picture of any size becomes one that the narrowest paper holds, dark where the picture is. */

const [BLACK, WHITE, CLEAR] = [
  [0, 0, 0, 255],
  [255, 255, 255, 255],
  [0, 0, 0, 0],
] as const

describe('a picture', () => {
  test.each([
    [384, 144, 384, 144],
    [768, 144, 384, 72],
    [100, 1_440, 10, 144],
    [20, 10, 20, 10],
    [10_000, 1, 384, 1],
  ])('of %i by %i is %i by %i on paper', (width, height, across, down) => {
    expect(fittedSize(width, height)).toEqual({ width: across, height: down })
  })

  test('is dots, the left one in the highest bit, in the middle of whole bytes', () => {
    const picture = pictureOf([...BLACK, ...WHITE, ...WHITE, ...BLACK].flat(), 2, 2)
    expect(picture).toEqual({ acrossBytes: 1, downDots: 2, hex: '1008' })
    expect(paperPictureSchema.safeParse(picture).success).toBe(true)
  })

  test('is ink where it is darker than pale: red and green are, yellow is not, nor what is nearly clear', () => {
    const colours = [[200, 0, 0, 255], [0, 128, 0, 255], [255, 230, 0, 255], [0, 0, 0, 40], BLACK]
    expect(pictureOf(colours.flat(), 5, 1)?.hex).toBe('64')
  })

  test('with nothing dark in it is none', () => {
    expect(pictureOf([...WHITE, ...CLEAR], 2, 1)).toBe(null)
  })
})

describe('the contract', () => {
  test.each([
    { acrossBytes: 49, downDots: 1, hex: '00'.repeat(49) },
    { acrossBytes: 1, downDots: 145, hex: '00'.repeat(145) },
    { acrossBytes: 1, downDots: 2, hex: '00' },
    { acrossBytes: 1, downDots: 1, hex: 'zz' },
  ])('takes no picture that the paper does not hold or that is not whole', (picture) => {
    expect(paperPictureSchema.safeParse(picture).success).toBe(false)
  })
})
