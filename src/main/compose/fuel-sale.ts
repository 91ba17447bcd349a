/** Begins the name of every sale at a pump: it is no ticket of the cashier's. */
export const FUEL_SALE = 'fuel-'

/** Whether a payment belongs to a pump: screens, displays and papers of the counter leave it alone. */
export function isFuelSale(saleId: string): boolean {
  return saleId.startsWith(FUEL_SALE)
}
