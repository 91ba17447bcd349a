/** Codes that somebody who watched nobody tries first: one figure, figures in a row, one pair or one half twice. */
export function isWeakCode(code: string): boolean {
  const steps = new Set(Array.from(code.slice(1), (figure, place) => Number(figure) - Number(code[place])))
  const isRun = steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 0)
  return isRun || /^(\d\d?)\1+$/.test(code)
}
