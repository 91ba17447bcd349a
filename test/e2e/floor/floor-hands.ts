import type { Counter } from '#test/support/e2e/counter.ts'
import { wordsOf } from '#test/support/e2e/words.ts'

/** What a waiter does at the tables, with keys alone or with fingers alone. */
export interface FloorHands {
  /** To the rooms, and takes the ticket of a free table for so many guests. */
  seat(table: string, covers: number): Promise<void>
  /** Puts the ticket in hand back on its table. */
  putAside(): Promise<void>
  note(): Promise<void>
  /** In as many equal parts as there are guests. */
  splitEqually(): Promise<void>
  /** The chosen part is paid. */
  pay(): Promise<void>
  /** On the screen of what is paid. */
  facturette(): Promise<void>
  /** To the rooms, and shows what a table has. */
  look(table: string): Promise<void>
  joinParts(): Promise<void>
  /** The guests go to another table. */
  transfer(table: string): Promise<void>
}

export function floorHands({ stage, eyes, hands }: Counter): FloorHands {
  const words = wordsOf('fr')
  const { page } = stage
  const press = (key: string) => page.keyboard.press(key)
  const type = (text: string) => page.keyboard.type(text, { delay: 90 })
  const tap = (name: string | RegExp) => page.getByRole('button', { name }).first().tap()
  const table = (name: string) => new RegExp(`^${words('floor.table', { table: name })},`)
  const sees = (key: string) => eyes.sees(words(key))
  const isChosen = (name: string) =>
    page.getByRole('heading', { name: words('floor.table', { table: name }), level: 2 }).waitFor()
  if (hands.kind === 'keyboard') {
    const toRooms = async () => {
      await press('Shift+F2')
      await sees('floor.typeNumber')
    }
    return {
      seat: async (name, covers) => {
        await toRooms()
        await type(name)
        await press('Enter')
        await sees('floor.howMany')
        await type(String(covers))
        await press('Enter')
      },
      putAside: () => press('F8'),
      note: () => press('N'),
      splitEqually: async () => {
        await press('P')
        await sees('split.equalHint')
        await press('Enter')
      },
      pay: () => press('F9'),
      facturette: () => press('B'),
      // The table that was chosen last stays chosen.
      look: toRooms,
      joinParts: () => press('U'),
      transfer: async (name) => {
        await press('T')
        await sees('floor.whereTo')
        await type(name)
        await press('Enter')
        await isChosen(name)
      },
    }
  }
  const toRooms = async () => {
    await tap(words('nav.floor'))
    await sees('floor.typeNumber')
  }
  return {
    seat: async (name, covers) => {
      await toRooms()
      await tap(table(name))
      await sees('floor.howMany')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: String(covers), exact: true })
        .tap()
      await page.getByRole('dialog').getByRole('button').last().tap()
    },
    putAside: () =>
      page
        .locator('main')
        .getByRole('button', { name: words('action.hold') })
        .tap(),
    note: () =>
      page
        .getByRole('region', { name: words('floor.panel') })
        .getByRole('button', { name: words('floor.note') })
        .tap(),
    splitEqually: async () => {
      await tap(new RegExp(`^${words('split.open')}`))
      await sees('split.equalHint')
      await page
        .getByRole('region', { name: words('split.title') })
        .getByRole('button')
        .last()
        .tap()
    },
    pay: () =>
      page
        .getByRole('region', { name: words('floor.panel') })
        .getByRole('button', { name: words('action.pay') })
        .tap(),
    facturette: () => tap(new RegExp(`^${words('floor.facturette')}`)),
    look: async (name) => {
      await toRooms()
      const chosen = page.getByRole('button', { name: table(name), pressed: true })
      if ((await chosen.count()) === 0) await tap(table(name))
    },
    joinParts: () => tap(new RegExp(`^${words('floor.undoSplit')}`)),
    transfer: async (name) => {
      await tap(new RegExp(`^${words('floor.transfer')}`))
      await sees('floor.whereTo')
      await tap(table(name))
      await isChosen(name)
    },
  }
}
