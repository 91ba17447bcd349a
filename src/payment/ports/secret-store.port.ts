/**
 * Seals small secrets (keys, never card data itself) under a master key that is not in the data folder's database.
 *
 * Guarantees: what `seal` answers tells nothing about its input without the master key; `open` answers the very
 * bytes that were sealed or throws when they were altered or sealed elsewhere. Both are synchronous, so that a
 * key is sealed inside the transaction that stores it.
 */
export interface SecretStorePort {
  seal(bytes: Uint8Array): Uint8Array
  open(bytes: Uint8Array): Uint8Array
}
