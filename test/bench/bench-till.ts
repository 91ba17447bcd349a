import type { TestTill } from '#test/support/till/open-test-till.ts'

const PRODUCTS = ['baguette', 'croissant', 'miel'] as const

/** Puts so many lines of different products and prices on the ticket in hand. */
export async function ring(desk: TestTill, lines: number): Promise<void> {
  for (let line = 0; line < lines; line += 1) {
    const productId = PRODUCTS[line % PRODUCTS.length] ?? PRODUCTS[0]
    const added = await desk.call('sale.addProduct', { productId })
    if (!added.ok) throw new Error(added.error.code)
  }
}
