/** Files for people, in the folder of exports of this till. */
export interface WrittenFilesPort {
  /**
   * Writes `name-<date>-<time>.csv` of the parts, each flushed before the next is asked for. It has its name only once it is
   * whole. @returns its path, or null when `parts` ended early because it was given up (a `null` among them): nothing is left.
   * Throws CatalogueFailure STORE_*.
   */
  write(name: string, parts: AsyncIterable<string | null>): Promise<string | null>
}
