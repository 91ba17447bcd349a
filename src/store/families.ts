import { LIMITS } from '#contract/limits.ts'
import { plainText } from '#contract/plain-text.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { CataloguePort } from '#till/ports/catalogue.port.ts'
import { allRows, change, inTransaction, type ReadableDb, reading } from './database.ts'

interface FamilyRow {
  readonly id: string
  readonly name: string | null
  readonly name_key: string | null
  readonly colour: number
  readonly vat_basis_points: number | null
}

const familyOf = ({ id, name, name_key, colour, vat_basis_points }: FamilyRow): FamilyView => ({
  id,
  nameKey: name_key ?? '',
  colour,
  ...(name !== null && { name }),
  ...(vat_basis_points !== null && { vatBasisPoints: vat_basis_points }),
})

/** The families of goods in their order. */
export function familyCalls(db: ReadableDb): Pick<CataloguePort, 'families' | 'saveFamilies'> {
  return {
    families: async () =>
      reading(db, () => {
        const sql = 'SELECT id, name, name_key, colour, vat_basis_points FROM family ORDER BY place'
        return allRows<FamilyRow>(db, sql).map(familyOf)
      }),
    saveFamilies: async (families) =>
      inTransaction(db, (writable) => {
        change(writable, 'DELETE FROM family')
        for (const [place, { id, name, nameKey, colour, vatBasisPoints = null }] of families.entries()) {
          const sql = `INSERT INTO family (id, place, name, name_key, colour, vat_basis_points)
                       VALUES (?, ?, ?, ?, ?, ?)`
          const key = nameKey === '' ? null : nameKey
          change(writable, sql, id, place, storedFamilyName(name), key, colour, vatBasisPoints)
        }
      }),
  }
}

/** Whoever names a family, its name steers nothing and fits on a key. */
export function storedFamilyName(name: string | undefined): string | null {
  return name === undefined ? null : plainText(name, LIMITS.familyNameCharacters)
}
