import { succeed } from '#contract/result.ts'
import type { OpenTill } from '#main/running-till.ts'
import { createFakeTill } from '../carriers/fake-till.ts'

/** Takes the place of the composition root under the shell's tests. */
export const openTill: OpenTill = async () => succeed(createFakeTill())
