import type { Handlers } from '#contract/dispatch.ts'
import { succeed } from '#contract/result.ts'
import type { Till } from '#till/till.ts'

/** What a person asks to be told of himself, as a file beside the other exports. */
export function customerDataCall(
  till: Pick<Till, 'personalData'>,
  writeFile: (fileName: string, text: string) => Promise<string>,
): Pick<Handlers, 'customer.data'> {
  return {
    'customer.data': async ({ customerId }) => {
      const data = await till.personalData(customerId)
      return data.ok ? succeed({ path: await writeFile(data.value.fileName, data.value.json) }) : data
    },
  }
}
