import type { LineWeighing } from '#contract/views/scale-view.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'

/** A deposit that goes on the ticket with each piece of the goods. */
export interface LineDeposit {
  readonly productId: string
  readonly name: string
  readonly priceMinor: number
  readonly vatBasisPoints: number
  readonly familyId: string
}

/** A product at the terms of this sale: its price is what is agreed now, and stays so when a list ends or begins later. */
export interface AgreedProduct extends CatalogueProduct {
  /** The list that its price is of; left out, it is the product's own. */
  readonly priceListName?: string
  readonly deposit?: LineDeposit
  /** What one piece takes from the stock, where that is not one: the weight behind the price on a label. */
  readonly stockPerPieceMilli?: number
  /** How its weight was found. */
  readonly weighed?: LineWeighing
}
