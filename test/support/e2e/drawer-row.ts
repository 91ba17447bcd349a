import { formatFigures } from '#contract/money.ts'
import { pieceName } from '#renderer/words/figures.ts'

/** The name of a row of the drawer count: piece, how many, what they are worth. Any count when it is null. */
export function drawerRow(valueMinor: number, count: number | null): RegExp {
  const anySpace = (text: string) => text.replace(/\s/g, '\\s')
  const counted = count === null ? '' : `${count}\\s*${anySpace(formatFigures(valueMinor * count, 'EUR'))}$`
  return new RegExp(`^${anySpace(pieceName(valueMinor, 'EUR'))}\\s*×\\s*${counted}`)
}
