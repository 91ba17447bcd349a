import { setImmediate } from 'node:timers/promises'
import { CatalogueFailure } from '#contract/result.ts'
import { readFamilies } from '../calls/article-calls.ts'
import { emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import type { TillOptions } from '../core/till-options.ts'
import { ArticleDesk } from './article-desk.ts'

/** The desk of this till. What it puts into the fiscal chain takes its turn among the till's calls. */
export function openArticleDesk(options: TillOptions, context: () => TillContext): ArticleDesk {
  return new ArticleDesk({
    catalogue: options.catalogue,
    imports: options.productImports,
    files: options.writtenFiles ?? {
      write: async () => {
        throw new CatalogueFailure({ code: 'STORE_NOT_WRITABLE', details: { path: '' } })
      },
    },
    now: () => options.clock.now(),
    newId: options.nextId,
    shop: () => {
      const { shop, families, preferences } = context().memory
      return { currency: shop.currency, locale: preferences.locale, rates: shop.vatBasisPoints, families }
    },
    inChain: (event, write) =>
      context().queue.run(async () => {
        const record = seal(context(), 'event', options.clock.now(), event)
        await write(record)
        keepHead(context(), record)
      }),
    onFamilies: () => readFamilies(context()),
    onChange: () => emit(context(), 'articleWork'),
    pause: () => setImmediate(),
    onUnexpected: options.onUnexpected ?? (() => undefined),
  })
}
