import { plainText } from '#contract/plain-text.ts'

const selected = ({ selectionStart, selectionEnd }: HTMLInputElement) => (selectionEnd ?? 0) - (selectionStart ?? 0)

function onBeforeInput(event: InputEvent): void {
  const { data, target, isComposing } = event
  if (data === null || isComposing || !(target instanceof HTMLInputElement) || target.selectionStart === null) return
  const room = target.maxLength < 0 ? data.length : target.maxLength - target.value.length + selected(target)
  if (plainText(data, data.length) === data) return
  event.preventDefault()
  const { selectionStart, selectionEnd } = target
  target.setRangeText(plainText(data, Math.max(0, room)), selectionStart, selectionEnd ?? selectionStart, 'end')
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Takes out of whatever is pasted into a field what nobody sees and no key types, before a search or the till has it. */
export function listenToPastes(): void {
  window.addEventListener('beforeinput', onBeforeInput, { capture: true })
}
