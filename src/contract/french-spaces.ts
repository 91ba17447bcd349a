/** French sets a space before `? ! : ; »` and after `«`: none of them may begin or end a line alone. */
export function frenchSpaces(text: string): string {
  return text.replace(/ (?=[?!:;»])|(?<=«) /g, '\u00a0')
}
