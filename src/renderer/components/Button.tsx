import type { ComponentProps, KeyboardEvent } from 'react'

export interface ButtonProps
  extends Pick<
    ComponentProps<'button'>,
    'className' | 'children' | 'style' | 'autoFocus' | (`aria-${string}` & keyof ComponentProps<'button'>)
  > {
  readonly onPress: () => void
}

/**
 * The browser's own button, on purpose: two hundred of them stand on a screen, and one that keeps account of itself costs as much
 * to draw as all its words. What a till wants of a press besides is done once for all of them, by `listenToPresses`.
 */
export function Button({ onPress, ...rest }: ButtonProps) {
  return <button type="button" {...rest} onClick={onPress} onKeyDown={onceWhileHeld} />
}

/** A browser presses a button again and again while Enter is held. */
function onceWhileHeld(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault()
}
