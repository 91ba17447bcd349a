/**
 * The printer's own character generator: what each byte from 0x80 draws. Written down from the published tables of the
 * code pages, not taken from the encoder's, so that the two check each other. U+FFFD: the page has nothing there.
 */
const UPPER_HALVES = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
    'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
    'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ',
  cp1252:
    '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ' +
    ' ¡¢£¤¥¦§¨©ª«¬-®¯°±²³´µ¶·¸¹º»¼½¾¿' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
    'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č' +
    'áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐' +
    '└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀' +
    'ÓßÔŃńňŠšŔÚŕŰýÝţ´-˝˛ˇ˘§÷¸°¨˙űŘř■ ',
  cp858:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
    'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀' +
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´-±‗¾¶§÷¸°¨·¹³²■ ',
  cp1250:
    '€\ufffd‚\ufffd„…†‡\ufffd‰Š‹ŚŤŽŹ\ufffd‘’“”•–—\ufffd™š›śťžź' +
    ' ˇ˘Ł¤Ą¦§¨©Ş«¬-®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż' +
    'ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß' +
    'ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
} as const
type PageName = keyof typeof UPPER_HALVES

/**
 * The pages by the number that `ESC t n` selects on each family (sheet printers-escpos, section 7; POS-5890 and its like
 * have the western ones twice). A page that is not here draws nothing that anybody could read.
 */
export const PRINTER_FAMILIES = {
  epson: { 0: 'cp437', 16: 'cp1252', 18: 'cp852', 19: 'cp858', 45: 'cp1250' },
  'epson-tm-t88iii': { 0: 'cp437', 16: 'cp1252', 19: 'cp858' },
  'epson-tm-m30iii': { 0: 'cp437', 16: 'cp1252', 18: 'cp852', 45: 'cp1250' },
  'pos-5890': {
    ...{ 0: 'cp437', 16: 'cp1252', 18: 'cp852', 19: 'cp858' },
    ...{ 50: 'cp437', 53: 'cp858', 54: 'cp852', 71: 'cp1252', 72: 'cp1250' },
  },
  star: { 1: 'cp437', 3: 'cp437', 4: 'cp858', 5: 'cp852', 32: 'cp1252', 33: 'cp1250' },
  'wincor-th230': { 0: 'cp437', 2: 'cp852', 6: 'cp858', 8: 'cp1252', 17: 'cp1250' },
  'yhd-8390': { 0: 'cp437', 11: 'cp1252', 13: 'cp852', 14: 'cp858' },
} as const satisfies Readonly<Record<string, Readonly<Record<number, PageName>>>>
export type PrinterFamily = keyof typeof PRINTER_FAMILIES

/** The page that is on after power-on and `ESC @`. */
export const DEFAULT_PAGE = 0

/** The character a printable byte draws; null where the page is unknown or has nothing. */
export function characterOf(byte: number, page: number, family: PrinterFamily = 'epson'): string | null {
  if (byte < 0x80) return String.fromCharCode(byte)
  const pages: Readonly<Record<number, PageName>> = PRINTER_FAMILIES[family]
  const name = pages[page]
  const character = name === undefined ? undefined : UPPER_HALVES[name][byte - 0x80]
  return character === undefined || character === '\ufffd' ? null : character
}
