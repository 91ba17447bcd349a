import type { Locale } from '#contract/locale.ts'
import type { Slices } from '#contract/views/till-view.ts'

/** What a person chooses of the screen: its language and its colours. */
export interface Look {
  readonly locale: Locale
  readonly theme: Slices['till']['theme']
}

/** Every language of the tour, by day and by night. */
export const LOOKS: readonly Look[] = (['fr', 'pl', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
)

export const lookName = ({ locale, theme }: Look): string => `${locale}-${theme}`

/** The pictures of the sales that the tour shows in every look: a shop, a table, a station, an invoice paid by card. */
export const SHOWN_IN_EVERY_LOOK: readonly string[] = [
  'sign-in',
  'sale',
  'cash',
  'payment-chip-pin',
  'chip-pin',
  'new-customer',
  'customer-on-ticket',
  'on-account',
  'invoice',
  'customer-file',
  'account-payment',
  'payment-account',
  'account-paid',
  'account-settled',
  'guests',
  'order',
  'note',
  'split-bill',
  'table-first-half',
  'pump-delivering',
  'pump-paid',
  'station-shop',
  'fleet-mileage',
  'fleet-vehicle',
  'fleet-card',
]

/**
 * The looks that a picture is taken in beside the one it is taken in anyway: so many of the others, each picture going on in
 * the list where the one before it ended.
 */
export class LooksInTurn {
  readonly #count: number
  #next = 0

  constructor(count: number) {
    this.#count = count
  }

  besides(shown: Look): readonly Look[] {
    const others = LOOKS.filter((look) => lookName(look) !== lookName(shown))
    const chosen = Array.from(
      { length: Math.min(this.#count, others.length) },
      (_, index) => others[(this.#next + index) % others.length] as Look,
    )
    this.#next += chosen.length
    return chosen
  }
}

/** Names of `SHOWN_IN_EVERY_LOOK` of which there are fewer pictures than asked for, among the files of a day. */
export function missingPictures(files: readonly string[], looks: number): string[] {
  const asked = 1 + Math.min(looks, LOOKS.length - 1)
  const anyLook = LOOKS.map(lookName).join('|')
  return SHOWN_IN_EVERY_LOOK.filter((name) => {
    const picture = new RegExp(`^\\d+-${name}(-(${anyLook}))?\\.png$`)
    return files.filter((file) => picture.test(file)).length < asked
  })
}
