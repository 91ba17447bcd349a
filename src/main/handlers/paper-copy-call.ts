import { stat } from 'node:fs/promises'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { Till } from '#till/till.ts'
import { writePrivateFile } from '../explorer/write-private-file.ts'
import { ticketPdf } from '../paper-copy/ticket-pdf.ts'

/**
 * A paper of a finished sale as a PDF file, named by its number: in the folder of this workstation, else beside the other exports. A folder
 * that is not there, as that of a stick that was taken out, is said before the copy is counted, and never made.
 */
export function paperCopyCall(
  till: Pick<Till, 'copyPaper' | 'slice'>,
  writeFile: (fileName: string, text: string) => Promise<string>,
): Pick<Handlers, 'ticket.savePdf'> {
  return {
    'ticket.savePdf': async ({ saleId, kind }) => {
      const { pdfFolder } = till.slice('till').workstation
      if (pdfFolder !== null && !(await isFolder(pdfFolder)))
        return fail('PRINTER_COPY_FOLDER_AWAY', { folder: pdfFolder })
      const copy = await till.copyPaper(saleId, kind)
      if (!copy.ok) return copy
      const { tickets, number, at } = copy.value
      const name = `${kind}-${number}`.replace(/[^0-9A-Za-z-]/g, '-')
      const page = kind === 'invoice' ? 'a4' : 'roll'
      const pdf = ticketPdf(tickets, { title: name, page, at })
      const fileName = `${name}.pdf`
      const path = pdfFolder === null ? writeFile(fileName, pdf) : writePrivateFile(pdfFolder, fileName, pdf)
      return succeed({ path: await path })
    },
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
