import type { Handlers } from '#contract/dispatch.ts'
import { succeed } from '#contract/result.ts'
import type { Till } from '#till/till.ts'
import { ticketPdf } from '../paper-copy/ticket-pdf.ts'

/** A paper of a finished sale as a PDF file beside the other exports, named by its number. */
export function paperCopyCall(
  till: Pick<Till, 'copyPaper'>,
  writeFile: (fileName: string, text: string) => Promise<string>,
): Pick<Handlers, 'ticket.savePdf'> {
  return {
    'ticket.savePdf': async ({ saleId, kind }) => {
      const copy = await till.copyPaper(saleId, kind)
      if (!copy.ok) return copy
      const { tickets, number, at } = copy.value
      const name = `${kind}-${number}`.replace(/[^0-9A-Za-z-]/g, '-')
      const page = kind === 'invoice' ? 'a4' : 'roll'
      return succeed({ path: await writeFile(`${name}.pdf`, ticketPdf(tickets, { title: name, page, at })) })
    },
  }
}
