import { config } from 'zod'

/**
 * zod compiles its checks with `new Function` where it may, and finds out by trying: under the content policy each
 * try is a reported violation. This must be imported before any schema is made.
 */
config({ jitless: true })
