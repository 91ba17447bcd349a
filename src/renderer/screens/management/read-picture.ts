import type { PaperPicture } from '#contract/views/ticket-view.ts'
import { fittedSize, pictureOf } from './logo-dots.ts'

/** A file that the browser can show, as it will be printed; null for any other, and for one with nothing to print. */
export async function readPicture(file: Blob): Promise<PaperPicture | null> {
  try {
    const image = await createImageBitmap(file)
    const { width, height } = fittedSize(image.width, image.height)
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (context === null) return null
    context.drawImage(image, 0, 0, width, height)
    return pictureOf(context.getImageData(0, 0, width, height).data, width, height)
  } catch {
    return null
  }
}
