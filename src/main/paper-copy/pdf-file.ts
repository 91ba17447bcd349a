/**
 * A PDF file in plain ASCII (ISO 32000-1, 7.5): objects by their numbers, then the table of where each begins. Data that is no text stands in
 * hexadecimal.
 */
export class PdfFile {
  readonly #bodies: string[] = []

  /** A number for an object whose body comes later. */
  reserve(): number {
    return this.#bodies.push('null')
  }

  set(number: number, body: string): void {
    this.#bodies[number - 1] = body
  }

  /** @returns the number of the object. */
  add(body: string): number {
    return this.#bodies.push(body)
  }

  /** @param dictionary its entries but the length. */
  addStream(dictionary: string, data: string): number {
    return this.add(`<< ${dictionary} /Length ${data.length} >>\nstream\n${data}\nendstream`)
  }

  /** The whole file. */
  text(root: number, info: number): string {
    let file = '%PDF-1.7\n'
    const starts = this.#bodies.map((body, index) => {
      const start = file.length
      file += `${index + 1} 0 obj\n${body}\nendobj\n`
      return start
    })
    const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
    const size = starts.length + 1
    return (
      `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}` +
      `trailer\n<< /Size ${size} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
    )
  }
}

/** A text of a person as PDF has it: UTF-16, big end first, in hexadecimal. */
export function pdfText(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at), 4))
  return `<FEFF${units.join('')}>`
}

export function hex(value: number, figures: number): string {
  return value.toString(16).toUpperCase().padStart(figures, '0')
}
