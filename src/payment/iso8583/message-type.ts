/** 0200 is answered by 0210, 0421 by 0430. */
export function answerTypeOf(mti: string): string {
  return `${mti.slice(0, 2)}${Number(mti.charAt(2)) + 1}0`
}
